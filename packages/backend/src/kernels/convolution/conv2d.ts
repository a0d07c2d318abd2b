import type { backend_util, Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdKernels } from '../wasm/simd-kernels.js';
import { release, type WasmKernel } from '../wasm/wasm-kernel.js';
import { convolutionGeometry } from './convolution-geometry.js';
import { noPool } from './pool-geometry.js';
import { pooledConvolution } from './pooled-convolution.js';

/** Up to this many input channels the kernel of ours is the faster one; measured. */
const fewChannels = 2;

/**
 * Forward convolution; that of images with one or two channels is our own, the backend's kernel is fast from many channels up.
 */
export const conv2D: WasmKernel = (backend, inputs, attrs, stock) => {
  const { x, filter } = inputs as Record<'x' | 'filter', TensorInfo>;
  const attributes = attrs as unknown as Conv2DAttrs;
  const isDilated = [attributes.dilations].flat().some((dilation) => dilation > 1);
  const simd = simdKernels(backend);
  if (!simd || isDilated || attributes.dataFormat === 'NCHW' || x.shape[3] > fewChannels) {
    return stock(withExplicitPadding(x, filter, attributes));
  }

  const geometry = convolutionGeometry('Conv2D', x.shape, filter.shape, attributes);
  const { y, winners } = pooledConvolution(backend, simd, { x, filter }, geometry, noPool(geometry), false);
  release(backend, winners);
  return y;
};

/** Convolution, bias and activation in one, as a model predicts: the backend's own kernel, and always padded right. */
export const fusedConv2D: WasmKernel = (_backend, inputs, attrs, stock) => {
  const { x, filter } = inputs as Record<'x' | 'filter', TensorInfo>;
  return stock(withExplicitPadding(x, filter, attrs as unknown as Conv2DAttrs));
};

/**
 * Writes 'same' padding out in numbers where the stride is longer than the filter: there the backend's own kernels
 * answer 'same' with zeros, and do the numbers right.
 */
function withExplicitPadding(x: TensorInfo, filter: TensorInfo, attributes: Conv2DAttrs): Conv2DAttrs {
  const { strides, dataFormat, pad } = attributes;
  const [strideHeight, strideWidth] = typeof strides === 'number' ? [strides, strides] : strides;
  const isCovered = strideHeight <= filter.shape[0] && strideWidth <= filter.shape[1];
  if (pad !== 'same' || isCovered || dataFormat === 'NCHW') return attributes;
  const { top, bottom, left, right } = convolutionGeometry('Conv2D', x.shape, filter.shape, attributes).padInfo;
  const explicit: backend_util.ExplicitPadding = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { ...attributes, pad: explicit };
}
