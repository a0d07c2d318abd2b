import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, runKernel, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';

/** Most values that the transposed copies of one chunk of the batch may take. */
const chunkValues = 2 << 20;

/**
 * Gradient of a convolution with respect to its filter, through the backend's own Conv2D.
 *
 * dW[i, j, c, k] = sum over n, y, x of X[n, y s - top + i, x s - left + j, c] dY[n, y, x, k]
 *
 * is itself a convolution: with X's channels as its batch, the batch as its channels, dY as its filter and the
 * stride as its dilation.
 *
 * @param x (batch, inHeight, inWidth, inChannels).
 * @param dy (batch, outHeight, outWidth, outChannels).
 * @returns (filterHeight, filterWidth, inChannels, outChannels).
 */
export function denseFilterGradient(
  backend: WasmBackend,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: ConvolutionGeometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const inPixels = inHeight * inWidth;
  const outPixels = outHeight * outWidth;
  const perImage = inPixels * inChannels + outPixels * outChannels;
  const chunk = Math.max(1, Math.min(batchSize, Math.floor(chunkValues / perImage)));
  const attrs = {
    strides: 1,
    dilations: [strideHeight, strideWidth],
    // Enough below and to the right for every row and column of the filter; what the stride leaves over is not read.
    pad: [
      [0, 0],
      [padInfo.top, Math.max(0, filterHeight + (outHeight - 1) * strideHeight - inHeight - padInfo.top)],
      [padInfo.left, Math.max(0, filterWidth + (outWidth - 1) * strideWidth - inWidth - padInfo.left)],
      [0, 0],
    ],
    dataFormat: 'NHWC',
  };

  const sum = new Float64Array(filterHeight * filterWidth * inChannels * outChannels);
  for (let start = 0; start < batchSize; start += chunk) {
    const images = Math.min(chunk, batchSize - start);
    const signal = allocate(backend, [inChannels, inHeight, inWidth, images]);
    const filter = allocate(backend, [outHeight, outWidth, images, outChannels]);
    transposeSignal(valuesOf(backend, x), valuesOf(backend, signal), start, images, inPixels, inChannels);
    transposeFilter(valuesOf(backend, dy), valuesOf(backend, filter), start, images, outPixels, outChannels);
    const part = runKernel(backend, 'Conv2D', { x: signal, filter }, attrs); // (inChannels, rows, columns, outChannels)
    addPart(sum, valuesOf(backend, part), part.shape, geometry);
    release(backend, signal, filter, part);
  }

  const gradient = allocate(backend, geometry.filterShape);
  valuesOf(backend, gradient).set(sum);
  return gradient;
}

/** (batch, pixels, channels) -> (channels, pixels, images). */
function transposeSignal(
  from: Float32Array,
  to: Float32Array,
  start: number,
  images: number,
  pixels: number,
  channels: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const target = (channel * pixels + pixel) * images;
      let source = (start * pixels + pixel) * channels + channel;
      for (let image = 0; image < images; image++, source += pixels * channels) to[target + image] = from[source];
    }
  }
}

/** (batch, pixels, channels) -> (pixels, images, channels). */
function transposeFilter(
  from: Float32Array,
  to: Float32Array,
  start: number,
  images: number,
  pixels: number,
  channels: number,
): void {
  let target = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let image = 0; image < images; image++) {
      let source = ((start + image) * pixels + pixel) * channels;
      for (const end = source + channels; source < end; source++) to[target++] = from[source];
    }
  }
}

/** Adds a chunk's (inChannels, rows, columns, outChannels) to the sum, (filterHeight, filterWidth, inChannels, outChannels). */
function addPart(sum: Float64Array, part: Float32Array, shape: number[], geometry: ConvolutionGeometry): void {
  const { filterHeight, filterWidth, inChannels, outChannels } = geometry;
  const [, rows, columns] = shape;
  let target = 0;
  for (let row = 0; row < filterHeight; row++) {
    for (let column = 0; column < filterWidth; column++) {
      for (let channel = 0; channel < inChannels; channel++) {
        let source = ((channel * rows + row) * columns + column) * outChannels;
        for (const end = source + outChannels; source < end; source++) sum[target++] += part[source];
      }
    }
  }
}
