import type { Answer, FeatureGroup, SeenInput } from '../../worker/calls.js';
import { byId, create, createSvg } from '../elements.js';

/** What each group of features is, for people. */
export const groupTitles: Record<string, string> = {
  mfcc: 'MFCC, the shape of the spectrum',
  chroma: 'Chroma, the twelve tones',
  mel: 'Mel bands, the energy by pitch',
  contrast: 'Contrast of peaks and valleys',
  tonnetz: 'Tonal centroids',
  bands: 'Mel bands: level, spread and change',
  cepstrum: 'How the shape of the spectrum moves',
  modulation: 'How fast it goes up and down',
  pitch: 'Pitch, and how it moves',
  energy: 'Energy over time, and pauses',
  embedding: 'Speech embedding',
};

/** Draws what the model was given: the very pixels, or the very numbers. */
export function drawInput({ input, sound }: Answer): void {
  const seconds = sound.samples.length / sound.sampleRate;
  const seen = byId('seen', HTMLElement);
  const caption = byId('seen-caption', HTMLElement);
  if (!input) {
    seen.replaceChildren();
    caption.textContent =
      'So long a sound is asked piece by piece, and the answer is the mean over the pieces with a voice. Choose a moment below to see what the network is given of it.';
  } else if (input.kind === 'picture') {
    seen.replaceChildren(create('div', { class: 'layers' }, drawPicture(input)));
    caption.textContent =
      input.style === 'spek'
        ? `All that the network sees: ${input.size} × ${input.size} gray pixels, a window of the program Spek with its ` +
          `colour bar. ${seconds.toFixed(1)} s from left to right, 0 to ${sound.sampleRate / 2000} kHz from bottom to top.`
        : `All that the network sees: ${input.size} × ${input.size} gray pixels, the brighter the louder. ` +
          `${seconds.toFixed(1)} s from left to right, 0 to ${sound.sampleRate / 2000} kHz from bottom to top.`;
  } else if (input.kind === 'logMel') {
    seen.replaceChildren(create('div', { class: 'layers' }, drawLogMel(input)));
    caption.textContent =
      `All that the network sees: ${input.bands} mel bands × ${input.frames} frames, the brighter the louder. ` +
      `${input.seconds.toFixed(1)} s around the middle of the sound, ${input.fMin / 1000} to ${input.fMax / 1000} kHz ` +
      'from bottom to top.';
  } else {
    const count = input.groups.reduce((sum, { values }) => sum + values.length, 0);
    seen.replaceChildren(create('div', { class: 'groups' }, ...input.groups.map(drawGroup)));
    const isStandardised = input.groups.some(({ deviations }) => deviations);
    caption.textContent = isStandardised
      ? `All that the network sees: ${count} numbers. A bar shows by how much one is above or below the mean of the recordings that the network learned from, up to three deviations.`
      : `All that the network sees: ${count} numbers, each a mean over the whole sound. A bar’s height is the square root of its number.`;
  }
}

function drawPicture({ size, data }: SeenInput & { kind: 'picture' }): HTMLCanvasElement {
  const canvas = create('canvas', { width: String(size), height: String(size), role: 'img' });
  canvas.setAttribute('aria-label', 'The spectrogram picture that the network sees');
  const image = new ImageData(size, size);
  for (let i = 0; i < data.length; i++) image.data.set([data[i], data[i], data[i], 255], 4 * i);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** The lowest band at the bottom; white is the loudest value of the picture. */
function drawLogMel({ bands, frames, data }: SeenInput & { kind: 'logMel' }): HTMLCanvasElement {
  const canvas = create('canvas', { width: String(frames), height: String(bands), role: 'img' });
  canvas.setAttribute('aria-label', 'The log-mel spectrogram that the network sees');
  const image = new ImageData(frames, bands);
  const loudest = data.reduce((most, value) => Math.max(most, value), 1);
  for (const [i, value] of data.entries()) {
    const [band, frame] = [Math.floor(i / frames), i % frames];
    const gray = (255 * value) / loudest;
    image.data.set([gray, gray, gray, 255], 4 * ((bands - 1 - band) * frames + frame));
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/**
 * A bar for each value, up or down from zero: its deviations, or else as high as its square root, since the first MFCC
 * dwarfs the others.
 */
function drawGroup({ name, values, deviations }: FeatureGroup): HTMLElement {
  const heights =
    deviations?.map((value) => Math.max(-3, Math.min(3, value))) ??
    values.map((value) => Math.sign(value) * Math.sqrt(Math.abs(value)));
  const highest = Math.max(deviations ? 3 : 0, ...heights);
  const lowest = Math.min(deviations ? -3 : 0, ...heights);
  const scale = 100 / (highest - lowest || 1);
  const svg = createSvg('svg', { viewBox: `0 0 ${values.length} 100`, preserveAspectRatio: 'none', role: 'img' });
  svg.setAttribute(
    'aria-label',
    `${values.length} values from ${Math.min(...values).toPrecision(3)} to ${Math.max(...values).toPrecision(3)}`,
  );
  for (const [i, value] of heights.entries()) {
    const [y, height] = [(highest - Math.max(0, value)) * scale, Math.abs(value) * scale];
    svg.append(createSvg('rect', { x: i + 0.1, y, width: 0.8, height }));
  }
  const title = create('h3', {}, create('span', {}, groupTitles[name]), create('span', { 'data-group': name }));
  return create('div', {}, title, svg);
}
