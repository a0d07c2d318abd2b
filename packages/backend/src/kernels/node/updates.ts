import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { type NodeTensor, type Operations, withOperations } from './operations.js';

/** Runs one operation on tensors given by their number. */
type Run = (name: string, ...inputs: number[]) => NodeTensor;

/**
 * New weights and slots of one variable.
 *
 * @param numbers Makes a number a tensor; each one only once per step.
 * @param tensors Weights, gradient and slots.
 */
type Update = (run: Run, numbers: (value: number) => number, tensors: number[], attributes: Numbers) => NodeTensor[];

type Numbers = Record<string, number>;

/** weights - rate g. */
export const sgdUpdate = updateKernel((run, number, [weights, gradient], { rate }) => [
  run('Sub', weights, run('Mul', gradient, number(rate)).id),
]);

/** v = keep v + add g^2; weights - rate g / sqrt(v + epsilon): RMSProp, and with 1 for both factors AdaGrad. */
export const rootUpdate = updateKernel((run, number, [weights, gradient, squares], { rate, keep, add, epsilon }) => {
  const times = (tensor: number, factor: number) => (factor === 1 ? tensor : run('Mul', tensor, number(factor)).id);
  const v = run('AddV2', times(squares, keep), times(run('Square', gradient).id, add));
  const inverse = run('Rsqrt', run('AddV2', v.id, number(epsilon)).id).id;
  return [run('Sub', weights, run('Mul', run('Mul', gradient, inverse).id, number(rate)).id), v];
});

/** m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; weights - rate m / (sqrt(v + inner) + outer). */
export const adamUpdate = updateKernel((run, number, [weights, gradient, firstMoment, secondMoment], attributes) => {
  const { rate, beta1, beta2, inner, outer } = attributes;
  const mean = (old: number, next: number, beta: number) =>
    run('AddV2', run('Mul', old, number(beta)).id, run('Mul', next, number(1 - beta)).id);
  const plus = (tensor: number, value: number) => (value === 0 ? tensor : run('AddV2', tensor, number(value)).id);
  const m = mean(firstMoment, gradient, beta1);
  const v = mean(secondMoment, run('Square', gradient).id, beta2);
  const root = plus(run('Sqrt', plus(v.id, inner)).id, outer);
  return [run('Sub', weights, run('Mul', run('RealDiv', m.id, root).id, number(rate)).id), m, v];
});

/** The Euclidean norm of all values of several tensors together. */
export const globalNorm: KernelFunc = ({ inputs, backend }) =>
  withOperations(backend, (operations) => {
    const tensors = operations.inputs(...(Object.values(inputs) as TensorInfo[]));
    return operations.output(norm(operations, tensors));
  });

/**
 * A kernel for all variables of a model. Inputs: all weights, all gradients, all first slots, all second slots; results:
 * all new weights, all new first slots, all new second slots.
 */
function updateKernel(update: Update): KernelFunc {
  return ({ inputs, attrs, backend }) =>
    withOperations(backend, (operations) => {
      const { variables, clipNorm, ...attributes } = attrs as Numbers;
      const run: Run = (name, ...ids) => operations.run(name, ids);
      const made = new Map<number, number>();
      const number = (value: number) => {
        const id = made.get(value) ?? operations.scalar(value);
        made.set(value, id);
        return id;
      };
      const tensors = operations.inputs(...(Object.values(inputs) as TensorInfo[]));
      if (clipNorm !== undefined) {
        const all = norm(operations, tensors.slice(variables, 2 * variables)).id;
        const scale = run('RealDiv', number(clipNorm), run('Maximum', all, number(clipNorm)).id).id;
        for (let i = variables; i < 2 * variables; i++) tensors[i] = run('Mul', tensors[i], scale).id;
      }
      const results = Array.from({ length: variables }, (_, i) => {
        const own = tensors.filter((_, k) => k % variables === i);
        return update(run, number, own, attributes).map((tensor) => operations.output(tensor));
      });
      return results[0].flatMap((_, k) => results.map((result) => result[k]));
    });
}

/** sqrt(sum over all tensors of sum(t^2)); TensorFlow's L2Loss is half a tensor's sum of squares. */
function norm(operations: Operations, tensors: number[]): NodeTensor {
  const halves = tensors.map((tensor) => operations.run('L2Loss', [tensor]).id);
  const half = halves.length > 0 ? operations.sum(halves).id : operations.scalar(0);
  return operations.run('Sqrt', [operations.run('Mul', [half, operations.scalar(2)]).id]);
}
