import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type DepthwiseSizes, simdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, valuesOf, type WasmKernel } from '../wasm/wasm-kernel.js';
import { type ConvolutionAttributes, type ConvolutionGeometry, depthwiseGeometry } from './convolution-geometry.js';

/** Gradient of a depthwise convolution with respect to its filter, which the wasm backend lacks. */
export const depthwiseBackpropFilter: WasmKernel = (backend, inputs, attrs) => {
  const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
  const { filterShape, ...attributes } = attrs as ConvolutionAttributes & { filterShape: number[] };
  const geometry = depthwiseGeometry('DepthwiseConv2dNativeBackpropFilter', x.shape, filterShape, attributes);
  const gradient = allocate(backend, filterShape);
  const simd = simdKernels(backend);
  if (simd) {
    const [xAt, dyAt, gradientAt] = [x, dy, gradient].map((info) => addressOf(backend, info));
    simd.depthwiseFilterGradient(xAt, dyAt, gradientAt, ...sizesOf(geometry));
    return gradient;
  }
  const { inChannels, outChannels } = geometry;
  const multiplier = outChannels / inChannels;
  const signal = valuesOf(backend, x);
  const from = valuesOf(backend, dy);
  const sums = new Float64Array(filterShape.reduce((product, length) => product * length));
  forEachTap(geometry, (input, filter, output) => {
    for (let channel = 0; channel < inChannels; channel++) {
      const value = signal[input + channel];
      const start = channel * multiplier;
      for (let k = start; k < start + multiplier; k++) sums[filter + k] += value * from[output + k];
    }
  });
  valuesOf(backend, gradient).set(sums);
  return gradient;
};

/** Gradient of a depthwise convolution with respect to its input, which the wasm backend lacks. */
export const depthwiseBackpropInput: WasmKernel = (backend, inputs, attrs) => {
  const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
  const { inputShape, ...attributes } = attrs as ConvolutionAttributes & { inputShape: number[] };
  const geometry = depthwiseGeometry('DepthwiseConv2dNativeBackpropInput', inputShape, filter.shape, attributes);
  const gradient = allocate(backend, inputShape);
  const simd = simdKernels(backend);
  if (simd) {
    const [dyAt, filterAt, gradientAt] = [dy, filter, gradient].map((info) => addressOf(backend, info));
    simd.depthwiseInputGradient(dyAt, filterAt, gradientAt, ...sizesOf(geometry));
    return gradient;
  }
  const { inChannels, outChannels } = geometry;
  const multiplier = outChannels / inChannels;
  const to = valuesOf(backend, gradient).fill(0);
  const from = valuesOf(backend, dy);
  const weights = valuesOf(backend, filter);
  forEachTap(geometry, (input, tap, output) => {
    for (let channel = 0; channel < inChannels; channel++) {
      let sum = 0;
      const start = channel * multiplier;
      for (let k = start; k < start + multiplier; k++) sum += weights[tap + k] * from[output + k];
      to[input + channel] += sum;
    }
  });
  return gradient;
};

/** What the SIMD kernels take. */
function sizesOf(geometry: ConvolutionGeometry): DepthwiseSizes {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  return [
    ...([batchSize, inHeight, inWidth, inChannels, outChannels / inChannels, outHeight, outWidth] as const),
    ...([filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth] as const),
    ...([padInfo.top, padInfo.left] as const),
  ];
}

/** Calls `meet` with where the channels begin, in input, filter and output, for every pixel that a filter tap meets. */
function forEachTap(
  geometry: ConvolutionGeometry,
  meet: (input: number, filter: number, output: number) => void,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  for (let n = 0; n < batchSize; n++) {
    for (let outY = 0; outY < outHeight; outY++) {
      for (let outX = 0; outX < outWidth; outX++) {
        const output = ((n * outHeight + outY) * outWidth + outX) * outChannels;
        for (let row = 0; row < filterHeight; row++) {
          const y = outY * strideHeight - padInfo.top + row * dilationHeight;
          if (y < 0 || y >= inHeight) continue;
          for (let column = 0; column < filterWidth; column++) {
            const x = outX * strideWidth - padInfo.left + column * dilationWidth;
            if (x < 0 || x >= inWidth) continue;
            const input = ((n * inHeight + y) * inWidth + x) * inChannels;
            meet(input, (row * filterWidth + column) * outChannels, output);
          }
        }
      }
    }
  }
}
