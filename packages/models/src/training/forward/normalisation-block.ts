import type { LayersModel } from '@tensorflow/tfjs-layers';
import { isRelu } from './is-relu.js';

type Layer = LayersModel['layers'][number];

/**
 * How many layers one kernel does that begin with a batch normalisation, and whether one of them is relu; undefined if
 * the first is no batch normalisation over the last axis with scale and shift.
 */
export function normalisationBlock([normalisation, ...followers]: readonly Layer[]):
  | { length: number; relu: boolean }
  | undefined {
  if (normalisation.getClassName() !== 'BatchNormalization') return undefined;
  const { axis, scale, center } = normalisation.getConfig();
  const lastAxis = (normalisation.outputShape as unknown[]).length - 1;
  if (!(axis === -1 || axis === lastAxis) || !scale || !center) return undefined;
  const behind = followers.findIndex((layer) => !isRelu(layer));
  const relus = behind < 0 ? followers.length : behind;
  return { length: 1 + relus, relu: relus > 0 };
}
