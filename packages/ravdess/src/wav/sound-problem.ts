/** What is known of a sound. */
export interface Sound {
  /** Mono. */
  samples: Float32Array;
  /** In Hz. */
  sampleRate: number;
  /** Bytes of sound that the file's header promises, and that are there; absent when the file is whole. */
  cut?: { promised: number; found: number };
}

// Shorter than a syllable.
const MIN_SECONDS = 0.1;
// Two steps of 16 bits, which is what a converter makes of nothing.
const SILENCE = 2 ** -14;

/**
 * Why a sound that could be read is no recording of speech, in one line: the file was cut, it is shorter than a tenth of
 * a second, or nothing is to be heard in it (no two samples differ by more than two steps of 16 bits).
 *
 * @param sound What `readAudio` or a recording's `read()` gave.
 * @returns Such as `cut off: its header promises 88200 bytes of sound, 1024 are there`; undefined when all is well.
 *
 * @example
 * soundProblem({ samples: new Float32Array(48000), sampleRate: 48000 }); // 'silent: all its samples are 0'
 */
export function soundProblem({ samples, sampleRate, cut }: Sound): string | undefined {
  if (cut) return `cut off: its header promises ${cut.promised} bytes of sound, ${cut.found} are there`;
  if (!(samples.length >= MIN_SECONDS * sampleRate)) {
    return `too short: ${samples.length} ${samples.length === 1 ? 'sample' : 'samples'} at ${sampleRate} Hz, less than ${MIN_SECONDS} s`;
  }
  let low = samples[0];
  let high = samples[0];
  for (const sample of samples) {
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  if (high - low > SILENCE) return undefined;
  return low === high ? `silent: all its samples are ${low}` : `silent: all its samples lie from ${low} to ${high}`;
}
