import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, windowsOf } from './convolution-geometry.js';

/** Fewest pixels of dY at which laying out an image anew costs less than it saves. */
const fewestPixels = 64;

/**
 * Gradient of a convolution of stride 1 with respect to its filter and its bias, zeros and all: where few values
 * of dY are zero it is faster than a walk over the others.
 *
 * @param x (batch, inHeight, inWidth, inChannels).
 * @param dy (batch, outHeight, outWidth, outChannels).
 * @returns (filterHeight, filterWidth, inChannels, outChannels) and (outChannels).
 */
export function planesFilterGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: ConvolutionGeometry,
): { filterGradient: TensorInfo; biasGradient: TensorInfo } {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = geometry;
  const { filterHeight, filterWidth } = geometry;
  const { padded, paddedHeight, paddedWidth } = windowsOf(geometry);
  const image = allocate(backend, padded ? [paddedHeight, paddedWidth, inChannels] : [0]);
  const planes = allocate(backend, [inChannels, paddedHeight, paddedWidth]);
  const packed = allocate(backend, [Math.ceil(outChannels / 16), outHeight, outWidth, 16]);
  const sums = allocate(backend, [inChannels, 16]);
  const filterGradient = allocate(backend, geometry.filterShape);
  const biasGradient = allocate(backend, [outChannels]);
  valuesOf(backend, filterGradient).fill(0);
  for (let n = 0; n < batchSize; n++) {
    let xAt = addressOf(backend, x) + n * inHeight * inWidth * inChannels * 4;
    if (padded) {
      const imageAt = addressOf(backend, image);
      const { top, left } = padInfo;
      simd.padImage(xAt, imageAt, inHeight, inWidth, inChannels, top, left, paddedHeight, paddedWidth);
      xAt = imageAt;
    }
    const dyAt = addressOf(backend, dy) + n * outHeight * outWidth * outChannels * 4;
    simd.transpose(xAt, addressOf(backend, planes), paddedHeight * paddedWidth, inChannels, inChannels);
    simd.packFilter(dyAt, addressOf(backend, packed), outHeight * outWidth, outChannels);
    simd.denseFilterGradient(
      addressOf(backend, planes),
      addressOf(backend, packed),
      addressOf(backend, filterGradient),
      addressOf(backend, sums),
      ...([paddedHeight, paddedWidth, inChannels] as const),
      ...([outHeight, outWidth, outChannels, filterHeight, filterWidth] as const),
    );
  }
  const rows = batchSize * outHeight * outWidth;
  simd.sumRows(addressOf(backend, dy), addressOf(backend, biasGradient), rows, outChannels);
  release(backend, image, planes, packed, sums);
  return { filterGradient, biasGradient };
}

/** Whether {@link planesFilterGradient} can do a convolution, and pays: stride 1, and not all too few pixels. */
export function hasPlanesFilterGradient(geometry: ConvolutionGeometry): boolean {
  const { strideHeight, strideWidth, outHeight, outWidth } = geometry;
  return strideHeight === 1 && strideWidth === 1 && outHeight * outWidth >= fewestPixels;
}
