import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, runKernel, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';

/**
 * Gradient of a convolution of stride 1 with respect to its input, through the backend's own Conv2D.
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
  const gradient = runKernel(
    backend,
    'Conv2D',
    { x: dy, filter: turned },
    { strides: 1, dilations: 1, pad: turnedPadding(geometry), dataFormat: 'NHWC' },
  );
  release(backend, turned);
  return gradient;
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
function turnedPadding(geometry: ConvolutionGeometry): number[][] {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = geometry;
  return [
    [0, 0],
    [filterHeight - 1 - padInfo.top, inHeight - outHeight + padInfo.top],
    [filterWidth - 1 - padInfo.left, inWidth - outWidth + padInfo.left],
    [0, 0],
  ];
}
