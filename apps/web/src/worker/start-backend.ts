import { BackendError, prepareBackend } from '@aver/backend';
// Registers the flag that is set below.
import '@tensorflow/tfjs-backend-wasm';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';

let started: Promise<string> | undefined;

/**
 * Starts TensorFlow.js once: wasm with our training kernels, else plain JavaScript.
 *
 * @returns What computes, in a few words.
 */
export function startBackend(): Promise<string> {
  started ??= start();
  return started;
}

async function start(): Promise<string> {
  // Threads would need a page that is isolated from all others, and our kernels an unshared memory.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const wasmPaths = {
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    // Named because all three must be, and never asked for.
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  };
  const { reason } = await prepareBackend('wasm', { wasmPaths }).catch((error) => {
    if (error instanceof BackendError) return prepareBackend('cpu');
    throw error;
  });
  return reason.replace(/;.*/, '');
}
