import { backend_util } from '@tensorflow/tfjs-core';

/** A convolution's sizes, strides and padding, as a random test case draws them. */
export interface ConvolutionCase {
  batchSize: number;
  height: number;
  width: number;
  inChannels: number;
  outChannels: number;
  filterHeight: number;
  filterWidth: number;
  strides: [number, number];
  pad: 'same' | 'valid' | backend_util.ExplicitPadding;
}

/** A case's shapes, and which value of the input, of the filter and of the output meet in each product. */
export function directConvolution(c: ConvolutionCase) {
  const inputShape: [number, number, number, number] = [c.batchSize, c.height, c.width, c.inChannels];
  const filterShape: [number, number, number, number] = [c.filterHeight, c.filterWidth, c.inChannels, c.outChannels];
  const { outHeight, outWidth, padInfo } = backend_util.computeConv2DInfo(inputShape, filterShape, c.strides, 1, c.pad);
  const outputShape: [number, number, number, number] = [c.batchSize, outHeight, outWidth, c.outChannels];

  /** The slow direct oracle: calls `meet` once for every product of the convolution. */
  function forEachProduct(meet: (input: number, filter: number, output: number) => void): void {
    for (let n = 0; n < c.batchSize; n++) {
      for (let y = 0; y < outHeight; y++) {
        for (let x = 0; x < outWidth; x++) {
          for (let i = 0; i < c.filterHeight; i++) {
            const yIn = y * c.strides[0] - padInfo.top + i;
            if (yIn < 0 || yIn >= c.height) continue;
            for (let j = 0; j < c.filterWidth; j++) {
              const xIn = x * c.strides[1] - padInfo.left + j;
              if (xIn < 0 || xIn >= c.width) continue;
              for (let channel = 0; channel < c.inChannels; channel++) {
                for (let k = 0; k < c.outChannels; k++) {
                  meet(
                    ((n * c.height + yIn) * c.width + xIn) * c.inChannels + channel,
                    ((i * c.filterWidth + j) * c.inChannels + channel) * c.outChannels + k,
                    ((n * outHeight + y) * outWidth + x) * c.outChannels + k,
                  );
                }
              }
            }
          }
        }
      }
    }
  }
  return { inputShape, filterShape, outputShape, forEachProduct };
}
