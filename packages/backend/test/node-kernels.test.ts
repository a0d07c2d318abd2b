import { createLcg, expectAllClose, tfjsNode } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // Registers the gradients.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { prepareBackend } from '../src/index.js';
import type { FusedConv2DMaxPoolAttributes } from '../src/kernels/training-kernels.js';

const loadNode = tfjsNode();
vi.setConfig({ testTimeout: 60_000 });

type Sides = [number, number, number, number];

describe.skipIf(!loadNode)('the training kernels of tfjs-node', () => {
  beforeAll(async () => {
    expect(await prepareBackend('node', { loadNode })).toEqual({
      name: 'node',
      reason: 'node, libtensorflow, own training kernels; asked for by name',
    });
  }, 60_000);

  test('preparing it again keeps them, and prints nothing', async () => {
    const warn = vi.spyOn(console, 'warn');
    const kernels = tf.getKernelsForBackend('tensorflow');
    await prepareBackend('node', { loadNode });
    expect(tf.getKernelsForBackend('tensorflow')).toEqual(kernels);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test('step is 1 above 0, else 0, and NaN where there is no number; a slope below 0 is left to tfjs-node', () => {
    const x = tf.tensor1d([Number.NaN, -1, -0, 0, 1e-30, 2, Infinity, -Infinity]);
    expect([...tf.step(x).dataSync()]).toEqual([Number.NaN, 0, 0, 0, 1, 1, 1, 0]);
    expectAllClose(tf.step(x, 0.5).dataSync(), [Number.NaN, 0.5, 0.5, 0.5, 1, 1, 1, 0.5], {});
  });

  const usual = { strides: [1, 1], pad: 'same', relu: true, poolSize: [2, 2], poolStrides: [2, 2], poolPad: 'same' };
  const none = { poolSize: [1, 1], poolStrides: [1, 1] };
  test.each<[string, Partial<Record<keyof FusedConv2DMaxPoolAttributes, unknown>>, Sides, Sides]>([
    ['a usual block', {}, [3, 8, 8, 2], [3, 3, 2, 5]],
    [
      'the block of the notebook, with a rest at the edge',
      { poolSize: [5, 5], poolStrides: [5, 5] },
      [2, 12, 13, 1],
      [5, 5, 1, 4],
    ],
    ['valid, where values are left over', { pad: 'valid', poolPad: 'valid' }, [2, 10, 9, 3], [3, 2, 3, 4]],
    [
      'strides and windows that overlap',
      { strides: [2, 1], poolSize: [3, 2], poolStrides: [2, 1] },
      [2, 11, 7, 2],
      [3, 3, 2, 3],
    ],
    ['strides, valid', { strides: [2, 3], pad: 'valid', relu: false }, [2, 11, 10, 2], [3, 3, 2, 3]],
    ['no pool', none, [2, 6, 6, 3], [3, 3, 3, 4]],
    ['no pool and no relu', { ...none, relu: false }, [2, 6, 6, 3], [3, 3, 3, 4]],
    ['one dimension', { poolSize: [1, 8], poolStrides: [1, 8], poolPad: 'valid' }, [3, 1, 20, 2], [1, 5, 2, 6]],
  ])(
    '%s equals convolution, bias, relu and pooling one by one, gradients included',
    (_, changes, xShape, filterShape) => {
      const attributes = { ...usual, ...changes } as unknown as FusedConv2DMaxPoolAttributes;
      const lcg = createLcg(4);
      const values = (shape: number[]) => Float32Array.from(lcg.array(tf.util.sizeFromShape(shape), 2));
      const picture = values(xShape);
      // Silence: whole windows of equal values.
      picture.fill(0, 0, picture.length / 3);
      const [x, filter] = [tf.tensor(picture, xShape), tf.tensor(values(filterShape), filterShape)] as tf.Tensor4D[];
      const bias = tf.tensor1d(values([filterShape[3]]));
      const { strides, pad, relu, poolSize, poolStrides, poolPad } = attributes;
      const plain = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
        const sum = tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad), bias) as tf.Tensor4D;
        return tf.maxPool(relu ? tf.relu(sum) : sum, poolSize, poolStrides, poolPad);
      };
      const engine = tf.engine();
      const before = tf.memory().numTensors;
      const attrs = attributes as unknown as tf.NamedAttrMap;
      const [y, memory] = engine.runKernel(
        'AverFusedConv2DMaxPool',
        { x, filter, bias },
        attrs,
      ) as unknown as tf.Tensor[];
      expectAllClose(y.dataSync(), plain(x, filter, bias).dataSync(), { rtol: 1e-5, atol: 1e-5 });
      const dy = tf.tensor(values(y.shape), y.shape);
      const expected = tf.grads(plain)([x, filter, bias], dy);
      const gradient = (inputGradient: boolean) =>
        engine.runKernel(
          'AverFusedConv2DMaxPoolGrad',
          { dy, x, filter, y, memory },
          { ...attrs, inputGradient },
        ) as unknown as tf.Tensor[];
      const [ofFilter, ofBias, ofInput] = gradient(true);
      expect([ofFilter.shape, ofBias.shape, ofInput.shape]).toEqual([filterShape, bias.shape, xShape]);
      expectAllClose(ofInput.dataSync(), expected[0].dataSync(), { rtol: 1e-4, atol: 1e-4 });
      expectAllClose(ofFilter.dataSync(), expected[1].dataSync(), { rtol: 1e-4, atol: 1e-4 });
      expectAllClose(ofBias.dataSync(), expected[2].dataSync(), { rtol: 1e-4, atol: 1e-4 });
      expect(gradient(false)).toHaveLength(2);
      tf.dispose([y, memory]);
      expect(before).toBeLessThan(tf.memory().numTensors);
    },
  );

  test.each([
    [2, 2, 'same'],
    [[3, 2], [2, 1], 'valid'],
    [5, 5, 'same'],
  ] as const)(
    'the gradient of max-pooling of %j by %j, %s, is that of the cpu backend, ties included',
    async (size, strides, pad) => {
      const values = Float32Array.from(createLcg(6).array(2 * 7 * 9 * 3, 6), Math.round);
      const gradient = () => {
        const x = tf.tensor4d(values, [2, 7, 9, 3]);
        const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size as number, strides as number, pad);
        return tf
          .grad((x) => tf.mul(pool(x), tf.add(pool(x), 1)))(x)
          .dataSync();
      };
      const ours = gradient();
      await prepareBackend('cpu');
      const expected = gradient();
      await prepareBackend('node', { loadNode });
      expectAllClose(ours, expected, { rtol: 1e-6 });
    },
  );

  test('a block without a bias is one with a bias of 0', () => {
    const [x, filter] = [
      tf.randomUniform([1, 6, 6, 1], -1, 1, 'float32', 1),
      tf.randomUniform([3, 3, 1, 2], -1, 1, 'float32', 2),
    ];
    const attrs = usual as unknown as tf.NamedAttrMap;
    const [without] = tf.engine().runKernel('AverFusedConv2DMaxPool', { x, filter }, attrs) as unknown as tf.Tensor[];
    const [zero] = tf
      .engine()
      .runKernel('AverFusedConv2DMaxPool', { x, filter, bias: tf.zeros([2]) }, attrs) as unknown as tf.Tensor[];
    expect(without.dataSync()).toEqual(zero.dataSync());
  });

  test('nothing is left in the memory of TensorFlow, also after an error', () => {
    const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number } };
    const x = tf.ones([2, 6, 6, 1]);
    const filter = tf.ones([3, 3, 1, 2]);
    const step = (attrs: object) =>
      tf.tidy(() => {
        const all = { ...usual, ...attrs } as unknown as tf.NamedAttrMap;
        const [y, memory] = tf
          .engine()
          .runKernel('AverFusedConv2DMaxPool', { x, filter }, all) as unknown as tf.Tensor[];
        const inputs = { dy: y, x, filter, y, memory };
        tf.engine().runKernel('AverFusedConv2DMaxPoolGrad', inputs, { ...all, inputGradient: true });
      });
    step({});
    const before = binding.getNumOfTensors();
    for (let i = 0; i < 20; i++) step({});
    expect(() => step({ poolPad: 'nonsense' })).toThrow();
    expect(binding.getNumOfTensors()).toBe(before);
  });
});

test('without the inner parts that they need, the backend is used as it is', async () => {
  const { registerNodeKernels } = await import('../src/register-node-kernels.js');
  expect(registerNodeKernels({ binding: {} })).toBe(false);
});
