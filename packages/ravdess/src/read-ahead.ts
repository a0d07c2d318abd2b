/** A recording, and its sound when it is there. */
export interface AheadReading<Readable extends { read(): Promise<unknown> }> {
  recording: Readable;
  /** What the recording's `read()` gives; await it, and it rejects where `read()` does. */
  audio: ReturnType<Readable['read']>;
}

/**
 * Reads recordings one after the other, and the next ones meanwhile.
 *
 * While the caller works on one recording, the following `ahead` are read and unpacked on other threads; no more than
 * `ahead + 1` are in memory, however many there are.
 *
 * @param recordings In the order in which they are wanted.
 * @param options `ahead`: how many to read ahead, 1 or more; 8 by default.
 * @returns The recordings with their sounds, in order. Ending the loop early starts no further read.
 * @throws RangeError when `ahead` is no positive integer.
 *
 * @example
 * for (const { recording, audio } of readAhead(recordings)) {
 *   const { samples } = await audio;
 *   console.log(recording.name, samples.length);
 * }
 */
export function* readAhead<Readable extends { read(): Promise<unknown> }>(
  recordings: Iterable<Readable>,
  { ahead = 8 }: { ahead?: number } = {},
): Generator<AheadReading<Readable>, void, undefined> {
  if (!(Number.isInteger(ahead) && ahead >= 1)) {
    throw new RangeError(`readAhead: ahead must be a positive integer; received ${String(ahead)}`);
  }
  const underWay: AheadReading<Readable>[] = [];
  for (const recording of recordings) {
    const audio = recording.read() as ReturnType<Readable['read']>;
    // Whoever awaits it hears of a failure; until then it must not count as one that nobody handles.
    audio.catch(() => {});
    underWay.push({ recording, audio });
    if (underWay.length > ahead) yield underWay.shift() as AheadReading<Readable>;
  }
  yield* underWay;
}
