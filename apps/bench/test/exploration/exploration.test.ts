import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explorationPage } from '../../src/exploration/exploration-page.js';
import { explorationText } from '../../src/exploration/exploration-text.js';
import { loudness } from '../../src/exploration/loudness.js';
import { principalComponents } from '../../src/exploration/principal-components.js';
import { separation } from '../../src/exploration/separation.js';
import { anExploration } from './an-exploration.js';

const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));
const { train, trainLabels } = golden('baselines');
const { fRatios, explained, points } = golden('exploration');

describe('separation', () => {
  const names = train[0].map((_: number, j: number) => `f${j}`);
  const found = separation(train, names, trainLabels.map(String));

  test("has scipy's F ratios, the best feature first", () => {
    for (const { feature, fRatio, etaSquared } of found) {
      const theirs = fRatios[Number(feature.slice(1))];
      expect(fRatio).toBeCloseTo(theirs, 8);
      // Of 3 groups and 63 recordings, eta squared and F say the same.
      expect(etaSquared).toBeCloseTo((2 * theirs) / (2 * theirs + 60), 10);
    }
    expect(found.map(({ etaSquared }) => etaSquared)).toEqual(
      found.map(({ etaSquared }) => etaSquared).sort((a, b) => b - a),
    );
  });

  test('is 1 where groups are all that differs, 0 where they do not, or nothing does', () => {
    const rows = [
      [1, 5, 0.1],
      [1, 7, 0.1],
      [3, 5, 0.1],
      [3, 7, 0.1],
    ];
    expect(separation(rows, ['all', 'none', 'constant'], ['x', 'x', 'y', 'y'])).toEqual([
      { feature: 'all', etaSquared: 1, fRatio: null },
      { feature: 'none', etaSquared: 0, fRatio: 0 },
      { feature: 'constant', etaSquared: 0, fRatio: null },
    ]);
  });

  test('has no F ratio where every recording is a group, or all are one', () => {
    expect(separation([[1], [2]], ['a'], ['x', 'y'])[0].fRatio).toBeNull();
    expect(separation([[1], [2]], ['a'], ['x', 'x'])[0]).toEqual({ feature: 'a', etaSquared: 0, fRatio: null });
  });
});

describe('principalComponents', () => {
  test("are scikit-learn's, the largest weight positive", () => {
    const ours = principalComponents(train);
    expect(ours?.explained[0]).toBeCloseTo(explained[0], 8);
    expect(ours?.explained[1]).toBeCloseTo(explained[1], 8);
    for (const [i, [x, y]] of points.entries()) {
      expect(ours?.points[i].x).toBeCloseTo(x, 6);
      expect(ours?.points[i].y).toBeCloseTo(y, 6);
    }
  });

  test('of a line lie on a line, and features that never change do not matter', () => {
    const { explained, points } = principalComponents([1, 2, 3, 4].map((i) => [i, 7, 2 * i])) ?? { points: [] };
    expect(explained?.[0]).toBeCloseTo(1, 12);
    // Deviation of 1, 2, 3, 4 is sqrt(1.25); two features that say the same add up to sqrt(2) of one.
    for (const [i, { x, y }] of points.entries()) {
      expect(x).toBeCloseTo((Math.SQRT2 * (i - 1.5)) / Math.sqrt(1.25), 10);
      expect(y).toBeCloseTo(0, 10);
    }
  });

  test('more features than recordings', () => {
    expect(
      principalComponents([
        [1, 2, 3, 5],
        [2, 1, 3, 1],
        [0, 0, 1, 9],
      ])?.points,
    ).toHaveLength(3);
  });

  test('are none of two recordings, or of one feature that changes', () => {
    expect(
      principalComponents([
        [1, 2],
        [2, 1],
      ]),
    ).toBeUndefined();
    expect(
      principalComponents([
        [1, 2],
        [2, 2],
        [3, 2],
      ]),
    ).toBeUndefined();
    expect(principalComponents([])).toBeUndefined();
  });
});

test('loudness: a sine at half of full scale has -6 dB at its peak and 3 dB less in the mean; silence is -Infinity', () => {
  const sine = Float32Array.from({ length: 48_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 48_000));
  expect(loudness(sine).rms).toBeCloseTo(-6.0206 - 3.0103, 3);
  expect(loudness(sine).peak).toBeCloseTo(-6.0206, 3);
  expect(loudness(new Float32Array(3))).toEqual({ rms: -Infinity, peak: -Infinity });
});

describe('exploration', () => {
  const document = anExploration();

  test('counts, and names what tells emotions and speakers apart', () => {
    expect(document.emotions.map(({ name, recordings }) => [name, recordings])).toEqual([
      ['happy', 6],
      ['sad', 6],
    ]);
    expect(document.speakers.map(({ name, recordings }) => [name, recordings])).toEqual(
      [1, 2, 3].map((n) => [`${n}`, 4]),
    );
    expect(document.sexes.map(({ name, recordings }) => [name, recordings])).toEqual([
      ['female', 4],
      ['male', 8],
    ]);
    expect(document.seconds).toMatchObject({ min: 1, max: 1.11 });
    expect(document.atFullScale).toBe(1);
    expect(document.peak).toMatchObject({ max: 0 });
    expect(document.separation.emotions[0]).toMatchObject({ feature: 'one', etaSquared: 1 });
    expect(document.separation.speakers[0]).toMatchObject({ feature: 'two', etaSquared: 1 });
    expect(document.components?.points).toHaveLength(12);
  });

  test('as text it fits 80 columns and names what is left out', () => {
    const lines = explorationText(document).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toContain('  x.wav: silent');
    expect(lines.at(-1)).toBe('h happy  s sad');
    const drawn = lines.slice(-21, -1).join('').replaceAll(' ', '');
    expect([...new Set(drawn)].sort()).toEqual(['h', 's']);
  });

  test('as a page it has both pictures and fetches nothing', async () => {
    const page = await explorationPage(document);
    expect(page.match(/<figure>/g)).toHaveLength(2);
    expect(page).toContain('By speaker.');
    expect(page).toContain('x.wav');
    expect(/https?:\/\/(?!www\.w3\.org)/.test(page)).toBe(false);
  });

  test('names from files do nothing to a terminal', () => {
    const bad = { ...document, leftOut: [{ name: '\u001b[2J.wav', reason: 'x' }] };
    expect(explorationText(bad)).not.toContain('\u001b');
  });
});
