import * as tf from '@tensorflow/tfjs-core';
import { useSimdModule } from './kernels/wasm/simd-kernels.js';
import { asWasmBackend } from './kernels/wasm/wasm-kernel.js';

/**
 * Registers `wasm-relaxed` beside `wasm`: a second backend of the same kind, with a memory of its own, whose SIMD kernels
 * are those with relaxed instructions. Calling it again changes nothing.
 *
 * Its name in TensorFlow.js is another one, so that nothing takes the results of one for those of the other.
 */
export async function registerRelaxedBackend(): Promise<void> {
  if (tf.findBackendFactory('wasm-relaxed')) return;
  const factory = tf.findBackendFactory('wasm');
  const { relaxedSimdModule } = await import('./kernels/wasm/relaxed-simd-module.js');
  tf.copyRegisteredKernels('wasm', 'wasm-relaxed');
  // Below all others: TensorFlow.js must not take it by itself.
  tf.registerBackend(
    'wasm-relaxed',
    async () => {
      const backend = await factory();
      useSimdModule(asWasmBackend(backend), relaxedSimdModule);
      return backend;
    },
    0,
  );
}
