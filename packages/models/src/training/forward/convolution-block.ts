import type { FusedConv2DMaxPoolAttributes } from '@aver/backend';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { SeededDropout } from '../../networks/seeded-dropout.js';
import { isRelu } from './is-relu.js';

type Layer = LayersModel['layers'][number];

/** A convolution layer and those behind it that one kernel can do with it. */
export interface ConvolutionBlock {
  /** How many layers it stands for. */
  length: number;
  attributes: FusedConv2DMaxPoolAttributes;
  /** A dropout behind relu that it does too, and whether in front of its pool. */
  dropout?: { layer: SeededDropout; beforePool: boolean };
}

/** Greatest number of values in a pool's window: their places have 16 bits. */
const largestWindow = 2 ** 16;

/**
 * The block that begins with a layer, or undefined if that layer is no convolution that the kernel can do: 1-D or 2-D,
 * channels last, no dilation, no activation or relu. It takes in one max-pool and layers of relu, in any order, since a
 * maximum of rectified values is the rectified maximum; and, if wanted, a dropout of our own behind a relu.
 */
export function convolutionBlock(
  [convolution, ...followers]: readonly Layer[],
  withDropout: boolean,
): ConvolutionBlock | undefined {
  const dimensions = { Conv1D: 1, Conv2D: 2 }[convolution.getClassName()];
  const { activation, padding, dataFormat = 'channelsLast', dilationRate, strides } = convolution.getConfig();
  if (
    dimensions === undefined ||
    dataFormat !== 'channelsLast' ||
    !(padding === 'same' || padding === 'valid') ||
    !(activation === 'relu' || activation === 'linear') ||
    [dilationRate].flat().some((rate) => rate !== 1)
  ) {
    return undefined;
  }
  const attributes: FusedConv2DMaxPoolAttributes = {
    strides: heightAndWidth(strides),
    pad: padding,
    relu: activation === 'relu',
    poolSize: [1, 1],
    poolStrides: [1, 1],
    poolPad: 'valid',
  };
  let length = 1;
  let isPooled = false;
  let dropout: ConvolutionBlock['dropout'];
  for (const layer of followers) {
    const pool: Partial<FusedConv2DMaxPoolAttributes> | undefined = isPooled ? undefined : maxPool(layer, dimensions);
    if (pool) {
      Object.assign(attributes, pool);
      isPooled = true;
      if (dropout) dropout.beforePool = true;
    } else if (withDropout && layer instanceof SeededDropout && attributes.relu && !dropout) {
      dropout = { layer, beforePool: false };
    } else if (isRelu(layer)) {
      attributes.relu = true;
    } else {
      break;
    }
    length++;
  }
  return { length, attributes, dropout };
}

/** A max-pool's part of the attributes; undefined for another layer. */
function maxPool(layer: Layer, dimensions: number): Partial<FusedConv2DMaxPoolAttributes> | undefined {
  const { poolSize, strides, padding, dataFormat = 'channelsLast' } = layer.getConfig();
  if (layer.getClassName() !== `MaxPooling${dimensions}D` || dataFormat !== 'channelsLast') return undefined;
  const [height, width] = heightAndWidth(poolSize);
  if (height * width > largestWindow) return undefined;
  return {
    poolSize: [height, width],
    poolStrides: heightAndWidth(strides),
    poolPad: padding as 'same' | 'valid',
  };
}

/** A 1-D layer is one of height 1. */
function heightAndWidth(sizes: unknown): [number, number] {
  const list = [sizes].flat() as number[];
  return list.length === 2 ? [list[0], list[1]] : [1, list[0]];
}
