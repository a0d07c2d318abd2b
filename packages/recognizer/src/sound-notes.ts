import { heardSeconds } from './heard-seconds.js';
import { inputParts } from './input-parts.js';
import type { ModelCard } from './model-card.js';

/** How far up voice features listen, in Hz. */
const voiceHighest = 7000;

/**
 * What a person should know of how a model hears a sound, a line each.
 *
 * @param length Samples.
 * @param sampleRate Hz.
 * @param card What the model is given, and at which rate it learned.
 */
export function soundNotes(
  length: number,
  sampleRate: number,
  { input, sampleRate: learned }: Pick<ModelCard, 'input' | 'sampleRate'>,
): string[] {
  const notes: string[] = [];
  const highest = highestHeard(input, learned);
  if (sampleRate / 2 < highest) {
    notes.push(
      `recorded at ${sampleRate} Hz, which holds up to ${sampleRate / 2} Hz; the model listens up to ${highest} Hz`,
    );
  }
  const heard = heardSeconds(input);
  const seconds = length / sampleRate;
  // Recordings end between frames.
  if (seconds > heard + 0.05) notes.push(`only the middle ${rounded(heard)} s of ${rounded(seconds)} s are heard`);
  return notes;
}

/** Up to which frequency a model listens, in Hz; 0 where that is not known. */
function highestHeard(input: ModelCard['input'], learned = 0): number {
  const highest = inputParts(input).map((one) => {
    if (one.kind === 'logMel') return Math.min(one.fMax, one.rate / 2);
    return one.kind === 'voice' ? voiceHighest : learned / 2;
  });
  return Math.max(...highest);
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}
