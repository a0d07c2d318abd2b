import { expect, test } from 'vitest';
import { limitConcurrency } from '../../src/listing/limit-concurrency.js';

test('never runs more tasks than allowed, starts them in order, and goes on after a failure', async () => {
  const limited = limitConcurrency(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = async (number: number) => {
    started.push(number);
    running++;
    most = Math.max(most, running);
    // Later tasks of a round end sooner.
    for (let turn = 0; turn < 5 - (number % 4); turn++) await new Promise(setImmediate);
    running--;
    if (number % 5 === 0) throw new Error(`task ${number}`);
    return number;
  };
  const results = await Promise.allSettled([...new Array(20).keys()].map((number) => limited(() => task(number))));
  expect(most).toBe(3);
  expect(started).toEqual([...new Array(20).keys()]);
  expect(results.map(({ status }) => status === 'rejected')).toEqual(results.map((_, number) => number % 5 === 0));
  expect(await limited(() => task(21))).toBe(21);
});
