import { readFileSync } from 'node:fs';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOptimizer, type OptimizerSpec } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

interface Golden {
  seed: number;
  runs: { name: string; parameters: Record<string, number>; weightsAfterStep: number[][] }[];
}

const files = ['training.json', 'training-seed-77.json'];

/** `tflearn-adam (...)` with its parameters under their libraries' names. */
function specOf({ name, parameters }: Golden['runs'][number]): OptimizerSpec {
  const [form, method] = name.split(' ')[0].split('-');
  const { rho, beta, ...numbers } = parameters;
  const decay = rho ?? beta;
  return { name: method, form, ...numbers, ...(decay === undefined ? {} : { decay }) } as unknown as OptimizerSpec;
}

describeEachBackend('the optimizers of TensorFlow 1 and Keras, and the formulas of the paper', () => {
  for (const file of files) {
    const golden: Golden = JSON.parse(readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8')).optimizers;
    const lcg = createLcg(golden.seed);
    const start = lcg.array(6);
    const gradients = lcg.array(8 * 6, 2).fill(0, 3 * 6, 4 * 6);

    test.each(golden.runs)(`${file}: $name is repeated step by step`, (run) => {
      const optimizer = createOptimizer(specOf(run));
      const weights = tf.variable(tf.tensor1d([...start]));
      expect(run.weightsAfterStep).toHaveLength(8);
      for (const [k, expected] of run.weightsAfterStep.entries()) {
        const gradient = tf.tensor1d([...gradients.subarray(k * 6, k * 6 + 6)]);
        optimizer.applyGradients({ [weights.name]: gradient });
        gradient.dispose();
        // atol: half a unit of float32 at weights below 0.5 lost per step.
        expectAllClose(weights.dataSync(), expected, { rtol: 1e-6, atol: 2e-7 });
      }
      optimizer.dispose();
      weights.dispose();
    });
  }
});
