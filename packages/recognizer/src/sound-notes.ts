import type { ModelInputSpec } from '@aver/spectrogram';
import { heardSeconds } from './heard-seconds.js';

/** What voice features are made at, in Hz. */
const voiceRate = 16000;

/**
 * What a person should know of how a model hears a sound, a line each.
 *
 * @param length Samples.
 * @param sampleRate Hz.
 * @param input What the model is given.
 */
export function soundNotes(length: number, sampleRate: number, input: ModelInputSpec): string[] {
  const notes: string[] = [];
  if (input.kind === 'logMel') {
    const highest = Math.min(input.fMax, input.rate / 2);
    if (sampleRate / 2 < highest) {
      notes.push(
        `recorded at ${sampleRate} Hz, which holds up to ${sampleRate / 2} Hz; the model listens up to ${highest} Hz`,
      );
    }
  }
  if (input.kind === 'voice' && sampleRate < voiceRate) {
    notes.push(`recorded at ${sampleRate} Hz, which holds up to ${sampleRate / 2} Hz; the model listens up to 7000 Hz`);
  }
  const heard = heardSeconds(input);
  const seconds = length / sampleRate;
  // Recordings end between frames.
  if (seconds > heard + 0.05) notes.push(`only the middle ${rounded(heard)} s of ${rounded(seconds)} s are heard`);
  return notes;
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}
