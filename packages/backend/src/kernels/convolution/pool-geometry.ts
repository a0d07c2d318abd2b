import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvolutionGeometry, Windows } from './convolution-geometry.js';

/** The max-pool that follows a convolution. */
export interface PoolGeometry {
  pooledHeight: number;
  pooledWidth: number;
  poolHeight: number;
  poolWidth: number;
  poolStrideHeight: number;
  poolStrideWidth: number;
  poolTop: number;
  poolLeft: number;
}

/** A pool's sizes over the output of a convolution. */
export function poolGeometry(
  { outShape }: ConvolutionGeometry,
  poolSize: [number, number],
  poolStrides: [number, number],
  poolPad: 'same' | 'valid',
): PoolGeometry {
  const info = backend_util.computePool2DInfo(outShape, poolSize, poolStrides, 1, poolPad);
  return {
    pooledHeight: info.outHeight,
    pooledWidth: info.outWidth,
    poolHeight: info.filterHeight,
    poolWidth: info.filterWidth,
    poolStrideHeight: info.strideHeight,
    poolStrideWidth: info.strideWidth,
    poolTop: info.padInfo.top,
    poolLeft: info.padInfo.left,
  };
}

/** The pool of a convolution that has none: windows of one value. */
export function noPool(geometry: ConvolutionGeometry): PoolGeometry {
  return poolGeometry(geometry, [1, 1], [1, 1], 'valid');
}

/** Whether a pool gives what it is given. */
export function isNoPool(pool: PoolGeometry, { outHeight, outWidth }: ConvolutionGeometry): boolean {
  const { pooledHeight, pooledWidth, poolHeight, poolWidth } = pool;
  return poolHeight * poolWidth === 1 && pooledHeight === outHeight && pooledWidth === outWidth;
}

/** Where the convolution windows under a pool's windows lie in the padded image, in bytes. */
export interface PoolSteps {
  /** From the image's first convolution window to that of the first pool window's corner; not positive. */
  cornerBytes: number;
  poolRowBytes: number;
  poolColumnBytes: number;
  /** For each place in a pool's window, row by row, from its corner. */
  places: Int32Array;
}

/** Works out {@link PoolSteps}. */
export function poolSteps(pool: PoolGeometry, { steps }: Windows): PoolSteps {
  const { poolHeight, poolWidth, poolStrideHeight, poolStrideWidth, poolTop, poolLeft } = pool;
  const [rowStep, columnStep] = steps.slice(-2);
  return {
    cornerBytes: -4 * (poolTop * rowStep + poolLeft * columnStep),
    poolRowBytes: 4 * poolStrideHeight * rowStep,
    poolColumnBytes: 4 * poolStrideWidth * columnStep,
    places: Int32Array.from(
      { length: poolHeight * poolWidth },
      (_, place) => 4 * (Math.floor(place / poolWidth) * rowStep + (place % poolWidth) * columnStep),
    ),
  };
}

/** The gradient of what a convolution, its pool and its relu gave, and what tells which value had a part in it. */
export interface OutputGradient {
  /** (batch, pooledHeight, pooledWidth, outChannels). */
  dy: TensorInfo;
  pool: PoolGeometry;
  /** The output, if relu followed: where it is 0, no gradient passes. */
  rectified?: TensorInfo;
  /** As pooledConvolution gave them, if there is a pool. */
  winners?: TensorInfo;
  /** What a dropout behind relu multiplied with; where it put 0, the output has 0. @default 1 */
  scale?: number;
}
