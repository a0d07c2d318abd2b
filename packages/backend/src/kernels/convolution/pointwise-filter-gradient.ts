import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, type WasmBackend } from '../wasm/wasm-kernel.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';

/** Values of both operands that stay in the fastest cache. */
const tileValues = 6144;

/**
 * Gradient of a convolution of 1 x 1 with respect to its filter and its bias, zeros and all: one product of matrices, whose
 * rows are the pixels of all images.
 *
 * @param x (batch, height, width, inChannels).
 * @param dy (batch, height, width, outChannels).
 * @returns (1, 1, inChannels, outChannels) and (outChannels).
 */
export function pointwiseFilterGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  x: TensorInfo,
  dy: TensorInfo,
  { batchSize, outHeight, outWidth, inChannels, outChannels, filterShape }: ConvolutionGeometry,
): { filterGradient: TensorInfo; biasGradient: TensorInfo } {
  const pixels = batchSize * outHeight * outWidth;
  const tile = Math.max(8, Math.floor(tileValues / (inChannels + outChannels)));
  const filterGradient = allocate(backend, filterShape);
  const biasGradient = allocate(backend, [outChannels]);
  const [xAt, dyAt, gradientAt, biasAt] = [x, dy, filterGradient, biasGradient].map((info) => addressOf(backend, info));
  simd.pointwiseFilterGradient(xAt, dyAt, gradientAt, pixels, tile, inChannels, outChannels);
  simd.sumRows(dyAt, biasAt, pixels, outChannels);
  return { filterGradient, biasGradient };
}

/** Whether {@link pointwiseFilterGradient} can do a convolution: 1 x 1, stride 1, no padding, whole groups of channels. */
export function hasPointwiseFilterGradient(geometry: ConvolutionGeometry): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inChannels, outChannels } = geometry;
  const { inHeight, inWidth, outHeight, outWidth, padInfo } = geometry;
  return (
    filterHeight * filterWidth * strideHeight * strideWidth === 1 &&
    inHeight === outHeight &&
    inWidth === outWidth &&
    padInfo.top + padInfo.left === 0 &&
    inChannels % 4 === 0 &&
    outChannels % 8 === 0
  );
}
