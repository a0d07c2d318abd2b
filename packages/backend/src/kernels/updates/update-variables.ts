import { type NamedTensorInfoMap, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { UpdateAttributes } from '../training-kernels.js';
import { type SimdKernels, simdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { gradientNorm } from './gradient-norm.js';

/** How one kind of optimizer updates a variable of `length` values whose gradient is to be multiplied by `scale`. */
export interface Update {
  /** @param addresses Of weights, gradient and slots, then of the new weights and the new slots. */
  simd(kernels: SimdKernels, addresses: number[], length: number, scale: number): void;
  /** The same in plain JavaScript, for machines without SIMD. */
  plain(values: Float32Array[], length: number, scale: number): void;
}

/**
 * Makes the new weights and slots of all variables of a model.
 *
 * @param inputs One list: all weights, then all gradients, all first slots, all second slots.
 * @returns In the same order: all new weights, all new first slots, all new second slots.
 * @throws BackendError 'WASM_MEMORY' when the heap is full.
 */
export function updateVariables(
  backend: WasmBackend,
  inputs: NamedTensorInfoMap,
  { variables, clipNorm }: UpdateAttributes,
  update: Update,
): TensorInfo[] {
  const tensors = Object.values(inputs) as TensorInfo[];
  const simd = simdKernels(backend);
  const scale = clipNorm === undefined ? 1 : clippingScale(backend, tensors.slice(variables, 2 * variables), clipNorm);
  const results: TensorInfo[] = [];
  try {
    for (const [k, { shape }] of tensors.entries()) {
      const isGradient = k >= variables && k < 2 * variables;
      if (!isGradient) results.push(allocate(backend, shape));
    }
    for (let i = 0; i < variables; i++) {
      const own = [...tensors, ...results].filter((_, k) => k % variables === i);
      const length = util.sizeFromShape(tensors[i].shape);
      // Addresses stay when the heap grows, views of it do not: they are taken after the last allocation.
      if (simd)
        update.simd(
          simd,
          own.map((info) => addressOf(backend, info)),
          length,
          scale,
        );
      else
        update.plain(
          own.map((info) => valuesOf(backend, info)),
          length,
          scale,
        );
    }
  } catch (error) {
    release(backend, ...results);
    throw error;
  }
  return results;
}

/** clipNorm / max(clipNorm, norm), rounded as float32 operations round it. */
function clippingScale(backend: WasmBackend, gradients: TensorInfo[], clipNorm: number): number {
  const limit = Math.fround(clipNorm);
  return Math.fround(limit / Math.max(limit, gradientNorm(backend, gradients)));
}
