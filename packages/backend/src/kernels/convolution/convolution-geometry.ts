import { backend_util } from '@tensorflow/tfjs-core';
import { BackendError } from '../../backend-error.js';
import type { ConvolutionSteps } from '../wasm/simd-kernels.js';

/** What TensorFlow.js works out of a convolution's shapes, strides and padding. */
export type ConvolutionGeometry = backend_util.Conv2DInfo;

/** The attributes that the two gradients of a convolution share. */
export interface ConvolutionAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  /** @default 'NHWC' */
  dataFormat?: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Sizes, strides and padding of the convolution whose gradient is wanted.
 *
 * @param kernelName The kernel that asks, for the message.
 * @throws BackendError 'DATA_FORMAT' when the channels come first.
 */
export function convolutionGeometry(
  kernelName: string,
  inputShape: number[],
  filterShape: number[],
  attributes: ConvolutionAttributes,
): ConvolutionGeometry {
  return geometryOf(kernelName, inputShape, filterShape, attributes, 1, false);
}

/** The same for a depthwise convolution, whose gradients are given the dilation too. */
export function depthwiseGeometry(
  kernelName: string,
  inputShape: number[],
  filterShape: number[],
  attributes: ConvolutionAttributes & { dilations?: [number, number] | number },
): ConvolutionGeometry {
  return geometryOf(kernelName, inputShape, filterShape, attributes, attributes.dilations ?? 1, true);
}

function geometryOf(
  kernelName: string,
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat, dimRoundingMode }: ConvolutionAttributes,
  dilations: [number, number] | number,
  depthwise: boolean,
): ConvolutionGeometry {
  if (dataFormat === 'NCHW') {
    throw new BackendError('DATA_FORMAT', `${kernelName}: dataFormat must be NHWC on the wasm backend; received NCHW`);
  }
  const input = inputShape as [number, number, number, number];
  const filter = filterShape as [number, number, number, number];
  return backend_util.computeConv2DInfo(input, filter, strides, dilations, pad, dimRoundingMode, depthwise);
}

/** How a convolution's windows lie in its input, once that is padded so that no window reaches out of it. */
export interface Windows {
  /** Whether the input must be copied to be padded. */
  padded: boolean;
  paddedHeight: number;
  paddedWidth: number;
  /** Values in a padded row. */
  rowLength: number;
  /** Values in a row of the filter: filterWidth * inChannels. They are neighbours in the input too. */
  runLength: number;
  /** What the SIMD kernels take: sizes, and the distances between windows in values. */
  steps: ConvolutionSteps;
}

/** Works out a convolution's {@link Windows}. */
export function windowsOf(geometry: ConvolutionGeometry): Windows {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const paddedHeight = Math.max(padInfo.top + inHeight, (outHeight - 1) * strideHeight + filterHeight);
  const paddedWidth = Math.max(padInfo.left + inWidth, (outWidth - 1) * strideWidth + filterWidth);
  const rowLength = paddedWidth * inChannels;
  const runLength = filterWidth * inChannels;
  return {
    padded: paddedHeight !== inHeight || paddedWidth !== inWidth,
    paddedHeight,
    paddedWidth,
    rowLength,
    runLength,
    steps: [
      outHeight,
      outWidth,
      outChannels,
      filterHeight,
      rowLength,
      runLength,
      strideHeight * rowLength,
      strideWidth * inChannels,
    ],
  };
}
