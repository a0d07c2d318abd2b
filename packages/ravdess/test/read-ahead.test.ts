import { expect, test } from 'vitest';
import { readAhead } from '../src/index.js';

/** Recordings that count how often they are read, and how many of the sounds are not yet taken. */
function countedRecordings(count: number) {
  const started: number[] = [];
  const recordings = Array.from({ length: count }, (_, number) => ({
    number,
    async read() {
      started.push(number);
      // Later ones are there sooner.
      for (let turn = 0; turn < 3 - (number % 3); turn++) await new Promise(setImmediate);
      if (number === 5) throw new Error('the fifth');
      return number * 10;
    },
  }));
  return { recordings, started };
}

test('gives every recording in order, and reads no further ahead than told', async () => {
  for (const ahead of [1, 3, 8, 100]) {
    const { recordings, started } = countedRecordings(20);
    const taken: number[] = [];
    for (const { recording, audio } of readAhead(recordings, { ahead })) {
      expect(started).toHaveLength(Math.min(20, recording.number + ahead + 1));
      const sound = await audio.catch((error: Error) => error.message);
      expect(sound).toBe(recording.number === 5 ? 'the fifth' : recording.number * 10);
      taken.push(recording.number);
    }
    expect(taken).toEqual([...new Array(20).keys()]);
    expect(started).toEqual(taken);
  }
});

test('a recording that cannot be read disturbs nobody who does not ask for it', async () => {
  const { recordings, started } = countedRecordings(20);
  for (const { recording } of readAhead(recordings)) if (recording.number === 2) break;
  // An unhandled rejection would fail this file.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(started).toHaveLength(11);
});

test('reads as many as eight ahead by default, and none of none', () => {
  const { recordings, started } = countedRecordings(20);
  readAhead(recordings).next();
  expect(started).toHaveLength(9);
  expect([...readAhead([])]).toEqual([]);
});

test('a number that is no positive integer is the caller’s mistake', () => {
  for (const ahead of [0, -1, 1.5, Number.NaN, '2']) {
    expect(() => readAhead([], { ahead: ahead as number }).next()).toThrow(RangeError);
    expect(() => readAhead([], { ahead: ahead as number }).next()).toThrow(
      /^readAhead: ahead must be a positive integer; received /,
    );
  }
});
