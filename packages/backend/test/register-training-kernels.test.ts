import * as tf from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { registerTrainingKernels } from '../src/index.js';
import { requiredSimdKernels } from '../src/kernels/wasm/simd-kernels.js';
import type { WasmBackend } from '../src/kernels/wasm/wasm-kernel.js';

test('registering needs the wasm backend, may be repeated, and prints nothing', async () => {
  expect(registerTrainingKernels).toThrow(
    expect.objectContaining({
      code: 'WASM_NOT_REGISTERED',
      message:
        "registerTrainingKernels: the wasm backend is not registered; import '@tensorflow/tfjs-backend-wasm' before",
    }),
  );

  await import('@tensorflow/tfjs-backend-wasm');
  const warn = vi.spyOn(console, 'warn');
  const stock = tf.getKernel('MaxPoolGrad', 'wasm');
  registerTrainingKernels();
  const kernels = tf.getKernelsForBackend('wasm');
  registerTrainingKernels();
  expect(tf.getKernelsForBackend('wasm')).toEqual(kernels);
  expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBeDefined();
  // The backend is not started yet: what its own kernel has to set up then must not be lost.
  expect(tf.getKernel('MaxPoolGrad', 'wasm').setupFunc).toBe(stock.setupFunc);
  // A backend that has no SIMD withdraws those when it starts.
  expect(tf.getKernel('AverFusedConv2DMaxPool', 'wasm')).toBeDefined();
  expect(warn).not.toHaveBeenCalled();
});

test('kernels that need SIMD and are asked without it say so', () => {
  const withoutMemory = {} as WasmBackend;
  expect(() => requiredSimdKernels(withoutMemory)).toThrow(
    expect.objectContaining({ code: 'WASM_INTERNALS', message: 'the fused kernels need SIMD, which is not there' }),
  );
});
