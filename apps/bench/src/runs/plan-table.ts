import { countFolds } from '../rows/count-folds.js';
import { inputsOf, planTrials } from '../rows/plan-trials.js';
import type { RowSpec } from '../rows/row-spec.js';
import type { TableSetting } from '../rows/table-setting.js';
import type { PreparedInputs } from './prepare-inputs.js';
import type { Session } from './session.js';
import { type TrialRequest, trialRequest } from './trial-request.js';

/** A table whose inputs are computed and whose trials are known, before any is run. */
export interface PlannedTable {
  inputs: PreparedInputs;
  /** In the order of the rows. */
  rows: Array<{ row: string; requests: TrialRequest[] }>;
}

/**
 * Computes the inputs of some rows and plans their trials.
 *
 * @param seeds How many, counted from 0.
 * @throws CommandError when the recordings cannot be used or divided.
 */
export async function planTable(
  { data, store, prepare }: Session,
  setting: TableSetting,
  specs: readonly RowSpec[],
  seeds: number,
): Promise<PlannedTable> {
  const inputs = await prepare(specs.flatMap((spec) => inputsOf(spec, setting)));
  const { fingerprint, items } = inputs;
  const plan = { setting, seeds, fingerprint, folds: countFolds(data.name, setting, items, specs) };
  const rows = specs.map((spec) => ({
    row: spec.row,
    requests: planTrials(spec, plan).map((trial) => trialRequest(trial, inputs, store)),
  }));
  return { inputs, rows };
}
