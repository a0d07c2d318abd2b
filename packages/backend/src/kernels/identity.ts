import type { CastAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend, WasmKernel } from './wasm/wasm-kernel.js';

/** The same tensor under a second name: the backend's own kernel copies its values. */
export const identity: WasmKernel = (backend, inputs) => share(backend, inputs.x as TensorInfo);

/** A cast to the type that a tensor has already is no work; all others are left to the backend. */
export const cast: WasmKernel = (backend, inputs, attrs, stock) => {
  const x = inputs.x as TensorInfo;
  return (attrs as unknown as CastAttrs).dtype === x.dtype ? share(backend, x) : stock();
};

/** Tensors are never written to after they are made, so two may lie on the same values. */
function share(backend: WasmBackend, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}
