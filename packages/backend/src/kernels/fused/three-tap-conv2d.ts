import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ThreeTapConv2DAttributes } from '../training-kernels.js';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmKernel } from '../wasm/wasm-kernel.js';

/** Values of scratch that the SIMD kernel asks for, beside those of four pairs. */
const tileLength = 6144;

/** The kernel AverThreeTapConv2D. */
export const threeTapConv2D: WasmKernel = (backend, inputs, attrs) => {
  const { x, filter, bias, floor } = inputs as Record<'x' | 'filter' | 'bias' | 'floor', TensorInfo>;
  const { alpha } = attrs as ThreeTapConv2DAttributes;
  const [batchSize, height, width, inChannels] = x.shape;
  const [filterHeight, filterWidth, filterChannels, outChannels] = filter.shape;
  const alongHeight = filterHeight === 3;
  const isPossible =
    filterHeight * filterWidth === 3 &&
    filterChannels === inChannels &&
    inChannels % 4 === 0 &&
    outChannels % 8 === 0 &&
    (alongHeight || width >= 3) &&
    [bias, floor].every(({ shape }) => shape.length === 1 && shape[0] === outChannels);
  if (!isPossible) {
    const shapes = [x, filter, bias, floor].map(({ shape }) => `[${shape}]`).join(', ');
    throw new RangeError(
      `AverThreeTapConv2D: shapes must be of x, of a filter of 3 x 1 or 1 x 3 over a multiple of 4 and under a multiple of ` +
        `8 channels, of bias and of floor; received ${shapes}`,
    );
  }
  const outWidth = alongHeight ? width : width - 2;
  const zeros = allocate(backend, [width * inChannels]);
  const packed = allocate(backend, [4 * inChannels * outChannels]);
  const spare = allocate(backend, [width * outChannels]);
  const scratch = allocate(backend, [tileLength + 4 * (4 * inChannels + 32)]);
  const y = allocate(backend, [batchSize, height, outWidth, outChannels]);
  valuesOf(backend, zeros).fill(0);
  const simd = requiredSimdKernels(backend);
  simd.packThreeTaps(addressOf(backend, filter), addressOf(backend, packed), inChannels, outChannels);
  for (let n = 0; n < batchSize; n++) {
    simd.threeTaps(
      addressOf(backend, x) + 4 * n * height * width * inChannels,
      addressOf(backend, packed),
      addressOf(backend, bias),
      addressOf(backend, floor),
      addressOf(backend, y) + 4 * n * height * outWidth * outChannels,
      addressOf(backend, zeros),
      addressOf(backend, spare),
      addressOf(backend, scratch),
      alpha,
      alongHeight,
      ...([height, width, inChannels, outChannels] as const),
    );
  }
  release(backend, zeros, packed, spare, scratch);
  return y;
};
