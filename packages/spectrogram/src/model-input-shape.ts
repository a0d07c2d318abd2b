import { featureNames } from './features/feature-vector.js';
import { voiceFeatureCount } from './features/voice/voice-features.js';
import type { ModelInputSpec } from './model-input.js';

/**
 * The shape of what {@link modelInput} gives, without computing it.
 *
 * @param spec What a model is given of a recording.
 * @returns [values, 1] for features, [size, size, 1] for a picture, [bands, frames, 1] for `logMel`, [values] for `voice`
 * and for `several`.
 * @example
 * modelInputShape({ kind: 'features', groups: ['mfcc', 'chroma', 'mel'] }); // [180, 1]
 */
export function modelInputShape(spec: ModelInputSpec): number[] {
  if (spec.kind === 'features') return [spec.groups.reduce((sum, group) => sum + featureNames[group].length, 0), 1];
  if (spec.kind === 'logMel') return [spec.bands, spec.frames, 1];
  if (spec.kind === 'voice') return [voiceFeatureCount];
  if (spec.kind === 'several') {
    const sizes = spec.inputs.map((one) => modelInputShape(one).reduce((product, length) => product * length, 1));
    return [sizes.reduce((sum, size) => sum + size, 0)];
  }
  return [spec.size, spec.size, 1];
}
