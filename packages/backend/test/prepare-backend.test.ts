import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BackendError, prepareBackend } from '../src/index.js';
import { loadTfjsNode } from '../src/load-tfjs-node.js';

const absent = () =>
  Promise.reject(
    Object.assign(new Error("Cannot find package '@tensorflow/tfjs-node' imported from app.js"), {
      code: 'ERR_MODULE_NOT_FOUND',
    }),
  );

describe('prepareBackend', () => {
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    for (const method of ['log', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((...values) => void printed.push(values.join(' ')));
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    expect(printed).toEqual([]);
  });

  test('takes wasm when tfjs-node is not installed, and says so in one line', async () => {
    expect(await prepareBackend('auto', { loadNode: absent })).toEqual({
      name: 'wasm',
      reason: 'wasm, SIMD, own training kernels; tfjs-node is not installed',
    });
    expect(tf.getBackend()).toBe('wasm');
  });

  test('looks for tfjs-node itself when no loader is given', async () => {
    expect((await prepareBackend()).name).toBe('wasm');
  });

  test('takes wasm when tfjs-node is there but broken', async () => {
    const loadNode = () => Promise.reject(new Error('The native addon can not be found at path: x.node. \nPlease run'));
    expect((await prepareBackend('auto', { loadNode })).reason).toBe(
      'wasm, SIMD, own training kernels; tfjs-node is installed but does not load',
    );
  });

  test('does not take a half-installed tfjs-node, with a file of its own missing, for an absent one', async () => {
    const cause = Object.assign(
      new Error("Cannot find module '/app/node_modules/@tensorflow/tfjs-node/dist/index.js'"),
      {
        code: 'ERR_MODULE_NOT_FOUND',
      },
    );
    await expect(prepareBackend('node', { loadNode: () => Promise.reject(cause) })).rejects.toMatchObject({
      code: 'NODE_BROKEN',
      cause,
    });
  });

  test.each([
    `Could not find package '@tensorflow/tfjs-node' from referrer 'file:///app/node_modules/@aver/backend/dist/index.js'.`,
    `Import "@tensorflow/tfjs-node" not a dependency`,
    `Relative import path "@tensorflow/tfjs-node" not prefixed with / or ./ or ../ and not in import map`,
  ])('is told by Deno, too, that tfjs-node is not installed: %s', async (message) => {
    const cause = Object.assign(new TypeError(message), { code: 'ERR_MODULE_NOT_FOUND' });
    const { reason } = await prepareBackend('auto', { loadNode: () => Promise.reject(cause) });
    expect(reason).toBe('wasm, SIMD, own training kernels; tfjs-node is not installed');
  });

  test.each([
    // A file of its own missing, as Deno says it; a package that it needs missing.
    "[ERR_MODULE_NOT_FOUND] Cannot find module 'file:///app/node_modules/@tensorflow/tfjs-node/index.js' imported from 'x'",
    `Import "@tensorflow/tfjs-node/dist/index.js" not a dependency`,
    "Could not find package 'adm-zip' from referrer 'file:///app/node_modules/@tensorflow/tfjs-node/dist/index.js'.",
  ])('is told by Deno that tfjs-node is broken: %s', async (message) => {
    const cause = Object.assign(new TypeError(message), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(prepareBackend('node', { loadNode: () => Promise.reject(cause) })).rejects.toMatchObject({
      code: 'NODE_BROKEN',
    });
  });

  test('names the remedy when node is asked for and is not there', async () => {
    const error = await prepareBackend('node', { loadNode: absent }).catch((caught) => caught);
    expect(error).toBeInstanceOf(BackendError);
    expect(error.code).toBe('NODE_ABSENT');
    expect(error.message).toBe('tfjs-node is not installed; run npm install @tensorflow/tfjs-node@4.22.0');
  });

  test('names the remedy when node is asked for and is broken', async () => {
    const loadNode = () => Promise.reject(new Error('The native addon can not be found. \nPlease run'));
    const error = await prepareBackend('node', { loadNode }).catch((caught) => caught);
    expect(error.code).toBe('NODE_BROKEN');
    expect(error.message).toBe(
      'tfjs-node is installed but does not load (The native addon can not be found.); ' +
        'run npm rebuild @tensorflow/tfjs-node --build-addon-from-source, or use the wasm backend',
    );
  });

  test('says that a loader which registers no backend is wrong', async () => {
    await expect(prepareBackend('node', { loadNode: async () => ({}) })).rejects.toMatchObject({ code: 'NODE_BROKEN' });
  });

  test('does not look for tfjs-node outside Node.js', async () => {
    vi.stubGlobal('process', { versions: {} });
    try {
      await expect(loadTfjsNode()).rejects.toMatchObject({
        code: 'NODE_ABSENT',
        message: 'tfjs-node runs in Node.js only; use the wasm backend',
      });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('uses the backend that the loader registers', async () => {
    const cpu = await prepareBackend('cpu').then(() => tf.backend());
    const loadNode = async () => void tf.registerBackend('tensorflow', () => cpu, 3);
    try {
      expect(await prepareBackend('auto', { loadNode })).toEqual({ name: 'node', reason: 'node, libtensorflow' });
      expect(tf.getBackend()).toBe('tensorflow');
    } finally {
      await tf.setBackend('wasm');
      tf.engine().registryFactory = Object.fromEntries(
        Object.entries(tf.engine().registryFactory).filter(([name]) => name !== 'tensorflow'),
      );
    }
  });

  describe('in a browser', () => {
    beforeEach(() => void vi.stubGlobal('process', { versions: {} }));
    afterEach(async () => {
      vi.unstubAllGlobals();
      await tf.setBackend('wasm');
      for (const name of ['webgl', 'webgpu']) {
        for (const { kernelName } of tf.getKernelsForBackend(name)) tf.unregisterKernel(kernelName, name);
        if (tf.findBackendFactory(name)) tf.removeBackend(name);
      }
    });

    test('takes a graphics processor that was imported and computes, webgpu first', async () => {
      const cpu = await prepareBackend('cpu').then(() => tf.backend());
      tf.registerBackend('webgl', () => cpu, 2);
      copyKernels('webgl');
      expect(await prepareBackend()).toEqual({
        name: 'webgl',
        reason: 'webgl, graphics processor; webgpu is not imported',
      });
      expect(tf.getBackend()).toBe('webgl');
      tf.registerBackend('webgpu', () => cpu, 3);
      copyKernels('webgpu');
      expect(await prepareBackend()).toEqual({ name: 'webgpu', reason: 'webgpu, graphics processor' });
    });

    test('takes wasm where there is none, without looking for tfjs-node', async () => {
      const loadNode = vi.fn(absent);
      expect((await prepareBackend('auto', { loadNode })).reason).toBe(
        'wasm, SIMD, own training kernels; webgpu is not imported; webgl is not imported',
      );
      expect(loadNode).not.toHaveBeenCalled();
    });

    test('passes over one that does not start or does not compute', async () => {
      tf.registerBackend('webgpu', () => Promise.reject(new Error('no adapter found\nat x')), 3);
      const broken = await prepareBackend('cpu').then(() => tf.backend());
      tf.registerBackend('webgl', () => broken, 2); // Without a kernel.
      expect((await prepareBackend()).reason).toMatch(
        /^wasm, SIMD, own training kernels; webgpu does not work here \(no adapter found\); webgl does not work here/,
      );
      await expect(prepareBackend('webgpu')).rejects.toMatchObject({
        code: 'GPU_FAILED',
        message: 'webgpu does not work here (no adapter found); use the wasm backend',
      });
    });

    test('names the remedy when one that was not imported is asked for', async () => {
      await expect(prepareBackend('webgl')).rejects.toMatchObject({
        code: 'GPU_ABSENT',
        message:
          'webgl is not imported; let the page import @tensorflow/tfjs-backend-webgl before, or use the wasm backend',
      });
    });
  });

  test('says what a machine without SIMD means, and what helps', async () => {
    const getAsync = vi.spyOn(tf.env(), 'getAsync').mockResolvedValue(false);
    expect((await prepareBackend('wasm')).reason).toBe(
      'wasm, no SIMD (several times slower: use an engine with WebAssembly SIMD), own training kernels; asked for by name',
    );
    getAsync.mockRestore();
  });

  test('restores the functions of node:util that tfjs-node calls and newer Node.js lacks', async () => {
    const util = process.getBuiltinModule('node:util') as unknown as Record<string, unknown>;
    const { isArray, isNullOrUndefined } = util;
    util.isArray = undefined;
    util.isNullOrUndefined = undefined;
    try {
      await prepareBackend('auto', { loadNode: absent });
      const restored = util as Record<string, (value: unknown) => boolean>;
      expect([null, undefined, 0, ''].map(restored.isNullOrUndefined)).toEqual([true, true, false, false]);
      expect([[], {}, 'a'].map(restored.isArray)).toEqual([true, false, false]);
    } finally {
      Object.assign(util, { isArray, isNullOrUndefined });
    }
  });

  test('prepares wasm and cpu by name, and prints nothing', async () => {
    for (const name of ['cpu', 'wasm'] as const) {
      expect((await prepareBackend(name)).name).toBe(name);
      expect(tf.getBackend()).toBe(name);
      tf.square(tf.tensor1d([1, 2])).dispose();
    }
    expect((await prepareBackend('cpu')).reason).toBe('cpu, plain JavaScript; asked for by name');
  });

  test("does not leave the wasm module's handlers of uncaught errors behind", async () => {
    const handlers = ['uncaughtException', 'unhandledRejection'].flatMap((event) => process.listeners(event as 'exit'));
    expect(handlers.filter((handler) => /throw (ex|reason)\b/.test(String(handler)))).toEqual([]);
  });

  test('loads tfjs-node without the warnings of TensorFlow.js, and gives them back', async () => {
    let during: boolean | undefined;
    const loadNode = () => {
      during = tf.env().getBool('PROD');
      return absent();
    };
    await prepareBackend('auto', { loadNode });
    expect([during, tf.env().getBool('PROD')]).toEqual([true, false]);
  });

  test('refuses an unknown name', async () => {
    for (const name of ['tensorflow', 'toString', '', 3]) {
      await expect(prepareBackend(name as 'cpu')).rejects.toThrow(
        new RangeError(
          `prepareBackend: name must be auto, node, webgpu, webgl, wasm, wasm-relaxed, cpu; received ${name}`,
        ),
      );
    }
  });
});

/** Gives a made-up backend what prepareBackend computes to try it. */
function copyKernels(backendName: string): void {
  for (const kernelName of ['Square', 'Sum']) {
    if (!tf.getKernel(kernelName, backendName)) tf.registerKernel({ ...tf.getKernel(kernelName, 'cpu'), backendName });
  }
}
