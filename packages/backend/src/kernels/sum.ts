import { backend_util, type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, type WasmKernel } from './wasm/wasm-kernel.js';

/** Sums over leading axes, which is what a bias's gradient is: the backend's own kernel would transpose first. */
export const sum: WasmKernel = (backend, inputs, attrs, stock) => {
  const { x } = inputs as { x: TensorInfo };
  const { axis, keepDims } = attrs as unknown as SumAttrs;
  const axes = util.parseAxisParam(axis, x.shape);
  const rank = x.shape.length;
  const isLeading = axes.length > 0 && axes.length < rank && [...axes].sort((a, b) => a - b).every((a, i) => a === i);
  const simd = simdKernels(backend);
  if (!simd || !isLeading || x.dtype !== 'float32') return stock();

  const [shape, summedShape] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const result = allocate(backend, keepDims ? backend_util.expandShapeToKeepDim(shape, axes) : shape);
  const rows = util.sizeFromShape(summedShape);
  simd.sumRows(addressOf(backend, x), addressOf(backend, result), rows, util.sizeFromShape(shape));
  return result;
};
