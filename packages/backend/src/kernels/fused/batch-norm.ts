import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BatchNormAttributes } from '../training-kernels.js';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend, type WasmKernel } from '../wasm/wasm-kernel.js';

/** The kernel AverBatchNorm. */
export const batchNorm: WasmKernel = (backend, inputs, attrs) => {
  const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', TensorInfo>;
  const { epsilon, relu } = attrs as BatchNormAttributes;
  const simd = requiredSimdKernels(backend);
  const { rows, columns } = matrixOf(x);
  const y = allocate(backend, x.shape);
  const mean = allocate(backend, [columns]);
  const variance = allocate(backend, [columns]);
  simd.columnMoments(addressOf(backend, x), addressOf(backend, mean), addressOf(backend, variance), rows, columns);
  const scale = scaleOf(backend, gamma, variance, epsilon);
  const addresses = [x, mean, scale, beta, y].map((info) => addressOf(backend, info));
  simd.normalise(...(addresses as [number, number, number, number, number]), rows, columns, relu);
  release(backend, scale);
  return [y, mean, variance];
};

/**
 * The kernel AverBatchNormGrad: with N rows and d = x - mean,
 *
 * dX = scale (dY - sum(dY) / N - d sum(dY d) / (N (variance + epsilon)))
 */
export const batchNormGrad: WasmKernel = (backend, inputs, attrs) => {
  const { dy, x, gamma, beta, mean, variance } = inputs as Record<
    'dy' | 'x' | 'gamma' | 'beta' | 'mean' | 'variance',
    TensorInfo
  >;
  const { epsilon, relu } = attrs as BatchNormAttributes;
  const simd = requiredSimdKernels(backend);
  const { rows, columns } = matrixOf(x);
  const scale = scaleOf(backend, gamma, variance, epsilon);
  const [betaGradient, products, gammaGradient, constant, slope] = Array.from({ length: 5 }, () =>
    allocate(backend, [columns]),
  );
  const dx = allocate(backend, x.shape);
  const at = (info: TensorInfo) => addressOf(backend, info);
  simd.normalisationSums(
    ...([at(dy), at(x), at(mean), at(scale), at(beta), at(betaGradient), at(products)] as const),
    ...([rows, columns, relu] as const),
  );
  const [scales, sums, sumsOfProducts, variances] = [scale, betaGradient, products, variance].map((info) =>
    valuesOf(backend, info),
  );
  const [constants, slopes, gammaGradients] = [constant, slope, gammaGradient].map((info) => valuesOf(backend, info));
  for (let column = 0; column < columns; column++) {
    const inverse = 1 / (variances[column] + epsilon);
    gammaGradients[column] = sumsOfProducts[column] * Math.sqrt(inverse);
    constants[column] = (scales[column] * sums[column]) / rows;
    slopes[column] = (scales[column] * sumsOfProducts[column] * inverse) / rows;
  }
  simd.normalisationGradient(
    ...([at(dy), at(x), at(mean), at(scale), at(beta), at(constant), at(slope), at(dx)] as const),
    ...([rows, columns, relu] as const),
  );
  release(backend, scale, products, constant, slope);
  return [dx, gammaGradient, betaGradient];
};

/** A tensor as a matrix whose columns are its channels. */
function matrixOf({ shape }: TensorInfo): { rows: number; columns: number } {
  const rows = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  return { rows, columns: shape[shape.length - 1] };
}

/** gamma / sqrt(variance + epsilon), the same bits forwards and backwards. */
function scaleOf(backend: WasmBackend, gamma: TensorInfo, variance: TensorInfo, epsilon: number): TensorInfo {
  const scale = allocate(backend, gamma.shape);
  const [gammas, variances] = [valuesOf(backend, gamma), valuesOf(backend, variance)];
  valuesOf(backend, scale).set(gammas.map((value, i) => value / Math.sqrt(variances[i] + epsilon)));
  return scale;
}
