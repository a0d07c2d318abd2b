import type { ModelSpec } from './trial.js';

/** Models that are not networks: support vector machines and nearest neighbours. */
export type BaselineSpec = Extract<ModelSpec, { kind: 'svm' | 'knn' }>;

/** Whether a model is no network, and has neither optimizer nor epochs. */
export function isBaseline(model: ModelSpec): model is BaselineSpec {
  return model.kind === 'svm' || model.kind === 'knn';
}

/**
 * Learns from recordings and answers for others.
 *
 * - `svm`: libsvm's C-SVC, as scikit-learn's `SVC`; without gamma, `scale`: 1 / (values * variance of all of them).
 *   It gives no probabilities: its answer has 1.
 * - `knn`: the labels of the nearest by Euclidean distance, as scikit-learn's `KNeighborsClassifier`; each label has
 *   the share of them, and the first of equals is the answer.
 *
 * @param train Row-major values, shape [recordings, ...].
 * @param labels The class of each.
 * @param test Values of the same width.
 * @param classWeights By class, multiplies C, for `svm`.
 * @returns Shape [recordings to test, classes], row-major.
 */
export async function baselineProbabilities(
  model: BaselineSpec,
  train: Samples,
  labels: number[],
  test: Samples,
  classWeights?: readonly number[],
): Promise<Float32Array> {
  const [x, asked] = [rowsOf(train), rowsOf(test)];
  const outputs = new Float32Array(asked.length * model.classes);
  if (asked.length === 0) return outputs;
  if (model.kind === 'knn') {
    for (const [i, row] of asked.entries()) {
      const nearest = x
        .map((other, k) => ({ label: labels[k], distance: squaredDistance(row, other) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, model.neighbours);
      for (const { label } of nearest) outputs[i * model.classes + label] += 1 / nearest.length;
    }
    return outputs;
  }
  const { default: SVM } = await import('libsvm-js/asm.js');
  const svm = new SVM({
    type: SVM.SVM_TYPES.C_SVC,
    kernel: model.kernel === 'rbf' ? SVM.KERNEL_TYPES.RBF : SVM.KERNEL_TYPES.LINEAR,
    cost: model.c,
    gamma: model.gamma ?? 1 / (x[0].length * variance(train.data)),
    ...(classWeights && { weight: { ...classWeights } }),
    quiet: true,
  });
  svm.train(x, labels);
  for (const [i, label] of svm.predict(asked).entries()) outputs[i * model.classes + label] = 1;
  svm.free();
  return outputs;
}

interface Samples {
  data: ArrayLike<number>;
  shape: number[];
}

function rowsOf({ data, shape: [count] }: Samples): number[][] {
  const width = data.length / count;
  return Array.from({ length: count }, (_, row) => Array.from({ length: width }, (_, i) => data[row * width + i]));
}

function squaredDistance(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
}

function variance(data: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i];
  const mean = sum / data.length;
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += (data[i] - mean) ** 2;
  return squares / data.length;
}
