import { trainModel } from '@aver/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Workload } from './workloads.js';

/**
 * A function that takes some more steps of a workload, in Node.js as in a page, and gives each step's milliseconds: batch,
 * forward, backward, update.
 */
export function trainSteps(
  workload: Workload,
  model: LayersModel,
  batchSize: number,
): (count: number) => Promise<number[]> {
  const optimizer = workload.optimizer();
  return async (count) => {
    const ends = [performance.now()];
    const onStep = () => void ends.push(performance.now());
    await trainModel(model, {
      ...samples(workload, count * batchSize),
      ...workload.training,
      optimizer,
      batchSize,
      epochs: 1,
      seed: 1,
      onStep,
    });
    return ends.slice(1).map((end, i) => end - ends[i]);
  };
}

/** Noise; a quarter of each sample is silent, since there a pool's windows have ties. */
export function samples({ inputShape, classes }: Workload, count: number) {
  const length = inputShape.reduce((product, side) => product * side);
  let state = 1;
  const x = Float32Array.from({ length: count * length }, (_, i) => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return i % length < length / 4 ? 0 : state / 2 ** 32;
  });
  const y = new Float32Array(count * classes);
  for (let i = 0; i < count; i++) y[i * classes + (i % classes)] = 1;
  return {
    x: { data: x, shape: [count, ...inputShape] },
    y: { data: y, shape: [count, classes] as [number, number] },
  };
}
