import type { OptimizerPreset } from './optimizer-preset.js';
import { table2Presets } from './table-2.js';
import { table3Presets } from './table-3.js';

/** Names of the presets: table and row, then `printed` or `notebook`. */
export type OptimizerPresetName = keyof typeof table2Presets | keyof typeof table3Presets;

/**
 * The optimizer of every row of Tables 2 and 3, as printed and as the public notebooks ran it.
 *
 * @example
 * createOptimizer(presets['table2f-printed'].spec); // Adam, learning rate 0.005, formula 3
 */
export const presets: Readonly<Record<OptimizerPresetName, OptimizerPreset>> = { ...table2Presets, ...table3Presets };
