import { prepareBackend } from '@aver/backend';
import { cnn1d, cnn2d, predictProbabilities, SeededDropout, spectrogramCnn, trainModel } from '@aver/models';
import { createLcg, expectAllClose, tfjsNode } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import {
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
  sequential,
} from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test, vi } from 'vitest';

const loadNode = tfjsNode();
const ownKernels = [
  ...['AverFusedConv2DMaxPool', 'AverFusedConv2DMaxPoolGrad', 'AverSeededDropout'],
  ...['AverBatchNorm', 'AverBatchNormGrad', 'AverSwish', 'AverSwishGrad'],
];

/** Runs with the registry saying that there is no kernel of ours; the same model is then trained layer by layer. */
async function plainly<T>(run: () => Promise<T>): Promise<T> {
  const kernels = tf.getKernelsForBackend(tf.getBackend()).filter(({ kernelName }) => ownKernels.includes(kernelName));
  for (const { kernelName, backendName } of kernels) tf.unregisterKernel(kernelName, backendName);
  try {
    return await run();
  } finally {
    for (const kernel of kernels) tf.registerKernel(kernel);
  }
}

/** Weights and losses of a few steps on noise, part of it silent, and how often kernels ran. */
async function train(build: () => LayersModel) {
  const model = build();
  const lcg = createLcg(9);
  for (const weight of model.weights.filter(({ name }) => name.includes('kernel') || name.includes('bias'))) {
    const fanIn = tf.util.sizeFromShape(weight.shape.slice(0, -1) as number[]);
    const length = tf.util.sizeFromShape(weight.shape as number[]);
    const values = tf.tensor(Float32Array.from(lcg.array(length, 3 / Math.sqrt(fanIn))), weight.shape as number[]);
    weight.write(values);
    values.dispose();
  }
  const shape = model.inputs[0].shape.slice(1) as number[];
  const size = tf.util.sizeFromShape(shape);
  const x = Float32Array.from(lcg.array(6 * size, 1), (value, i) => (i % size < size / 3 ? 0 : value));
  const y = Float32Array.from({ length: 6 * 4 }, (_, i) => (i % 4 === Math.floor(i / 4) % 4 ? 1 : 0));
  const optimizer = tf.train.sgd(0.01);
  const tensors: number[] = [];
  const calls = countCalls();
  const { loss } = await trainModel(model, {
    x: { data: x, shape: [6, ...shape] },
    y: { data: y, shape: [6, 4] },
    ...{ optimizer, batchSize: 3, epochs: 3, seed: 1 },
    onEpochEnd: () => void tensors.push(tf.memory().numTensors),
  }).finally(calls.stop);
  const counts = calls.stop();
  const weights = model.getWeights().map((weight) => weight.dataSync<'float32'>().slice());
  model.dispose();
  optimizer.dispose();
  return { loss, weights, counts, tensors };
}

/** Counts the calls of each kernel from now on. */
function countCalls() {
  const counts: Record<string, number> = {};
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  const spy = vi.spyOn(engine, 'runKernel').mockImplementation((name, inputs, attrs) => {
    counts[name] = (counts[name] ?? 0) + 1;
    return runKernel(name, inputs, attrs);
  });
  return {
    stop() {
      spy.mockRestore();
      return counts;
    },
  };
}

/** How often a convolution ran forwards, in whatever kernel. */
function convolutionsOf(counts: Record<string, number>): number {
  return ['Conv2D', 'FusedConv2D', 'AverFusedConv2DMaxPool'].reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}

// TensorFlow.js's own start, orthogonal, wants chained operations.
const recurrent = (returnState = false) =>
  layers.simpleRNN({ units: 4, recurrentInitializer: 'glorotUniform', returnState });
const classes = () => layers.dense({ units: 4, activation: 'softmax' });
const picture = [14, 13, 3];

/** Each with the number of its convolutions that are to be fused, and on wasm of its normalisations and swishes. */
const networks: Record<
  string,
  { build: () => LayersModel; blocks: number; normalisations?: number; swishes?: number }
> = {
  'the notebook CNN-2D': { build: () => cnn2d({ form: 'notebook', inputSize: 27, seed: 3 }), blocks: 5 },
  'the printed CNN-2D': { build: () => cnn2d({ form: 'printed', inputSize: 96, seed: 3 }), blocks: 5 },
  'the CNN-1D with dropout between convolution and pool': {
    build: () => cnn1d({ form: 'four-convolutions', inputLength: 72, classes: 4, seed: 3 }),
    blocks: 4,
  },
  'relu as layers before and after pools, no bias, strides, batch normalisation between': {
    build: () =>
      sequential({
        layers: [
          layers.conv2d({ filters: 5, kernelSize: 3, useBias: false, inputShape: picture }),
          layers.activation({ activation: 'relu' }),
          layers.maxPooling2d({ poolSize: [2, 3], strides: [1, 2], padding: 'same' }),
          layers.conv2d({ filters: 7, kernelSize: [3, 2], strides: [1, 2], padding: 'same' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.reLU(),
          layers.conv2d({ filters: 6, kernelSize: [2, 1] }),
          layers.batchNormalization(),
          layers.activation({ activation: 'relu' }),
          layers.flatten(),
          classes(),
        ],
      }),
    blocks: 3,
    normalisations: 1,
  },
  'normalisations: the first layer, frozen, without relu, of vectors': {
    build: () =>
      sequential({
        layers: [
          layers.batchNormalization({ momentum: 0.7, inputShape: picture }),
          layers.reLU(),
          layers.conv2d({ filters: 5, kernelSize: 3, useBias: false }),
          layers.batchNormalization({ trainable: false, epsilon: 0.01 }),
          layers.flatten(),
          layers.batchNormalization({ axis: 1 }),
          classes(),
        ],
      }),
    blocks: 1,
    normalisations: 3,
  },
  'swish behind normalisations, a depthwise convolution and a dense layer': {
    build: () =>
      sequential({
        layers: [
          layers.conv2d({ filters: 16, kernelSize: 3, useBias: false, inputShape: picture }),
          layers.batchNormalization(),
          layers.activation({ activation: 'swish' }),
          layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
          layers.activation({ activation: 'swish' }),
          layers.conv2d({ filters: 16, kernelSize: 1 }),
          layers.conv2d({ filters: 16, kernelSize: 3 }),
          layers.averagePooling2d({ poolSize: 2 }),
          layers.flatten(),
          layers.dense({ units: 7 }),
          layers.activation({ activation: 'swish' }),
          classes(),
        ],
      }),
    blocks: 3,
    normalisations: 1,
    swishes: 3,
  },
  'a first convolution that is frozen, and other activations, which stay as they are': {
    build: () =>
      sequential({
        layers: [
          layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', trainable: false, inputShape: picture }),
          layers.conv2d({ filters: 4, kernelSize: 3, activation: 'tanh' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.conv2d({ filters: 4, kernelSize: 2 }),
          layers.reLU({ maxValue: 0.1 }),
          layers.averagePooling2d({ poolSize: 2 }),
          layers.flatten(),
          classes(),
        ],
      }),
    blocks: 2,
  },
  'the spectrogram CNN, whose trunk has two branches': {
    build: () => spectrogramCnn({ bands: 18, frames: 27, filters: [5, 6, 7], bandPooling: [2, 2, 1], seed: 3 }),
    blocks: 3,
  },
  'branches from the input on, one of them frozen': {
    build: () =>
      branching((x) => {
        const branches = [true, false].map((trainable) => convolve(x, { activation: 'relu', trainable }));
        return layers.concatenate().apply(branches.map((branch) => convolve(pooled(branch)))) as SymbolicTensor;
      }),
    blocks: 4,
  },
  'a convolution whose relu is left out by a second branch, and a sum of both': {
    build: () =>
      branching((x) => {
        const convolved = convolve(x, { padding: 'same' });
        const bent = layers.activation({ activation: 'relu' }).apply(convolved) as SymbolicTensor;
        const sum = layers.add().apply([pooled(convolved), pooled(bent)]) as SymbolicTensor;
        return convolve(sum, { activation: 'relu' });
      }),
    blocks: 2,
  },
  'one relu that two pools take, twice the same tensor, and a convolution that is used twice': {
    build: () =>
      branching((x) => {
        const shared = layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' });
        const first = shared.apply(x) as SymbolicTensor;
        const second = shared.apply(first) as SymbolicTensor;
        const pools = [pooled(second), layers.averagePooling2d({ poolSize: 2 }).apply(second) as SymbolicTensor];
        return layers.add().apply([...pools, pools[0]]) as SymbolicTensor;
      }),
    blocks: 2,
  },
  'a layer that hands on a mask, where nothing is fused': {
    build: () =>
      sequential({
        layers: [
          layers.conv1d({ filters: 2, kernelSize: 2, activation: 'relu', trainable: false, inputShape: [14, 3] }),
          layers.masking(),
          recurrent(),
          classes(),
        ],
      }),
    blocks: 0,
  },
  'a layer that hands on several tensors, where nothing is fused': {
    build: () => {
      const inputs = input({ shape: [14, 3] });
      const convolved = layers.conv1d({ filters: 2, kernelSize: 2, activation: 'relu' }).apply(inputs);
      const outputAndState = recurrent(true).apply(convolved) as SymbolicTensor[];
      const joined = layers.concatenate().apply(outputAndState);
      return modelOf({ inputs, outputs: classes().apply(joined) as SymbolicTensor });
    },
    blocks: 0,
  },
};

/** Three filters on whatever comes. */
function convolve(x: SymbolicTensor, options: object = {}): SymbolicTensor {
  return layers.conv2d({ filters: 3, kernelSize: 3, ...options }).apply(x) as SymbolicTensor;
}

function pooled(x: SymbolicTensor): SymbolicTensor {
  return layers.maxPooling2d({ poolSize: 2 }).apply(x) as SymbolicTensor;
}

/** A network over pictures with a body of its own. */
function branching(body: (x: SymbolicTensor) => SymbolicTensor): LayersModel {
  const inputs = input({ shape: picture });
  return modelOf({ inputs, outputs: classes().apply(layers.flatten().apply(body(inputs))) as SymbolicTensor });
}

describe.each(loadNode ? (['wasm', 'node'] as const) : (['wasm'] as const))('trainModel on %s', (backend) => {
  beforeAll(async () => {
    await prepareBackend(backend, { loadNode });
  });

  test.each(Object.keys(networks))('gives the weights that it gives layer by layer: %s', async (name) => {
    const { build, blocks, normalisations = 0, swishes = 0 } = networks[name];
    const plain = await plainly(() => train(build));
    const fused = await train(build);
    expect(plain.counts.AverFusedConv2DMaxPool ?? 0).toBe(0);
    expect(fused.counts.AverFusedConv2DMaxPool ?? 0).toBe(6 * blocks);
    expect(fused.counts.AverBatchNorm ?? 0).toBe(backend === 'wasm' ? 6 * normalisations : 0);
    expect(fused.counts.AverSwish ?? 0).toBe(backend === 'wasm' ? 6 * swishes : 0);
    expect(fused.counts.AverSwishGrad ?? 0).toBe(fused.counts.AverSwish ?? 0);
    // Nothing is worked out twice.
    expect(convolutionsOf(fused.counts)).toBe(convolutionsOf(plain.counts));
    expectAllClose(fused.loss, plain.loss, { rtol: 1e-4 });
    for (const [i, weight] of fused.weights.entries()) {
      const largest = plain.weights[i].reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      expectAllClose(weight, plain.weights[i], { rtol: 1e-4, atol: 1e-4 * largest });
    }
  });

  test('gives the same bits each time, and leaves no tensors behind', async () => {
    const { build } = networks['the CNN-1D with dropout between convolution and pool'];
    const first = await train(build);
    // All its masks are made by the convolutions' kernels.
    if (backend === 'wasm') expect(first.counts).not.toHaveProperty('AverSeededDropout');
    expect((await train(build)).weights).toEqual(first.weights);
    expect(new Set(first.tensors).size).toBe(1);
  });

  test("the spectrogram CNN's gradients are those of finite differences, with as many convolutions as it has", async () => {
    const model = spectrogramCnn({
      bands: 12,
      frames: 14,
      filters: [3, 4],
      bandPooling: [2, 1],
      dropoutRate: 0,
      seed: 5,
    });
    const lcg = createLcg(6);
    const x = { data: Float32Array.from(lcg.array(4 * 12 * 14, 2)), shape: [4, 12, 14, 1] };
    const y = { data: Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0)), shape: [4, 4] };
    const variables = model.weights.map((weight) => weight.read() as tf.Variable);
    // Away from 0, where relu has its kink, and with an output that tells the classes apart.
    for (const variable of variables) {
      const values = Float32Array.from(lcg.array(variable.size, variable.rank === 1 ? 0.2 : 1));
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    }
    const gradients: Float32Array[] = [];
    const calls = countCalls();
    const frozen = { applyGradients() {} } as unknown as tf.Optimizer;
    await trainModel(model, {
      ...{ x, y, optimizer: frozen, batchSize: 4, epochs: 1, seed: 1, shuffle: false },
      onStep({ gradients: given }) {
        for (const { name } of variables) gradients.push(given[name].dataSync<'float32'>().slice());
      },
    });
    expect(calls.stop()).toMatchObject({ AverFusedConv2DMaxPool: 2, AverFusedConv2DMaxPoolGrad: 2 });
    // By TensorFlow.js's own forward pass.
    const loss = async () => {
      const { data } = await predictProbabilities(model, x);
      return data.reduce((sum, p, i) => sum - (y.data[i] * Math.log(p)) / 4, 0);
    };
    const step = 2e-3;
    for (const [i, variable] of variables.entries()) {
      const values = variable.dataSync<'float32'>().slice();
      const differences: number[] = [];
      const places = Array.from({ length: Math.min(6, values.length) }, (_, k) => (k * 7) % values.length);
      for (const k of places) {
        const sides: number[] = [];
        for (const shift of [step, -step]) {
          const moved = values.slice();
          moved[k] += shift;
          tf.tidy(() => variable.assign(tf.tensor(moved, variable.shape)));
          sides.push(await loss());
        }
        differences.push((sides[0] - sides[1]) / (2 * step));
      }
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
      expectAllClose(
        places.map((k) => gradients[i][k]),
        differences,
        { rtol: 0.02, atol: 1e-3 },
      );
    }
    model.dispose();
  });

  test('a dropout kernel makes the masks that the layer makes, forwards and backwards', async () => {
    for (const length of [1, 2, 3, 4, 1001]) {
      const run = async () => {
        const layer = new SeededDropout({ rate: 0.3, seed: 5 });
        const x = tf.tensor2d(Float32Array.from(createLcg(4).array(length)), [1, length]);
        const { value, grad } = tf.valueAndGrad((x) => layer.apply(x, { training: true }) as tf.Tensor)(x);
        const read = [value, grad].map((tensor) => tensor.dataSync<'float32'>().slice());
        tf.dispose([x, value, grad]);
        return read;
      };
      const tensors = tf.memory().numTensors;
      expect(await run()).toEqual(await plainly(run));
      expect(tf.memory().numTensors).toBe(tensors);
    }
  });
});
