import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe } from 'vitest';

/** Runs the same tests on the wasm and on the cpu backend. */
export function describeEachBackend(title: string, tests: () => void): void {
  describe.each(['wasm', 'cpu'])(`${title} (%s)`, (backend) => {
    beforeAll(async () => {
      await tf.setBackend(backend);
    });
    afterAll(() => tf.disposeVariables());
    tests();
  });
}
