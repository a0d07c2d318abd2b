/**
 * Optimizers with every number explicit.
 *
 * @module @aver/optim
 */

export { clipByGlobalNorm } from './clip-by-global-norm.js';
export { createOptimizer } from './create-optimizer.js';
export { globalNorm } from './global-norm.js';
export type { AdagradSpec, AdamSpec, OptimizerSpec, RmspropSpec, ScheduleSpec, SgdSpec } from './optimizer-spec.js';
export type { OptimizerPreset } from './presets/optimizer-preset.js';
export { type OptimizerPresetName, presets } from './presets/presets.js';
