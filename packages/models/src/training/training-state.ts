import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { AveragedWeights } from './averaged-weights.js';
import type { BestWeights } from './validation/best-weights.js';

/** A training as it stood after an epoch: plain numbers, with which it goes on as if it had never stopped. */
export interface TrainingState {
  /** Mean training loss of each epoch so far. */
  loss: number[];
  /** Mean validation loss of each, where there are validation samples. */
  validationLoss?: number[];
  /** What is remembered: weights, the optimizer's slots, averages of the weights, and those of the best epoch. */
  tensors: Array<{ part: 'model' | 'optimizer' | 'averages' | 'best'; name: string; shape: number[] }>;
  /** Their values, row-major, one tensor after another. */
  values: Float32Array;
}

/** What a training remembers from one step to the next, its losses aside. */
interface Memory {
  model: LayersModel;
  optimizer: tf.Optimizer;
  averages?: AveragedWeights;
  best: BestWeights;
}

type Described = TrainingState['tensors'][number];

/** The values of all that a training remembers; no step may be made meanwhile. */
export async function captureState(memory: Memory): Promise<Pick<TrainingState, 'tensors' | 'values'>> {
  const slots = await memory.optimizer.getWeights();
  const unnamed = (part: Described['part'], tensors: tf.Tensor[]) =>
    tensors.map((tensor, i) => ({ part, name: memory.model.weights[i].originalName, tensor }));
  const all = [
    ...unnamed(
      'model',
      memory.model.weights.map((weight) => weight.read()),
    ),
    ...slots.map(({ name, tensor }) => ({ part: 'optimizer' as const, name, tensor: tensor as tf.Tensor })),
    ...unnamed('averages', memory.averages?.values() ?? []),
    ...unnamed('best', memory.best.values()),
  ];
  const values = new Float32Array(all.reduce((sum, { tensor }) => sum + tensor.size, 0));
  let at = 0;
  for (const { tensor } of all) {
    values.set(await tensor.data(), at);
    at += tensor.size;
  }
  // TensorFlow.js makes a tensor of the count of steps; the slots are the optimizer's own.
  for (const { name, tensor } of slots) if (name === 'iter') tf.dispose(tensor as tf.Tensor);
  return { tensors: all.map(({ part, name, tensor }) => ({ part, name, shape: tensor.shape })), values };
}

/**
 * Gives a training what it remembered.
 *
 * @throws RangeError when the state is of another model, or of other options.
 */
export async function restoreState({ tensors, values }: TrainingState, memory: Memory): Promise<void> {
  const { model, optimizer, averages, best } = memory;
  const sizes = tensors.map(({ shape }) => shape.reduce((product, length) => product * length, 1));
  const expected = model.weights.map(({ shape }) => shape.join());
  const shapesOf = (part: Described['part']) =>
    tensors.filter((one) => one.part === part).map(({ shape }) => shape.join());
  const fits = (part: Described['part'], may: string[][]) =>
    may.some((one) => one.join(';') === shapesOf(part).join(';'));
  if (
    values.length !== sizes.reduce((sum, size) => sum + size, 0) ||
    !fits('model', [expected]) ||
    !fits('averages', [averages ? expected : []]) ||
    !fits('best', [[], expected])
  ) {
    throw new RangeError(
      `trainModel: resume must be the state of a training of this model with these options; received ${tensors.length} ` +
        `tensors of ${values.length} values`,
    );
  }
  let at = 0;
  const made = tensors.map(({ part, name, shape }, i) => {
    const tensor = tf.tensor(values.slice(at, at + sizes[i]), shape);
    at += sizes[i];
    return { part, name, tensor };
  });
  const of = (part: Described['part']) => made.filter((one) => one.part === part);
  // A layer's constraint makes a tensor of its own.
  tf.tidy(() => of('model').forEach(({ tensor }, i) => void model.weights[i].write(tensor)));
  await optimizer.setWeights(of('optimizer').map(({ name, tensor }) => ({ name, tensor })));
  tf.dispose([...of('model'), ...of('optimizer')].map(({ tensor }) => tensor));
  averages?.replace(of('averages').map(({ tensor }) => tensor));
  best.replace(of('best').map(({ tensor }) => tensor));
}
