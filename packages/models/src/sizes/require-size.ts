/** @throws RangeError when the value is not a positive integer. */
export function requireSize(caller: string, parameter: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0)) {
    throw new RangeError(`${caller}: ${parameter} must be a positive integer; received ${value}`);
  }
}
