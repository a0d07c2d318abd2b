import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, type NamedAttrMap, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { BackendError } from '../../backend-error.js';

/** The parts of tfjs-backend-wasm 4.22 that the training kernels use. */
export type WasmBackend = Pick<
  BackendWasm,
  'makeOutput' | 'disposeData' | 'typedArrayFromHeap' | 'dataIdMap' | 'incRef'
>;

/**
 * A kernel of ours.
 *
 * @param stock Runs the backend's own kernel of this name on the same tensors, for the cases that ours leaves to it;
 *   with the same attributes unless it is given others.
 */
export type WasmKernel = (
  backend: WasmBackend,
  inputs: NamedTensorInfoMap,
  attrs: object,
  stock: (attrs?: object) => TensorInfo,
) => TensorInfo | TensorInfo[];

/** The kernels of the wasm backend that the training kernels are made of. */
type UsedKernel = 'BatchMatMul' | 'Conv2D' | 'Transpose';

/**
 * Checks that a backend has the inner parts that the training kernels use.
 *
 * @throws BackendError 'WASM_INTERNALS' when one is missing: another version of tfjs-backend-wasm.
 */
export function asWasmBackend(backend: object): WasmBackend {
  const candidate = backend as WasmBackend;
  for (const name of ['makeOutput', 'disposeData', 'typedArrayFromHeap', 'incRef'] as const) {
    if (typeof candidate[name] !== 'function') throw unexpectedInternals(`${name}()`);
  }
  if (typeof candidate.dataIdMap?.get !== 'function') throw unexpectedInternals('dataIdMap');
  return candidate;
}

/**
 * A float32 tensor on the wasm heap, its values undefined.
 *
 * @throws BackendError 'WASM_MEMORY' when the heap is full.
 */
export function allocate(backend: WasmBackend, shape: number[], dtype: 'float32' | 'bool' = 'float32'): TensorInfo {
  const info = backend.makeOutput(shape, dtype);
  // The backend does not look at malloc's answer: address 0 is its way of saying that there is no memory left.
  if (backend.dataIdMap.get(info.dataId).memoryOffset === 0 && shape.every((length) => length > 0)) {
    backend.disposeData(info.dataId);
    throw new BackendError(
      'WASM_MEMORY',
      `the wasm backend is out of memory for a tensor of shape [${shape}]; use a smaller batch, or dispose tensors`,
    );
  }
  return info;
}

/**
 * The values of a tensor, in place. Good until the next allocation only: the heap may move when it grows.
 *
 * @throws BackendError 'WASM_INTERNALS' when the tensor is not float32.
 */
export function valuesOf(backend: WasmBackend, info: TensorInfo): Float32Array {
  if (info.dtype !== 'float32') {
    throw new TypeError(`training kernel: tensors must be float32; received ${info.dtype}`);
  }
  return backend.typedArrayFromHeap(info) as Float32Array;
}

/** The same for scratch that holds integers of 32 bits. */
export function integersOf(backend: WasmBackend, info: TensorInfo): Int32Array {
  const { buffer, byteOffset, length } = valuesOf(backend, info);
  return new Int32Array(buffer, byteOffset, length);
}

/** Where a tensor's values lie on the heap, in bytes. Good as long as the tensor lives, also when the heap grows. */
export function addressOf(backend: WasmBackend, info: TensorInfo, dtype = 'float32'): number {
  if (info.dtype !== dtype) {
    throw new TypeError(`training kernel: tensors must be ${dtype}; received ${info.dtype}`);
  }
  return backend.dataIdMap.get(info.dataId).memoryOffset;
}

/** Gives tensors' memory back. */
export function release(backend: WasmBackend, ...infos: TensorInfo[]): void {
  for (const info of infos) backend.disposeData(info.dataId);
}

/** Runs one of the wasm backend's own kernels, past the engine: the caller disposes of the result. */
export function runKernel(
  backend: WasmBackend,
  name: UsedKernel,
  inputs: NamedTensorInfoMap,
  attrs: object,
): TensorInfo {
  const kernel = getKernel(name, 'wasm');
  if (!kernel) throw unexpectedInternals(`the kernel ${name}`);
  return kernel.kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
}

function unexpectedInternals(what: string): BackendError {
  return new BackendError(
    'WASM_INTERNALS',
    `the training kernels need ${what} of @tensorflow/tfjs-backend-wasm 4.22, and it is not there; install that version`,
  );
}
