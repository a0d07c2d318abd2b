import { statements } from '@aver/ravdess';
import type { Block, Figure } from '../blocks/block.js';
import { renderSvg } from '../figures/render-svg.js';
import { spectrogramFigure } from '../figures/spectrogram-figure.js';
import { waveformFigure } from '../figures/waveform-figure.js';
import type { RecordingSketch } from '../recordings/sketch-recordings.js';

/** What the models are given: wave form, spectrogram and picture of one recording of each statement. */
export async function recordingsSection(recordings: RecordingSketch[]): Promise<Block[]> {
  if (recordings.length === 0) return [];
  const blocks: Block[] = [{ kind: 'heading', level: 2, text: 'From sound to picture' }];
  for (const recording of recordings) {
    const { statement, emotion, name } = recording;
    const words = statements[statement as keyof typeof statements];
    const title = `${words ? `"${words}"` : 'A recording'}, ${emotion} (${name})`;
    const shown: Block = { kind: 'figures', title, figures: await figures(recording) };
    blocks.push({ kind: 'folded', title: 'Wave form, spectrogram and pictures', blocks: [shown] });
  }
  return blocks;
}

async function figures({ name, seconds, sampleRate, waveform, pictures }: RecordingSketch): Promise<Figure[]> {
  return [
    {
      caption: 'Wave form (figure 6).',
      alt: `wave form of ${name}, ${seconds.toFixed(1)} seconds`,
      image: { svg: await renderSvg(waveformFigure(waveform, seconds)) },
    },
    {
      caption: 'Spectrogram (figures 4, 5 and 7), quiet dark, loud bright.',
      alt: `spectrogram of ${name} up to ${sampleRate / 2000} kHz`,
      image: { svg: await renderSvg(spectrogramFigure(pictures.colour, seconds, sampleRate)) },
    },
    {
      caption:
        "What the paper's CNN-2D sees, enlarged: 150 x 150 gray pixels of a Spek window, its frame and scale included.",
      alt: `picture of ${name} in the style of Spek`,
      image: { png: pictures.spek },
    },
    {
      caption: 'The plain alternative: 150 x 150 pixels of the plot alone, louder is brighter.',
      alt: `plain gray spectrogram picture of ${name}`,
      image: { png: pictures.gray },
    },
  ];
}
