/** What a class is called: all strings, or all numbers. */
export type Label = string | number;

/**
 * Fails unless yTrue and yPred are two lists of labels of the same length, not empty, and of one type.
 *
 * @param caller The function whose name the message carries.
 * @param parameter What the caller calls yPred.
 * @throws TypeError when a list is none, or a label is neither a string nor a finite number, or both types occur.
 * @throws RangeError when the lists are empty or differ in length.
 */
export function requireLabelPairs(
  caller: string,
  yTrue: ArrayLike<Label>,
  yPred: ArrayLike<Label>,
  parameter = 'yPred',
): void {
  requireLabels(caller, 'yTrue', yTrue);
  requireLabels(caller, parameter, yPred, typeof yTrue[0]);
  if (yPred.length !== yTrue.length) {
    throw new RangeError(
      `${caller}: ${parameter} must be as long as yTrue (${yTrue.length}); received ${yPred.length} labels`,
    );
  }
}

/**
 * The classes to report on, in their order: `labels` if given, else all that occur, sorted as scikit-learn sorts them
 * (numbers by value, strings by code point).
 *
 * @param yTrue Labels that passed {@link requireLabelPairs}.
 * @throws TypeError when labels are not of the type of yTrue.
 * @throws RangeError when labels are empty or one occurs twice.
 */
export function reportedLabels(
  caller: string,
  yTrue: ArrayLike<Label>,
  yPred: ArrayLike<Label>,
  labels?: ArrayLike<Label>,
): Label[] {
  if (labels === undefined) return [...observedLabels(yTrue, yPred)].sort(compareLabels);
  requireLabels(caller, 'labels', labels, typeof yTrue[0]);
  const seen = new Set<Label>();
  for (const label of Array.from(labels)) {
    if (seen.has(label)) throw new RangeError(`${caller}: labels must be distinct; received ${show(label)} twice`);
    seen.add(label);
  }
  return [...seen];
}

/** Every label that occurs in either list. */
export function observedLabels(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>): Set<Label> {
  return new Set([...Array.from(yTrue), ...Array.from(yPred)]);
}

/** A label or another value as an error message shows it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  try {
    return String(value);
  } catch {
    // Out of a file may come what JavaScript cannot put in words, such as { toString: null }.
    return typeof value;
  }
}

/** @throws TypeError or RangeError as {@link requireLabelPairs} does, for one list. */
export function requireLabels(caller: string, parameter: string, values: ArrayLike<Label>, type?: string): void {
  if (typeof values !== 'object' || values === null || !Number.isInteger(values.length)) {
    throw new TypeError(`${caller}: ${parameter} must be an array of labels; received ${show(values)}`);
  }
  if (values.length === 0) throw new RangeError(`${caller}: ${parameter} must hold at least one label; received none`);
  const expected = type ?? typeof values[0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'string' && !Number.isFinite(value)) {
      throw new TypeError(
        `${caller}: ${parameter} must hold strings or finite numbers; received ${show(value)} at ${i}`,
      );
    }
    if (typeof value !== expected) {
      throw new TypeError(
        `${caller}: ${parameter} must hold labels of one type (${expected}); received ${show(value)} at ${i}`,
      );
    }
  }
}

function compareLabels(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // Array.sort compares UTF-16 units, which puts U+1F600 before U+FFFD; Python compares code points.
  const left = Array.from(String(a));
  const right = Array.from(String(b));
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i].codePointAt(0) as number) - (right[i].codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
