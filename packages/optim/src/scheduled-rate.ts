import type { OptimizerSpec } from './optimizer-spec.js';

/**
 * The learning rate of a step; see {@link ScheduleSpec}.
 *
 * @param step From 1.
 */
export function scheduledRate({ learningRate, schedule }: OptimizerSpec, step: number): number {
  if (schedule === undefined) return learningRate;
  const { steps, warmup } = schedule;
  const rise = Math.min(1, step / (warmup + 1));
  const fall = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, (step - 1) / steps)));
  return learningRate * rise * fall;
}
