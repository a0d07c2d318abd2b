import { createListener, type Recognizer } from '@aver/recognizer';
import { createStftStream, resample } from '@aver/spectrogram';
import type { Heard, Sound } from './calls.js';
import { momentOf } from './sound-timeline.js';
import { columnNFft, toSpectrumColumn } from './spectrum-column.js';

/** What the models of the paper learned from is sampled at this rate. */
const modelSampleRate = 48_000;

/** Columns a second: one for each frame that the page draws. */
const columnsPerSecond = 60;

/** Length of what is asked at once, in seconds, and from one answer to the next where the machine is fast enough. */
const windowSeconds = 2;
const hopSeconds = 0.2;

/**
 * Takes in the chunks that the microphone's worklet sends straight to this worker, and computes the spectrum as it
 * comes. `null` ends it.
 *
 * @param recognizer Who answers meanwhile; nobody where it is undefined.
 * @param onHeard Gets each column of the live spectrogram, and each answer.
 * @returns The whole sound at 48 kHz.
 */
export async function listen(
  { port, sampleRate }: { port: MessagePort; sampleRate: number },
  recognizer: Recognizer | undefined,
  onHeard: (heard: Heard) => void,
): Promise<Sound> {
  const toColumn = toSpectrumColumn(sampleRate);
  const hopLength = Math.round(sampleRate / columnsPerSecond);
  const stream = createStftStream(
    ({ real, imaginary }) => onHeard({ kind: 'column', column: toColumn(real, imaginary) }),
    { nFft: columnNFft, hopLength },
  );
  const chunks: Float32Array[] = [];
  const ask = recognizer && (await createAsker(recognizer, sampleRate, onHeard));
  await new Promise<void>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Float32Array | null>) => {
      if (data === null) return resolve();
      chunks.push(data);
      stream.push(data);
      ask?.(data);
    };
  });
  port.close();
  return { samples: resample(joined(chunks), Math.round(sampleRate), modelSampleRate), sampleRate: modelSampleRate };
}

/** Asks of each window that a chunk completes. */
async function createAsker(
  recognizer: Recognizer,
  sampleRate: number,
  onHeard: (heard: Heard) => void,
): Promise<(chunk: Float32Array) => void> {
  const tone = Float32Array.from({ length: windowSeconds * sampleRate }, (_, t) => 0.1 * Math.sin(t / 10));
  let cost = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run++) {
    const started = performance.now();
    await recognizer.recognizeInputs([recognizer.inputOf(tone, sampleRate)]);
    cost = Math.min(cost, (performance.now() - started) / 1000);
  }
  // On a slow machine fewer answers, that they come in time and some of it is left for the spectrum.
  const hop = Math.min(windowSeconds, Math.max(hopSeconds, 1.5 * cost));
  // Windows overlap: a moment counts in several of them, for which as much more must be said.
  const smoothing = (6 * windowSeconds) / 2 / hop;
  const listener = createListener(recognizer, sampleRate, { windowSeconds, hopSeconds: hop, smoothing });
  let isGone = false;
  return (chunk) => {
    if (isGone) return;
    listener.push(chunk).then(
      (answers) => {
        for (const answer of answers) onHeard({ kind: 'moment', moment: momentOf(answer) });
      },
      // Another model was taken meanwhile: the sound goes on, its answers end.
      () => {
        isGone = true;
      },
    );
  };
}

function joined(chunks: Float32Array[]): Float32Array {
  const samples = new Float32Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    samples.set(chunk, at);
    at += chunk.length;
  }
  return samples;
}
