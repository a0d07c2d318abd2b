import type { ConvolutionGeometry } from './convolution-geometry.js';
import { isNoPool, type PoolGeometry } from './pool-geometry.js';

/** From so many channels on there are enough products for each square that is transformed; measured. */
const fewestChannels = 16;

/** And for filters of 5 x 5 so wide a row. */
const fewestFiveColumns = 8;

/**
 * The size of a filter with which a convolution is worked out two rows at a time by Winograd's filtering, 3 or 5, or 0 where
 * it is not: stride 1, enough channels, and no pool or pools that do not overlap; those of 3 x 3 of whole pairs of rows.
 */
export function winogradSize(geometry: ConvolutionGeometry, pool: PoolGeometry): 0 | 3 | 5 {
  const { filterHeight, outWidth } = geometry;
  const { poolHeight, poolStrideHeight, poolTop } = pool;
  if (!(isWinogradFilter(geometry, 3) || isWinogradFilter(geometry, 5))) return 0;
  // Fewer squares in two rows than are multiplied at once: not worth 36 products of each.
  if (filterHeight === 5 && outWidth < fewestFiveColumns) return 0;
  // A row too many is worked out where a pool has an odd number of them: of 5 x 5 it still pays.
  const isWhole = poolStrideHeight === poolHeight && poolTop === 0 && (poolHeight % 2 === 0 || filterHeight === 5);
  return isNoPool(pool, geometry) || isWhole ? (filterHeight as 3 | 5) : 0;
}

/** Whether a filter has this size, in both directions, stride 1 and enough channels. */
export function isWinogradFilter(geometry: ConvolutionGeometry, size: 3 | 5): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inChannels, outChannels } = geometry;
  return (
    filterHeight === size &&
    filterWidth === size &&
    strideHeight === 1 &&
    strideWidth === 1 &&
    inChannels >= fewestChannels &&
    outChannels >= fewestChannels &&
    inChannels % 4 === 0 &&
    outChannels % 8 === 0
  );
}

/** Products of one square of 2 x 2 outputs, for each input and each output channel. */
export function winogradProducts(size: 3 | 5): number {
  return (size + 1) ** 2;
}

/**
 * How many squares of inputs are taken together: what fits with its products into 32 kB, the fastest cache, but at least
 * 16, which share each filter's weights on their way there.
 */
export function winogradTile(size: 3 | 5, inChannels: number): number {
  return Math.max(16, Math.floor(8192 / (winogradProducts(size) * (inChannels + 8)) / 4) * 4);
}
