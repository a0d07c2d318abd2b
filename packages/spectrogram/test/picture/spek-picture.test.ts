import { existsSync, readFileSync } from 'node:fs';
import { createLcg, realRecordings } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { listRecordings } from '../../../ravdess/src/node.js';
import { decodePng, type GrayPicture, spekPicture } from '../../src/index.js';
import { spekGray, spekPalette } from '../../src/picture/spek-palette.js';

const noise = Float32Array.from(createLcg(41).array(150000));

describe('the palette', () => {
  test('goes black, blue, cyan, green, yellow, red, and black again at exactly 1', () => {
    const colours = [0, 0.15, 0.275, 0.325, 0.5].map((l) => spekPalette(l / 0.6625));
    expect(colours).toEqual([
      [0, 0, 0],
      [0, 0, 255],
      [0, 255, 255],
      [0, 255, 0],
      [255, 255, 0],
    ]);
    expect(spekPalette(0.999999)).toEqual([255, 0, 0]);
    expect(spekPalette(1)).toEqual([0, 0, 0]);
    expect(spekPalette(0.05 / 0.6625)).toEqual([57, 0, 128]);
  });

  test('its gray falls where the level rises', () => {
    const grays = [0, 0.15, 0.275, 0.325, 0.5, 0.662499].map((l) => spekGray(spekPalette(l / 0.6625)));
    expect(grays).toEqual([0, 95, 217, 200, 241, 147]);
  });

  test('what is gray already is left alone', () => {
    for (const value of [0, 1, 100, 255]) expect(spekGray([value, value, value])).toBe(value);
  });
});

describe('spekPicture', () => {
  test('is the window with its margins, frame and bar', () => {
    const [width, height] = [616, 355];
    const { data, shape } = spekPicture(noise, 48000, { width, height });
    expect(shape).toEqual([height, width]);
    const at = (x: number, y: number): number => data[y * width + x];
    // Plot x 60..525, y 27..314, with a white frame on its outermost pixels.
    for (const [x, y] of [
      [60, 27],
      [525, 27],
      [60, 314],
      [525, 314],
      [300, 27],
      [300, 314],
      [60, 100],
      [525, 100],
    ]) {
      expect(at(x, y)).toBe(255);
    }
    expect(at(59, 100)).toBe(0);
    expect(at(526, 100)).toBe(0);
    expect(at(300, 26)).toBe(0);
    expect(at(300, 315)).toBe(0);
    expect(at(300, 100)).toBeGreaterThan(90);
    // The bar: ten pixels wide, level 1 (black) at the top, then red, and black at the bottom.
    expect([at(535, 100), at(546, 100)]).toEqual([0, 0]);
    expect(at(536, 27)).toBe(0);
    expect(at(545, 28)).toBeGreaterThan(140);
    expect(at(540, 27 + 288)).toBe(0);
    expect(at(540, 27 + 260)).toBeGreaterThan(0);
    expect(at(540, 27 + 289)).toBe(0);
  });

  test('is resized as a whole', () => {
    const small = spekPicture(noise, 48000);
    expect(small.shape).toEqual([150, 150]);
    const plot = small.data.filter((_, i) => i % 150 >= 16 && i % 150 <= 126 && i >= 12 * 150 && i < 132 * 150);
    expect(Math.min(...plot)).toBeGreaterThan(60);
    expect(small.data.filter((_, i) => i % 150 < 13).every((value) => value === 0)).toBe(true);
  });

  test('silence, nothing and one sample are a black plot in its frame', () => {
    for (const length of [0, 1, 48000]) {
      const { data } = spekPicture(new Float32Array(length), 48000, { width: 616, height: 355 });
      expect(data[100 * 616 + 300]).toBe(0);
      expect(data[27 * 616 + 300]).toBe(255);
    }
  });
});

const path = realRecordings();
// The pictures come from a public notebook and lie beside the recordings, outside the repository.
const recovered = new URL('../../../../../shared/golden/spek/', import.meta.url);

if (!existsSync(recovered)) console.error('SKIPPED: no recovered pictures to compare with.');

describe.skipIf(!path || !existsSync(recovered))('pictures recovered from a public notebook', () => {
  test('differ from ours by less than a third of a level on average, 97 % of pixels by at most one', async () => {
    const { images } = JSON.parse(readFileSync(new URL('index.json', recovered), 'utf8'));
    expect(images.length).toBe(5);
    const { recordings, close } = await listRecordings(path as string);
    try {
      for (const { file, picture, normMax } of images) {
        const recording = recordings.find(({ name }) => name === file);
        if (!recording) throw new Error(`no recording ${file}`);
        const { samples, sampleRate } = await recording.read();
        const reference = decodePng(readFileSync(new URL(picture, recovered))) as GrayPicture;
        const errors = plotErrors(spekPicture(samples, sampleRate), reference, normMax);
        const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
        expect(mean, file).toBeLessThan(0.25);
        expect(errors.filter((error) => error <= 1).length / errors.length, file).toBeGreaterThan(0.97);
      }
    } finally {
      await close();
    }
  });
});

// Each recovered picture was stretched to its own maximum; rows 12..131 and columns 15..126 lie inside the plot.
function plotErrors(ours: GrayPicture, reference: GrayPicture, normMax: number): number[] {
  const errors: number[] = [];
  for (let y = 12; y <= 131; y++) {
    for (let x = 15; x <= 126; x++) {
      const stretched = Math.min(255, Math.floor((ours.data[y * 150 + x] / normMax) * 256));
      errors.push(Math.abs(stretched - reference.data[y * 150 + x]));
    }
  }
  return errors;
}
