import { createLcg, expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { batchAugmentation } from '../../src/compute/batch-augmentation.js';

const shape = [4, 5, 1];
const size = 20;
const pictures = (scale = 1) => {
  const one = Float32Array.from(createLcg(1).array(size), (value) => scale * (20 + 60 * value));
  return Float32Array.from([...one, ...one, ...one]);
};
const labels = () => Float32Array.from([1, 0, 0, 1, 0, 1]);
const all = { speed: 0.2, timeShift: 2, bandShift: 1, gain: 6, noise: 2, masks: 1, maskBands: 1, maskFrames: 1 };

test('each picture of a batch is changed in another way, the same for the same seed', () => {
  const augment = batchAugmentation(all, shape, 1);
  const [first, again, other] = [7, 7, 8].map((seed) => {
    const x = pictures();
    augment(x, labels(), seed);
    return x;
  });
  const rows = [0, 1, 2].map((i) => first.slice(i * size, (i + 1) * size).join());
  expect(new Set([...rows, pictures().slice(0, size).join()]).size).toBe(4);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('gain and noise are in dB, whatever the pictures were multiplied with', () => {
  const [plain, scaled] = [pictures(), pictures(1 / 40)];
  batchAugmentation(all, shape, 1)(plain, labels(), 3);
  batchAugmentation(all, shape, 1 / 40)(scaled, labels(), 3);
  expectAllClose(
    scaled,
    plain.map((value) => value / 40),
    { rtol: 1e-4, atol: 1e-6 },
  );
});

test('inputs that are no pictures are left as they are, and mixed where asked', () => {
  const rows = () => Float32Array.of(1, 2, 3, 4, 5, 6);
  const [left, mixed, y] = [rows(), rows(), labels()];
  batchAugmentation({ noise: 5, gain: 5 }, [2], 1)(left, labels(), 3);
  expect(left).toEqual(rows());
  batchAugmentation({ mixup: 1 }, [2], 1)(mixed, y, 3);
  // Every row is a mixture of two, in the proportion of its labels: the second value stays one more than the first.
  for (const i of [0, 2, 4]) expect(mixed[i + 1] - mixed[i]).toBeCloseTo(1, 5);
  expect(mixed).not.toEqual(rows());
  for (const i of [0, 2, 4]) expect(y[i] + y[i + 1]).toBeCloseTo(1, 5);
});

test('labels stay, unless mixup is asked for: then inputs and labels are mixed in the same proportion', () => {
  const y = labels();
  batchAugmentation(all, shape, 1)(pictures(), y, 3);
  expect(y).toEqual(labels());

  // Three pictures that are 1, 2 and 4 all over, labels of three classes.
  const x = Float32Array.from({ length: 3 * size }, (_, i) => 2 ** Math.floor(i / size));
  const mixed = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  batchAugmentation({ mixup: 0.4 }, shape, 1)(x, mixed, 5);
  expect(mixed).not.toEqual(Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]));
  for (let i = 0; i < 3; i++) {
    const [one, two, four] = mixed.subarray(3 * i, 3 * i + 3);
    expectAllClose([one + two + four], [1], { rtol: 1e-6 });
    expectAllClose([x[i * size]], [one + 2 * two + 4 * four], { rtol: 1e-6 });
  }
});
