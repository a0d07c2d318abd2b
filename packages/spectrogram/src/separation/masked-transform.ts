import { kernel, largestPiece, reserve } from '../kernel/kernel.js';
import type { ComplexMatrix } from '../stft/stft.js';

/** The smallest positive normal float32: two magnitudes below it are silence. */
const tiny = 2 ** -126;

/**
 * A transform times own^power / (own^power + (factor other)^power).
 *
 * @param silence What it is multiplied by where both are silent.
 */
export function maskedTransform(
  { real, imaginary, shape }: ComplexMatrix,
  own: Float32Array,
  other: Float32Array,
  factor: number,
  power: number,
  silence: number,
): ComplexMatrix {
  const masked: ComplexMatrix = {
    real: new Float32Array(real.length),
    imaginary: new Float32Array(real.length),
    shape,
  };
  const wasm = power === 2 && kernel();
  if (wasm) {
    const most = Math.min(real.length, largestPiece);
    const places = reserve(wasm, [4 * most, 4 * most, 4 * most, 4 * most]);
    const [ownPlace, otherPlace, realPlace, imaginaryPlace] = places;
    for (let start = 0; start < real.length; start += most) {
      const end = Math.min(real.length, start + most);
      const views = places.map((place) => new Float32Array(wasm.memory.buffer, place, end - start));
      [own, other, real, imaginary].forEach((values, i) => {
        views[i].set(values.subarray(start, end));
      });
      wasm.masked(ownPlace, otherPlace, end - start, factor, silence, realPlace, imaginaryPlace);
      masked.real.set(views[2], start);
      masked.imaginary.set(views[3], start);
    }
    return masked;
  }
  for (let i = 0; i < real.length; i++) {
    const rival = factor * other[i];
    const isLouder = own[i] > rival;
    const larger = isLouder ? own[i] : rival;
    let mask = silence;
    if (larger >= tiny) {
      // Divided by the larger first, which leaves 1 of it, so that no power underflows to 0 / 0.
      const ratio = (isLouder ? rival : own[i]) / larger;
      const share = power === 2 ? ratio * ratio : ratio ** power;
      mask = (isLouder ? 1 : share) / (share + 1);
    }
    masked.real[i] = mask * real[i];
    masked.imaginary[i] = mask * imaginary[i];
  }
  return masked;
}
