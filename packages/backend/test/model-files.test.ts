import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import {
  input,
  type LayersModel,
  layers,
  loadLayersModel,
  model,
  type SymbolicTensor,
  sequential,
} from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BackendError, prepareBackend } from '../src/index.js';
import { loadModel, saveModel } from '../src/node.js';

let folder: string;
beforeAll(async () => {
  await prepareBackend('cpu');
  await prepareBackend('wasm');
});
beforeEach(async () => {
  await tf.setBackend('wasm');
  folder = await mkdtemp(join(tmpdir(), 'aver-backend-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function smallModel(units = 3): LayersModel {
  return sequential({
    layers: [
      layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1] }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dense({ units, activation: 'softmax' }),
    ],
  });
}

/** Two values, then the layers b and c, one after the other. */
function chain(): LayersModel {
  const x = input({ shape: [2], name: 'a' });
  const b = layers.dense({ units: 2, name: 'b' }).apply(x);
  return model({ inputs: x, outputs: layers.dense({ units: 2, name: 'c' }).apply(b) as SymbolicTensor });
}

function predict(model: LayersModel): number[] {
  const x = tf.randomUniform([2, 8, 8, 1], 0, 1, 'float32', 7);
  return tf.tidy(() => [...(model.predict(x) as tf.Tensor).dataSync()]);
}

/** The error of loading a folder, which must name the path and the code. */
async function loadError(directory: string): Promise<BackendError> {
  const error = await loadModel(directory).catch((caught) => caught);
  expect(error).toBeInstanceOf(BackendError);
  expect(error.message).toContain(directory);
  expect(error.message).not.toContain('\n');
  return error;
}

/** The parts of a model.json that the tests below change. */
interface ModelJson {
  modelTopology: { config: { layers: Array<{ class_name: string; name: string; inbound_nodes?: unknown }> } };
  weightsManifest: Array<{ paths: string[]; weights: Array<{ name: string; dtype: string }> }>;
}

async function rewriteJson(directory: string, change: (json: ModelJson) => void): Promise<void> {
  const path = join(directory, 'model.json');
  const json = JSON.parse(await readFile(path, 'utf8'));
  change(json);
  await writeFile(path, JSON.stringify(json));
}

describe('saveModel and loadModel', () => {
  test.each(['wasm', 'cpu'])('give the same predictions, bit for bit, on %s', async (backend) => {
    await tf.setBackend(backend);
    const model = smallModel();
    await saveModel(model, join(folder, 'deep', 'model'));
    expect(predict(await loadModel(join(folder, 'deep', 'model')))).toEqual(predict(model));
  });

  test('write what tf.loadLayersModel reads', async () => {
    const model = smallModel();
    await saveModel(model, folder);
    const { modelTopology, format, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
    expect(format).toBe('layers-model');
    expect(weightsManifest).toHaveLength(1);
    const [{ paths, weights: weightSpecs }] = weightsManifest;
    const weightData = new Uint8Array(await readFile(join(folder, paths[0]))).buffer;
    const loaded = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    expect(predict(loaded)).toEqual(predict(model));
  });

  test('replace a model, clear its weights away and keep other files', async () => {
    await saveModel(smallModel(), folder);
    await writeFile(join(folder, 'labels.json'), '[]');
    const [before] = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
    const model = smallModel(5);
    await saveModel(model, folder);
    const names = await readdir(folder);
    expect(names).not.toContain(before);
    expect(names).toHaveLength(3);
    expect(names).toContain('labels.json');
    expect(predict(await loadModel(folder))).toEqual(predict(model));
  });

  test('leave no trace of a save that failed, and the old model whole', async () => {
    const model = smallModel();
    await saveModel(model, folder);
    // A folder in the place of the file of weights makes the renaming fail.
    const next = smallModel(5);
    const other = join(folder, 'other');
    await saveModel(next, other);
    const [weights] = (await readdir(other)).filter((name) => name.endsWith('.bin'));
    await mkdir(join(folder, weights, 'in-the-way'), { recursive: true });
    const before = (await readdir(folder)).sort();
    await expect(saveModel(next, folder)).rejects.toMatchObject({ code: 'MODEL_UNWRITABLE', path: folder });
    expect((await readdir(folder)).sort()).toEqual(before);
    expect(predict(await loadModel(folder))).toEqual(predict(model));
  });

  test('saving replaces a model.json that cannot be read', async () => {
    await writeFile(join(folder, 'model.json'), 'not JSON');
    const model = smallModel();
    await saveModel(model, folder);
    expect(predict(await loadModel(folder))).toEqual(predict(model));
  });

  test('saving says which folder cannot be written', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(saveModel(smallModel(), file)).rejects.toMatchObject({
      code: 'MODEL_UNWRITABLE',
      path: file,
      message: expect.stringContaining(`saveModel: cannot write ${file}: `),
    });
  });

  test('loading reads weights in several files, as converters write them', async () => {
    const model = smallModel();
    await saveModel(model, folder);
    const [name] = (await readdir(folder)).filter((entry) => entry.endsWith('.bin'));
    const bytes = await readFile(join(folder, name));
    await writeFile(join(folder, 'group1-shard1of2.bin'), bytes.subarray(0, 100));
    await writeFile(join(folder, 'group1-shard2of2.bin'), bytes.subarray(100));
    await rewriteJson(folder, (json) => {
      json.weightsManifest[0].paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
    });
    expect(predict(await loadModel(folder))).toEqual(predict(model));
  });
});

describe('loadModel says what is wrong with', () => {
  test('a folder that is not there', async () => {
    const error = await loadError(join(folder, 'none'));
    expect(error).toMatchObject({ code: 'MODEL_MISSING', path: join(folder, 'none', 'model.json') });
    expect(error.message).toBe(`${join(folder, 'none', 'model.json')}: there is no model (ENOENT)`);
  });

  test('an empty folder', async () => {
    expect(await loadError(folder)).toMatchObject({ code: 'MODEL_MISSING' });
  });

  test('a model.json that is not JSON', async () => {
    await writeFile(join(folder, 'model.json'), '{"modelTopology":');
    expect(await loadError(folder)).toMatchObject({ code: 'MODEL_INVALID', path: join(folder, 'model.json') });
  });

  test.each([
    ['null', null],
    ['without a manifest', { modelTopology: {} }],
    ['a manifest that is no list', { modelTopology: {}, weightsManifest: {} }],
    ['paths that are no names', { modelTopology: {}, weightsManifest: [{ paths: [1], weights: [] }] }],
    ['weights that are no records', { modelTopology: {}, weightsManifest: [{ paths: ['a'], weights: ['b'] }] }],
    ['weights that are null', { modelTopology: {}, weightsManifest: [{ paths: ['a'], weights: [null] }] }],
    ['a null in the manifest', { modelTopology: {}, weightsManifest: [null] }],
    ['a graph model', { format: 'graph-model', modelTopology: {}, weightsManifest: [] }],
    ['an empty topology', { modelTopology: {}, weightsManifest: [] }],
  ])('a model.json that is not a layers model: %s', async (_, json) => {
    await writeFile(join(folder, 'model.json'), JSON.stringify(json));
    expect(await loadError(folder)).toMatchObject({ code: 'MODEL_INVALID' });
  });

  test('a file of weights that is not there', async () => {
    await saveModel(smallModel(), folder);
    const [name] = (await readdir(folder)).filter((entry) => entry.endsWith('.bin'));
    await rm(join(folder, name));
    expect(await loadError(folder)).toMatchObject({ code: 'WEIGHTS_MISSING', path: join(folder, name) });
  });

  test.each([-1, 1])('weights of the wrong length, off by %i', async (difference) => {
    await saveModel(smallModel(), folder);
    const [name] = (await readdir(folder)).filter((entry) => entry.endsWith('.bin'));
    const bytes = await readFile(join(folder, name));
    const changed = new Uint8Array(bytes.length + difference);
    changed.set(bytes.subarray(0, changed.length));
    await writeFile(join(folder, name), changed);
    const error = await loadError(folder);
    expect(error.code).toBe('WEIGHTS_LENGTH');
    expect(error.message).toContain(`the weights must be ${bytes.length} bytes; received ${changed.length}`);
  });

  test('weights outside its folder', async () => {
    await saveModel(smallModel(), join(folder, 'model'));
    await rewriteJson(join(folder, 'model'), (json) => {
      json.weightsManifest[0].paths = ['../weights.bin'];
    });
    const error = await loadError(join(folder, 'model'));
    expect(error.code).toBe('MODEL_INVALID');
    expect(error.message).toContain('names weights outside its folder: ../weights.bin');
  });

  test.each([
    [
      'no shape',
      { shape: undefined },
      'weight "conv2d_Conv2D1/kernel": shape must be a list of whole numbers; received nothing',
    ],
    ['a shape of null', { shape: null }, 'shape must be a list of whole numbers; received null'],
    ['a shape as text', { shape: '3x3' }, 'shape must be a list of whole numbers; received "3x3"'],
    ['a negative shape', { shape: [3, -1] }, 'shape must be a list of whole numbers; received [3,-1]'],
    ['a shape of halves', { shape: [1.5, 2] }, 'shape must be a list of whole numbers; received [1.5,2]'],
    [
      'no dtype',
      { dtype: undefined },
      'dtype must be one of bool, uint8, uint16, float16, float32, int32; received nothing',
    ],
    ['an unknown dtype', { dtype: 'float99' }, 'received "float99"'],
    ['a dtype of every object', { dtype: 'toString' }, 'received "toString"'],
    ['no name', { name: undefined }, 'weight number 0: name must be a text; received nothing'],
    ['an impossible quantization', { quantization: { dtype: 'uint4' } }, 'received "uint4"'],
    ['a quantization without a scale', { quantization: { dtype: 'float32' } }, ''],
  ])('a weight of %s', async (_, change, message) => {
    await saveModel(smallModel(), folder);
    let changed = '';
    await rewriteJson(folder, (json) => {
      const [weight] = json.weightsManifest[0].weights;
      changed = weight.name;
      Object.assign(weight, change);
    });
    const error = await loadError(folder);
    expect(error.code).toBe('MODEL_INVALID');
    expect(error.message).toContain(message.replace('conv2d_Conv2D1/kernel', changed));
  });

  test('an unknown layer', async () => {
    await saveModel(smallModel(), folder);
    await rewriteJson(folder, (json) => {
      json.modelTopology.config.layers[0].class_name = 'Attention9';
    });
    const error = await loadError(folder);
    expect(error.code).toBe('MODEL_INVALID');
    expect(error.message).toContain('Attention9');
  });

  // Each of these kept TensorFlow.js busy for ever.
  test.each([
    ['follows a layer that is not there', { b: [['nowhere', 0, 0, {}]] }, 'received "nowhere", which is not there'],
    ['follows itself', { b: [['b', 0, 0, {}]] }, 'received "b", which does not come to be before it'],
    ['goes round', { b: [['c', 0, 0, {}]] }, 'layer "b" must follow layers of the model; received "c", which does not'],
    ['follows a call that never is', { c: [['b', 3, 0, {}]] }, 'received "b", which does not come to be before it'],
  ])('a layer that %s', async (_, changed: Record<string, unknown[]>, message) => {
    await saveModel(chain(), folder);
    await rewriteJson(folder, (json) => {
      for (const layer of json.modelTopology.config.layers) {
        if (changed[layer.name]) layer.inbound_nodes = [changed[layer.name]];
      }
    });
    const error = await loadError(folder);
    expect(error.code).toBe('MODEL_INVALID');
    expect(error.message).toContain(message);
  });

  test.each([
    ['twice there', (layers: Array<{ name: string }>) => layers.push(layers[1]), 'layer "b" must be there once'],
    [
      'of two names',
      (layers: Array<{ name: string }>) => {
        layers[1].name = 'other';
      },
      'layer "other" must have its name in config; received "b"',
    ],
  ])('a layer that is %s', async (_, change, message) => {
    await saveModel(chain(), folder);
    await rewriteJson(folder, (json) => change(json.modelTopology.config.layers));
    expect((await loadError(folder)).message).toContain(message);
  });

  test('a layer that is called twice, and a model within a model, are as good as any', async () => {
    const inner = chain();
    const x = input({ shape: [2] });
    const shared = layers.dense({ units: 2 });
    const once = shared.apply(inner.apply(x)) as SymbolicTensor;
    await saveModel(model({ inputs: x, outputs: shared.apply(once) as SymbolicTensor }), folder);
    expect((await loadModel(folder)).outputs[0].shape).toEqual([null, 2]);
  });

  test('weights that do not belong to its layers', async () => {
    await saveModel(smallModel(), folder);
    await rewriteJson(folder, (json) => {
      json.weightsManifest[0].weights[0].name = 'elsewhere/kernel';
    });
    expect(await loadError(folder)).toMatchObject({ code: 'MODEL_INVALID' });
  });
});
