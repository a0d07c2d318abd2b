import type { ConvolutionGeometry } from './convolution-geometry.js';
import { isNoPool, type PoolGeometry } from './pool-geometry.js';

/** From so many channels on there are enough products for each square that is transformed; measured. */
const fewestChannels = 16;

/**
 * Whether a convolution is worked out two rows at a time by Winograd's filtering: of such a filter, and no pool or pools of
 * whole pairs of rows.
 */
export function canBeWinograd(geometry: ConvolutionGeometry, pool: PoolGeometry): boolean {
  const { poolHeight, poolStrideHeight, poolTop } = pool;
  return (
    isWinogradFilter(geometry) &&
    (isNoPool(pool, geometry) || (poolHeight % 2 === 0 && poolStrideHeight === poolHeight && poolTop === 0))
  );
}

/** Whether a filter is 3 x 3 with stride 1 and has enough channels. */
export function isWinogradFilter(geometry: ConvolutionGeometry): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inChannels, outChannels } = geometry;
  return (
    filterHeight === 3 &&
    filterWidth === 3 &&
    strideHeight === 1 &&
    strideWidth === 1 &&
    inChannels >= fewestChannels &&
    outChannels >= fewestChannels &&
    inChannels % 4 === 0 &&
    outChannels % 8 === 0
  );
}

/** How many squares of 4 x 4 inputs are taken together, so that with their products they take 32 kB or few more. */
export function winogradTile(inChannels: number): number {
  return Math.max(8, Math.floor(8192 / (16 * inChannels + 128) / 4) * 4);
}
