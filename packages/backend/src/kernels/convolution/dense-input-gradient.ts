import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { allocate, release, runKernel, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, convolutionGeometry } from './convolution-geometry.js';
import { noPool } from './pool-geometry.js';
import { pooledConvolution } from './pooled-convolution.js';

type ExplicitPadding = backend_util.ExplicitPadding;

/** The SIMD kernel works out so many channels at once: with fewer the backend's own Conv2D is the faster one. */
const fewestChannels = 16;

/**
 * Gradient of a convolution of stride 1 with respect to its input, zeros and all.
 *
 * dX[n, y, x, c] = sum over i, j, k of dY[n, y + top - i, x + left - j, k] W[i, j, c, k]
 *
 * is a convolution of dY with the filter turned by 180 degrees, its channels exchanged.
 *
 * @param dy (batch, outHeight, outWidth, outChannels).
 * @param filter (filterHeight, filterWidth, inChannels, outChannels).
 * @returns (batch, inHeight, inWidth, inChannels).
 */
export function denseInputGradient(
  backend: WasmBackend,
  simd: SimdKernels | undefined,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: ConvolutionGeometry,
): TensorInfo {
  const { inChannels, outChannels, filterHeight, filterWidth } = geometry;
  const turned = allocate(backend, [filterHeight, filterWidth, outChannels, inChannels]);
  const from = valuesOf(backend, filter);
  const to = valuesOf(backend, turned);
  const pixels = filterHeight * filterWidth;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let source = (pixels - 1 - pixel) * inChannels * outChannels;
    for (let channel = 0; channel < inChannels; channel++) {
      let target = pixel * inChannels * outChannels + channel;
      for (let k = 0; k < outChannels; k++, target += inChannels) to[target] = from[source++];
    }
  }
  const gradient = convolve(
    backend,
    inChannels >= fewestChannels ? simd : undefined,
    dy,
    turned,
    turnedPadding(geometry),
  );
  release(backend, turned);
  return gradient;
}

function convolve(
  backend: WasmBackend,
  simd: SimdKernels | undefined,
  x: TensorInfo,
  filter: TensorInfo,
  pad: ExplicitPadding,
): TensorInfo {
  if (!simd) {
    return runKernel(backend, 'Conv2D', { x, filter }, { strides: 1, dilations: 1, pad, dataFormat: 'NHWC' });
  }
  const geometry = convolutionGeometry('Conv2DBackpropInput', x.shape, filter.shape, { strides: 1, pad });
  const { y, winners } = pooledConvolution(backend, simd, { x, filter }, geometry, noPool(geometry), false);
  release(backend, winners);
  return y;
}

/** Whether {@link denseInputGradient} can do a convolution: stride 1, and no padding wider than the filter. */
export function hasDenseInputGradient(geometry: ConvolutionGeometry): boolean {
  const { strideHeight, strideWidth } = geometry;
  return (
    strideHeight === 1 &&
    strideWidth === 1 &&
    turnedPadding(geometry)
      .flat()
      .every((width) => width >= 0)
  );
}

/** The padding with which the turned convolution gives the input's height and width. */
function turnedPadding(geometry: ConvolutionGeometry): ExplicitPadding {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = geometry;
  return [
    [0, 0],
    [filterHeight - 1 - padInfo.top, inHeight - outHeight + padInfo.top],
    [filterWidth - 1 - padInfo.left, inWidth - outWidth + padInfo.left],
    [0, 0],
  ];
}
