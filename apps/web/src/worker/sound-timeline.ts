import { type Recognition, type Recognizer, type Timeline, timeline, type WindowAnswer } from '@aver/recognizer';
import { stftFrames } from '@aver/spectrogram';
import type { Moment, Sound, SoundTimeline, SpectrumColumn } from './calls.js';
import { columnNFft, toSpectrumColumn } from './spectrum-column.js';

/** Length of what is asked at once, in seconds. */
const windowSeconds = 2;
/** From one answer to the next, in seconds, and how many answers a sound gets at most: then they are further apart. */
const leastHop = 0.25;
const mostMoments = 1200;
/** Columns of the spectrogram: so many a second, and at most so many. */
const columnsPerSecond = 100;
const mostColumns = 1200;

/**
 * What a model says of a sound as it goes on, with its spectrogram.
 *
 * @param onProgress Gets the share that was heard.
 * @param signal Ends it early.
 * @returns The timeline, and what the model says of the whole.
 */
export async function soundTimeline(
  recognizer: Recognizer,
  { samples, sampleRate }: Sound,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ timeline: SoundTimeline; summary: Timeline['summary'] }> {
  const seconds = samples.length / sampleRate;
  const window = Math.min(windowSeconds, Math.max(0.1, seconds));
  const hopSeconds = Math.min(window, Math.max(leastHop, seconds / mostMoments));
  const total = 1 + Math.ceil(Math.max(0, seconds - window) / hopSeconds);
  const said: Recognition[] = [];
  const watched: Recognizer = {
    ...recognizer,
    async recognizeInputs(inputs) {
      const answers = await recognizer.recognizeInputs(inputs);
      said.push(...answers);
      onProgress(Math.min(1, said.length / total));
      return answers;
    },
  };
  const { segments, summary } = await timeline(watched, samples, sampleRate, {
    ...{ windowSeconds: window, hopSeconds, signal },
    // Windows overlap: a moment counts in several of them, for which as much more must be said.
    smoothing: (6 * window) / 2 / hopSeconds,
  });
  const moments = said.map(({ label, probability, probabilities }, i) => {
    const start = Math.min(i * hopSeconds, Math.max(0, seconds - window));
    return momentOf({ start, end: start + window, label, probability, probabilities });
  });
  const columns = columnsOf(samples, sampleRate);
  return { timeline: { seconds, moments, segments: segments.map(segmentOf), columns }, summary };

  function segmentOf({ start, end, label, probabilities, speech = 1 }: Timeline['segments'][number]): Moment {
    const own = probabilities.find((one) => one.label === label)?.probability;
    const largest = Math.max(...probabilities.map(({ probability }) => probability));
    const probability = own ?? (label === 'no voice' ? 1 - speech : largest);
    return momentOf({ start, end, label, probability, probabilities });
  }
}

/** What is told of a window. */
export function momentOf({
  start,
  end,
  label,
  probability,
  probabilities,
}: Pick<WindowAnswer, 'start' | 'end' | 'label' | 'probability' | 'probabilities'>): Moment {
  return { start, end, label, probability, probabilities: probabilities.map((one) => one.probability) };
}

/** The spectrum around evenly spaced moments; of a long sound only these are looked at. */
function columnsOf(samples: Float32Array, sampleRate: number): SpectrumColumn[] {
  const count = Math.max(1, Math.min(mostColumns, Math.ceil((columnsPerSecond * samples.length) / sampleRate)));
  const pieces = new Float32Array(count * columnNFft);
  for (let i = 0; i < count; i++) {
    const start = Math.max(0, Math.round(((i + 0.5) / count) * samples.length - columnNFft / 2));
    pieces.set(samples.subarray(start, start + columnNFft), i * columnNFft);
  }
  const toColumn = toSpectrumColumn(sampleRate);
  const frames = stftFrames([pieces], { nFft: columnNFft, hopLength: columnNFft, center: false });
  return Array.from(frames, ({ real, imaginary }) => toColumn(real, imaginary));
}
