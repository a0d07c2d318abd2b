import { type TensorInfo, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import { allocate, valuesOf, type WasmKernel } from './wasm/wasm-kernel.js';

/**
 * Adds rows up by their segment's number, which the wasm backend cannot: the gradient of gather and of an embedding.
 * Rows whose number is not that of a segment are left out.
 */
export const unsortedSegmentSum: WasmKernel = (backend, inputs, attrs) => {
  const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', TensorInfo>;
  const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const rowLength = util.sizeFromShape(rowShape);
  const result = allocate(backend, [numSegments, ...rowShape]);
  const from = valuesOf(backend, x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const sums = new Float64Array(numSegments * rowLength);
  for (let row = 0; row < ids.length; row++) {
    if (ids[row] < 0 || ids[row] >= numSegments) continue;
    const target = ids[row] * rowLength;
    for (let i = 0; i < rowLength; i++) sums[target + i] += from[row * rowLength + i];
  }
  valuesOf(backend, result).set(sums);
  return result;
};
