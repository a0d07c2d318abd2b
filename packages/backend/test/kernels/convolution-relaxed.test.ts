import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import { describeConvolutions } from './describe-convolutions.js';

beforeAll(async () => {
  await prepareBackend('wasm');
  await prepareBackend('wasm-relaxed');
});

describeConvolutions({ numRuns: 30 });

test('wasm keeps its own module and memory: the two round differently, each in its own way', async () => {
  // 1 + 2^-12 squared is 1 + 2^-11 + 2^-24: rounded twice the last part is lost, once it tips the sum with -1.
  const value = 1 + 2 ** -12;
  const output = async (backend: string) => {
    await tf.setBackend(backend);
    return tf.tidy(() => {
      const x = tf.tensor4d([-1, value], [1, 1, 1, 2]);
      const filter = tf.tensor4d([1, value], [1, 1, 2, 1]);
      return tf.conv2d(x, filter, 1, 'same').dataSync()[0];
    });
  };
  const plain = 2 ** -11;
  expect(await output('wasm')).toBe(plain);
  // A processor without fused multiply-add may answer as the plain module does.
  expect([plain, plain + 2 ** -24]).toContain(await output('wasm-relaxed'));
  expect(await output('wasm')).toBe(plain);
});
