import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBackend } from '../../src/index.js';
import {
  addressOf,
  allocate,
  asWasmBackend,
  runKernel,
  valuesOf,
  type WasmBackend,
} from '../../src/kernels/wasm/wasm-kernel.js';

beforeAll(async () => {
  await prepareBackend('wasm');
});

describe('asWasmBackend', () => {
  test('takes the backend of this version', () => {
    expect(asWasmBackend(tf.backend())).toBe(tf.backend());
  });

  test.each(['makeOutput', 'disposeData', 'typedArrayFromHeap', 'incRef', 'dataIdMap'])(
    'names %s if it is missing',
    (part) => {
      const changed = Object.create(tf.backend(), { [part]: { value: undefined } });
      expect(() => asWasmBackend(changed)).toThrow(
        expect.objectContaining({ code: 'WASM_INTERNALS', message: expect.stringContaining(part) }),
      );
    },
  );
});

test('allocate reports a full heap, which the backend itself does not, and keeps nothing', () => {
  const disposed: object[] = [];
  const dataId = {};
  const full = {
    makeOutput: (shape: number[]) => ({ dataId, shape, dtype: 'float32' }),
    dataIdMap: { get: () => ({ memoryOffset: 0 }) },
    disposeData: (id: object) => disposed.push(id),
  } as unknown as WasmBackend;
  expect(() => allocate(full, [64, 150, 150, 32])).toThrow(
    expect.objectContaining({
      code: 'WASM_MEMORY',
      message: expect.stringContaining('out of memory for a tensor of shape [64,150,150,32]; use a smaller batch'),
    }),
  );
  expect(disposed).toEqual([dataId]);
  expect(allocate(full, [0, 3]).shape).toEqual([0, 3]);
});

test('only float32 tensors are taken', () => {
  const backend = asWasmBackend(tf.backend());
  const x = tf.tensor1d([1], 'int32');
  const message = 'training kernel: tensors must be float32; received int32';
  expect(() => valuesOf(backend, x)).toThrow(new TypeError(message));
  expect(() => addressOf(backend, x)).toThrow(new TypeError(message));
});

test("a kernel of the backend's own that is gone is named", () => {
  const conv2D = tf.getKernel('Conv2D', 'wasm');
  tf.unregisterKernel('Conv2D', 'wasm');
  try {
    expect(() => runKernel(asWasmBackend(tf.backend()), 'Conv2D', {}, {})).toThrow(
      expect.objectContaining({ code: 'WASM_INTERNALS', message: expect.stringContaining('the kernel Conv2D') }),
    );
  } finally {
    tf.registerKernel(conv2D);
  }
});
