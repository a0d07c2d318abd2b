import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import type { FusedConv2DMaxPoolAttributes } from '../../src/kernels/training-kernels.js';
import { size } from './describe-convolutions.js';
import { directConvolution } from './direct-convolution.js';

beforeAll(async () => {
  await prepareBackend('wasm');
});

const pair = (greatest: number) =>
  fc.tuple(fc.integer({ min: 1, max: greatest }), fc.integer({ min: 1, max: greatest })) as fc.Arbitrary<
    [number, number]
  >;
const pad = fc.constantFrom('same' as const, 'valid' as const);

const blockCase = fc.record({
  batchSize: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 5, max: 10 }),
  width: fc.integer({ min: 5, max: 10 }),
  inChannels: fc.constantFrom<number>(1, 3, 5, 32, 33),
  outChannels: fc.constantFrom<number>(1, 3, 5, 8, 32, 33),
  filterHeight: fc.integer({ min: 1, max: 5 }),
  filterWidth: fc.integer({ min: 1, max: 5 }),
  strides: pair(2),
  pad,
  poolSize: fc.oneof(pair(5), fc.constant<[number, number]>([1, 1])),
  poolStrides: pair(5),
  poolPad: pad,
  relu: fc.boolean(),
  hasBias: fc.boolean(),
  /** Whole numbers of few sizes, so that most windows have ties, or any numbers. */
  levels: fc.constantFrom(1, 2, undefined),
  /** Share of the images that is silent. */
  silence: fc.constantFrom(0, 0.5),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

type BlockCase = typeof blockCase extends fc.Arbitrary<infer Case> ? Case : never;

/** Every kind of case whose pool fits into the convolution's output; a 1-D one has height 1. */
const anyCase = fc
  .oneof(
    { weight: 3, arbitrary: blockCase },
    {
      weight: 1,
      arbitrary: blockCase.map(
        (c): BlockCase => ({
          ...c,
          height: 1,
          filterHeight: 1,
          strides: [1, c.strides[1]],
          poolSize: [1, c.poolSize[1]],
          poolStrides: [1, c.poolStrides[1]],
        }),
      ),
    },
  )
  .filter((c) => {
    const [, height, width] = directConvolution(c).outputShape;
    return c.poolPad === 'same' || (height >= c.poolSize[0] && width >= c.poolSize[1]);
  });

function attributesOf({ strides, pad, relu, poolSize, poolStrides, poolPad }: BlockCase): FusedConv2DMaxPoolAttributes {
  return { strides, pad, relu, poolSize, poolStrides, poolPad };
}

/** The case's tensors' values. */
function valuesOf(c: BlockCase) {
  const { inputShape, filterShape } = directConvolution(c);
  const lcg = createLcg(c.seed);
  const draw = (length: number) => {
    const drawn = lcg.array(length, c.levels ?? 1);
    return Float32Array.from(drawn, c.levels === undefined ? Math.fround : Math.round);
  };
  const x = draw(size(inputShape));
  x.fill(0, 0, Math.floor(c.silence * x.length));
  return { x, filter: draw(size(filterShape)), bias: draw(c.outChannels) };
}

/** The slow direct oracle: y and, for a given dy, all gradients. */
function direct(c: BlockCase, dyOf: (length: number) => Float32Array) {
  const { outputShape, inputShape, filterShape, forEachProduct } = directConvolution(c);
  const { x, filter, bias } = valuesOf(c);
  const [batch, height, width, channels] = outputShape;
  const z = new Float64Array(size(outputShape));
  forEachProduct((input, weight, output) => {
    z[output] += x[input] * filter[weight];
  });
  const pool = tf.backend_util.computePool2DInfo(outputShape, c.poolSize, c.poolStrides, 1, c.poolPad);
  const y = new Float64Array(size(pool.outShape));
  const dy = dyOf(y.length);
  const dz = new Float64Array(z.length);
  for (let n = 0, at = 0; n < batch; n++) {
    for (let row = 0; row < pool.outHeight; row++) {
      for (let column = 0; column < pool.outWidth; column++) {
        for (let channel = 0; channel < channels; channel++, at++) {
          let winner = -1;
          for (let i = 0; i < pool.filterHeight; i++) {
            for (let j = 0; j < pool.filterWidth; j++) {
              const yIn = row * pool.strideHeight - pool.padInfo.top + i;
              const xIn = column * pool.strideWidth - pool.padInfo.left + j;
              if (yIn < 0 || yIn >= height || xIn < 0 || xIn >= width) continue;
              const candidate = ((n * height + yIn) * width + xIn) * channels + channel;
              if (winner < 0 || z[candidate] > z[winner]) winner = candidate;
            }
          }
          const value = z[winner] + (c.hasBias ? bias[channel] : 0);
          y[at] = c.relu ? Math.max(0, value) : value;
          if (!c.relu || value > 0) dz[winner] += dy[at];
        }
      }
    }
  }
  const gradients = {
    filter: new Float64Array(size(filterShape)),
    bias: new Float64Array(channels),
    x: new Float64Array(size(inputShape)),
  };
  forEachProduct((input, weight, output) => {
    gradients.filter[weight] += x[input] * dz[output];
    gradients.x[input] += filter[weight] * dz[output];
  });
  dz.forEach((value, i) => {
    gradients.bias[i % channels] += value;
  });
  return { y, dy, gradients };
}

/** Runs both kernels and checks that they leave nothing behind but their results. */
function runKernels(c: BlockCase, dy: Float32Array, { inputGradient = true } = {}) {
  const { inputShape, filterShape } = directConvolution(c);
  const values = valuesOf(c);
  const x = tf.tensor(values.x, inputShape);
  const filter = tf.tensor(values.filter, filterShape);
  const bias = tf.tensor(values.bias);
  const attrs = attributesOf(c) as unknown as tf.NamedAttrMap;
  const before = tf.backend().numDataIds();
  const [y, memory] = tf
    .engine()
    .runKernel('AverFusedConv2DMaxPool', { x, filter, ...(c.hasBias && { bias }) }, attrs) as tf.Tensor[];
  expect(tf.backend().numDataIds()).toBe(before + 2);
  const dyTensor = tf.tensor(dy, y.shape);
  const gradients = tf
    .engine()
    .runKernel(
      'AverFusedConv2DMaxPoolGrad',
      { dy: dyTensor, x, filter, y, memory },
      { ...attrs, inputGradient },
    ) as tf.Tensor[];
  expect(tf.backend().numDataIds()).toBe(before + 3 + gradients.length);
  const [yRead, ...gradientsRead] = [y, ...gradients].map((tensor) => tensor.dataSync<'float32'>().slice());
  tf.dispose([x, filter, bias, y, memory, dyTensor, gradients]);
  return { y: yRead, gradients: gradientsRead };
}

/** A convolution with nothing behind it, whose gradient has no zeros and more pixels than the dense kernel takes at once. */
const alone: BlockCase = {
  ...{ batchSize: 2, height: 10, width: 40, inChannels: 3, outChannels: 33, filterHeight: 3, filterWidth: 2 },
  ...{ strides: [1, 1], pad: 'same', poolSize: [1, 1], poolStrides: [1, 1], poolPad: 'valid' },
  ...{ relu: false, hasBias: true, levels: undefined, silence: 0, seed: 4 },
};
/** By Winograd's filtering: odd and even sizes, one row, more squares than are taken at once, pools of two rows, ties. */
const squares: BlockCase = { ...alone, height: 7, width: 59, inChannels: 20, outChannels: 24, filterWidth: 3 };
const pooledSquares: BlockCase = { ...squares, relu: true, poolSize: [2, 3], poolStrides: [2, 2], silence: 0.5 };
const examples = [
  ...[[alone], [{ ...alone, relu: true }], [{ ...alone, poolStrides: [2, 1] }]],
  ...[[squares], [{ ...squares, height: 1, relu: true }], [{ ...squares, height: 6, width: 8, pad: 'valid' }]],
  ...[[pooledSquares], [{ ...pooledSquares, pad: 'valid', levels: 2, inChannels: 16 }]],
  ...[[{ ...pooledSquares, poolSize: [4, 2], poolStrides: [4, 2], levels: 1 }]],
] as [BlockCase][];

const parameters = { numRuns: 100, seed: 20261122, examples };
const randomly = (seed: number) => (length: number) => Float32Array.from(createLcg(seed).array(length, 2));

test.each(['wasm-relaxed', 'wasm'] as const)(
  'the fused kernel and its gradients equal the direct sums, ties and all, on %s',
  async (name) => {
    await prepareBackend(name);
    fc.assert(
      fc.property(anyCase, (c) => {
        const expected = direct(c, randomly(c.seed + 1));
        const { y, gradients } = runKernels(c, expected.dy);
        const tolerance = { rtol: 1e-5, atol: 2e-5 };
        expectAllClose(y, expected.y, tolerance);
        expectAllClose(gradients[0], expected.gradients.filter, tolerance);
        expectAllClose(gradients[1], expected.gradients.bias, tolerance);
        expectAllClose(gradients[2], expected.gradients.x, tolerance);
      }),
      { ...parameters, numRuns: name === 'wasm' ? 100 : 30 },
    );
  },
);

test('the same inputs give the same bits, and the gradient of the input is left out if it is not wanted', () => {
  fc.assert(
    fc.property(anyCase, (c) => {
      const { dy } = direct(c, randomly(c.seed + 1));
      const first = runKernels(c, dy);
      const again = runKernels(c, dy, { inputGradient: false });
      expect(again.y).toEqual(first.y);
      expect(again.gradients).toEqual(first.gradients.slice(0, 2));
    }),
    { ...parameters, numRuns: 30 },
  );
});

const typical: BlockCase = {
  ...{ batchSize: 2, height: 13, width: 11, inChannels: 5, outChannels: 33, filterHeight: 5, filterWidth: 3 },
  ...{ strides: [1, 1], pad: 'same', poolSize: [5, 4], poolStrides: [5, 3], poolPad: 'same' },
  ...{ relu: true, hasBias: true, levels: undefined, silence: 0, seed: 5 },
};

test('the gradients are those of finite differences', () => {
  const { inputShape, filterShape } = directConvolution(typical);
  const values = valuesOf(typical);
  const { dy } = direct(typical, randomly(6));
  const [filterGradient, biasGradient, xGradient] = runKernels(typical, dy).gradients;
  const lossAt = (step: number, name: 'x' | 'filter' | 'bias', gradient: Float32Array) =>
    tf.tidy(() => {
      const moved = values[name].map((value, i) => value + step * Math.sign(gradient[i]));
      const all = { ...values, [name]: moved };
      const inputs = {
        x: tf.tensor(all.x, inputShape),
        filter: tf.tensor(all.filter, filterShape),
        bias: tf.tensor(all.bias),
      };
      const attrs = attributesOf(typical) as unknown as tf.NamedAttrMap;
      const [y] = tf.engine().runKernel('AverFusedConv2DMaxPool', inputs, attrs) as tf.Tensor[];
      return y.dataSync<'float32'>().reduce((sum, value, i) => sum + value * dy[i], 0);
    });
  // The steepest way up has the sum of |gradient| as its slope.
  const gradients = { x: xGradient, filter: filterGradient, bias: biasGradient };
  for (const [name, gradient] of Object.entries(gradients) as ['x', Float32Array][]) {
    const slope = gradient.reduce((sum, value) => sum + Math.abs(value), 0);
    const step = 1e-3;
    const measured = (lossAt(step, name, gradient) - lossAt(-step, name, gradient)) / (2 * step);
    expect(Math.abs(measured / slope - 1), name).toBeLessThan(5e-3);
  }
});

test.each([true, false])(
  'does the dropout behind relu that has a kernel of its own; in front of the pool: %s',
  (beforePool) => {
    const { inputShape, filterShape } = directConvolution(typical);
    const values = valuesOf(typical);
    const mask = { scale: 1 / 0.7, threshold: -858993459, key1: 123456789, key2: -987654321 };
    tf.tidy(() => {
      const x = tf.tensor(values.x, inputShape);
      const filter = tf.tensor(values.filter, filterShape);
      const bias = tf.tensor(values.bias);
      const run = (kernel: string, inputs: Record<string, tf.Tensor>, attrs: object) =>
        [tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap)].flat() as tf.Tensor[];
      const dropped = (tensor: tf.Tensor) => run('AverSeededDropout', { x: tensor }, mask)[0];
      const attrs = attributesOf(typical);
      const noPool = { ...attrs, poolSize: [1, 1], poolStrides: [1, 1], poolPad: 'valid' };
      const unpooled = { strides: [5, 3], filterSize: [5, 4], pad: 'same' };

      const stepwise = beforePool ? noPool : attrs;
      const [rectified, places] = run('AverFusedConv2DMaxPool', { x, filter, bias }, stepwise);
      const masked = dropped(rectified);
      const expected = beforePool ? tf.maxPool(masked as tf.Tensor4D, [5, 4], [5, 3], 'same') : masked;
      const dy = tf.tensor(randomly(8)(expected.size), expected.shape);
      const pooledBack = beforePool ? run('MaxPoolGrad', { dy, input: masked, output: expected }, unpooled)[0] : dy;
      const expectedGradients = run(
        'AverFusedConv2DMaxPoolGrad',
        { dy: dropped(pooledBack), x, filter, y: rectified, memory: places },
        { ...stepwise, inputGradient: true },
      );

      const fused = { ...attrs, dropout: { ...mask, beforePool } };
      const [y, memory] = run('AverFusedConv2DMaxPool', { x, filter, bias }, fused);
      expect(y.dataSync()).toEqual(expected.dataSync());
      const inputs = { dy, x, filter, y, memory };
      for (const [i, gradient] of run('AverFusedConv2DMaxPoolGrad', inputs, {
        ...fused,
        inputGradient: true,
      }).entries()) {
        expectAllClose(gradient.dataSync(), expectedGradients[i].dataSync(), { rtol: 1e-5, atol: 1e-5 });
      }
    });
  },
);

describe('with the steps of tfjs', () => {
  test.each([
    ['relu before the pool', true],
    ['relu after the pool', false],
  ])('%s', async (_, before) => {
    await prepareBackend('cpu');
    const { inputShape, filterShape } = directConvolution(typical);
    const { dy, y } = direct(typical, randomly(6));
    const { x, filter, bias } = valuesOf(typical);
    const tensors = [tf.tensor(x, inputShape), tf.tensor(filter, filterShape), tf.tensor(bias)];
    const unfused = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
      const z = tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), bias) as tf.Tensor4D;
      const pool = (value: tf.Tensor4D) => tf.maxPool(value, [5, 4], [5, 3], 'same');
      return before ? pool(tf.relu(z)) : tf.relu(pool(z));
    };
    const output = unfused(...(tensors as [tf.Tensor, tf.Tensor, tf.Tensor]));
    const gradients = tf.grads(unfused as (...args: tf.Tensor[]) => tf.Tensor)(tensors, tf.tensor(dy, output.shape));
    const [xGradient, filterGradient, biasGradient] = gradients.map((gradient) => gradient.dataSync());
    const expectedY = output.dataSync();
    await prepareBackend('wasm');
    const fused = runKernels(typical, dy);
    expectAllClose(fused.y, expectedY, { rtol: 1e-5, atol: 1e-5 });
    expectAllClose(fused.y, y, { rtol: 1e-5, atol: 1e-5 });
    expectAllClose(fused.gradients[0], filterGradient, { rtol: 1e-4, atol: 1e-4 });
    expectAllClose(fused.gradients[1], biasGradient, { rtol: 1e-4, atol: 1e-4 });
    expectAllClose(fused.gradients[2], xGradient, { rtol: 1e-4, atol: 1e-4 });
  });
});

test('a pool over a whole picture of 65,536 pixels remembers its last one', () => {
  const x = new Float32Array(65536);
  x[65535] = 7;
  const inputs = { x: tf.tensor(x, [1, 256, 256, 1]), filter: tf.ones([1, 1, 1, 1]) };
  const pool = { poolSize: [256, 256], poolStrides: [256, 256], poolPad: 'valid' };
  const attrs = { strides: [1, 1], pad: 'valid', relu: true, ...pool } as unknown as tf.NamedAttrMap;
  const [y, memory] = tf.engine().runKernel('AverFusedConv2DMaxPool', inputs, attrs) as tf.Tensor[];
  expect(y.dataSync()[0]).toBe(7);
  const gradients = tf
    .engine()
    .runKernel(
      'AverFusedConv2DMaxPoolGrad',
      { dy: tf.ones([1, 1, 1, 1]), ...inputs, y, memory },
      { ...attrs, inputGradient: true },
    ) as tf.Tensor[];
  expect(gradients[2].dataSync().at(-1)).toBe(1);
  expect(gradients[0].dataSync()[0]).toBe(7);
});
