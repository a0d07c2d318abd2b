import { createLcg } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { createListener, type Recognizer, timeline } from '../src/index.js';
import { steadyLabel } from '../src/steady-label.js';

const rate = 8000;
const input = { kind: 'logMel', rate: 8000, nFft: 512, hopLength: 80, bands: 8, frames: 100 } as const; // 1 s

/** Hears how much of a window is positive: `up` with that probability. */
const recognizer = {
  name: 'ears',
  card: { labels: ['up', 'down'], input: { ...input, fMin: 50, fMax: 4000, trimDb: 45, floorDb: -80 }, inputScale: 1 },
  inputOf: (samples: Float32Array) => {
    if (!samples.every(Number.isFinite)) throw new RangeError('samples must be finite');
    return { data: Float32Array.of(samples.filter((x) => x > 0).length / samples.length), shape: [1] };
  },
  recognizeInputs: async (inputs: Array<{ data: Float32Array }>) =>
    inputs.map(({ data: [up] }) => ({
      label: up >= 0.5 ? 'up' : 'down',
      probability: Math.max(up, 1 - up),
      probabilities: [
        { label: 'up', probability: up },
        { label: 'down', probability: 1 - up },
      ],
      notes: [],
    })),
} as unknown as Recognizer<'up' | 'down'>;

/** So many seconds of each sign. */
function sound(...signs: Array<[sign: number, seconds: number]>): Float32Array {
  return Float32Array.from(signs.flatMap(([sign, seconds]) => new Array(Math.round(seconds * rate)).fill(sign * 0.5)));
}

const told = async (samples: Float32Array, options = {}) =>
  (await timeline(recognizer, samples, rate, options)).segments.map(({ start, end, label }) => [label, start, end]);

describe('timeline', () => {
  test('of a sound that stays the same is one segment', async () => {
    const { segments, summary } = await timeline(recognizer, sound([1, 7.3]), rate);
    const probabilities = [
      { label: 'up', probability: 1 },
      { label: 'down', probability: 0 },
    ];
    expect(segments).toEqual([{ start: 0, end: 7.3, label: 'up', probabilities }]);
    expect(summary).toEqual({ label: 'up', probability: 1, probabilities, notes: [] });
  });

  test('of a sound that changes has the border at the change, within half a hop', async () => {
    const segments = await told(sound([1, 10], [-1, 10], [1, 10]));
    expect(segments.map(([label]) => label)).toEqual(['up', 'down', 'up']);
    expect(
      segments.map(
        ([, start]) => Math.abs(Number(start) - [0, 10, 20][segments.findIndex((s) => s[1] === start)]) <= 0.25,
      ),
    ).toEqual([true, true, true]);
    expect(segments.at(-1)?.[2]).toBe(30);
    // No gap, no overlap.
    expect(segments.slice(1).map(([, start]) => start)).toEqual(segments.slice(0, -1).map(([, , end]) => end));
  });

  test('does not flicker where answers do, unless it is told to', async () => {
    const changing = sound(...Array.from({ length: 30 }, (_, i): [number, number] => [i % 2 === 0 ? 1 : -1, 1]));
    expect(await told(changing, { hopSeconds: 1 })).toEqual([['up', 0, 30]]);
    expect(await told(changing, { hopSeconds: 1, smoothing: 0 })).toHaveLength(30);
    const random = Array.from(createLcg(3).array(60));
    const noise = sound(...random.map((x): [number, number] => [Math.sign(x), 0.3]));
    const flickering = await told(noise, { smoothing: 0 });
    expect(flickering.length).toBeGreaterThan(8);
    // What is left are the longer runs of one sign.
    const steady = await told(noise);
    expect(steady.length).toBeLessThan(flickering.length / 2);
    for (const [, start, end] of steady) expect(Number(end) - Number(start)).toBeGreaterThanOrEqual(1);
  });

  test('sums up the windows, and names what is not heard in them', async () => {
    const { summary } = await timeline(recognizer, sound([1, 1], [-1, 3]), rate, { windowSeconds: 1, hopSeconds: 1 });
    expect(summary).toMatchObject({ label: 'down', probability: 0.75, notes: [] });
    const wide = await timeline(recognizer, sound([1, 5]), rate, { windowSeconds: 2 });
    expect(wide.summary.notes).toEqual(['only the middle 1 s of 2 s are heard']);
  });

  test('hears a sound shorter than a window, and the last samples of every sound', async () => {
    expect(await told(sound([-1, 0.2]))).toEqual([['down', 0, 0.2]]);
    const { summary } = await timeline(recognizer, sound([1, 1], [-1, 0.9]), rate, { hopSeconds: 1 });
    expect(summary.probability).toBeCloseTo((0 + 1 + 0.9) / 2 - 0.4, 2); // up: 1 and 0.1
  });

  test('stops at a signal between pieces', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')));
    const { signal } = controller;
    await expect(timeline(recognizer, new Float32Array(600 * rate), rate, { signal })).rejects.toThrow('enough');
  });

  test('refuses what is no sound, and options that are none', async () => {
    const one = sound([1, 1]);
    await expect(timeline(recognizer, new Float32Array(0), rate)).rejects.toThrow(
      new RangeError('timeline: samples must be one or more; received 0'),
    );
    await expect(timeline(recognizer, [0] as never, rate)).rejects.toThrow(TypeError);
    await expect(timeline(recognizer, one, 4000)).rejects.toMatchObject({ code: 'SAMPLE_RATE_TOO_LOW' });
    await expect(timeline(recognizer, one, rate, { maxSeconds: 0.5 })).rejects.toMatchObject({
      code: 'SOUND_TOO_LONG',
    });
    for (const [options, message] of [
      [{ windowSeconds: 0 }, 'windowSeconds must be a number from 0.1 to 600; received 0'],
      [{ hopSeconds: 2 }, 'hopSeconds must be a number from 0.01 to windowSeconds = 1; received 2'],
      [{ smoothing: Number.NaN }, 'smoothing must be a finite number of at least 0; received NaN'],
    ] as const) {
      await expect(timeline(recognizer, one, rate, options)).rejects.toThrow(
        new RangeError(`createListener: ${message}`),
      );
    }
    await expect(timeline(recognizer, Float32Array.of(Number.NaN), rate)).rejects.toThrow(RangeError);
  });
});

describe('createListener', () => {
  const whole = sound([1, 2.2], [-1, 3.1], [1, 0.123]);

  test('gives the same answers whatever chunks the sound comes in', async () => {
    const hear = async (lengths: () => number) => {
      const listener = createListener(recognizer, rate);
      const answers = [];
      for (let at = 0; at < whole.length; ) {
        const length = lengths();
        answers.push(...(await listener.push(whole.subarray(at, at + length))));
        at += length;
      }
      return [...answers, ...(await listener.end())];
    };
    const expected = await hear(() => whole.length);
    expect(expected.map(({ start, end }) => [start, end])).toEqual([
      ...Array.from({ length: 9 }, (_, i) => [i / 2, 1 + i / 2]),
      [whole.length / rate - 1, whole.length / rate],
    ]);
    const random = createLcg(5);
    const someLength = () => Math.floor(9000 * (random.array(1)[0] + 0.5));
    for (const lengths of [() => 128, () => 4000, () => 4001, () => 8000, someLength]) {
      expect(await hear(lengths)).toEqual(expected);
    }
  });

  test('answers in order without being awaited, and copies what it is given', async () => {
    const listener = createListener(recognizer, rate);
    const chunk = sound([1, 1]);
    const first = listener.push(chunk);
    chunk.fill(-1);
    const second = listener.push(chunk);
    const last = listener.end();
    expect((await first).map(({ probability, label }) => [label, probability])).toEqual([['up', 1]]);
    expect((await second).map(({ start }) => start)).toEqual([0.5, 1]);
    expect(await last).toEqual([]);
  });

  test('fails on samples that are not finite, and from then on', async () => {
    const listener = createListener(recognizer, rate);
    await expect(listener.push(new Float32Array(rate).fill(Number.NaN))).rejects.toThrow('samples must be finite');
    await expect(listener.push(new Float32Array(rate))).rejects.toThrow('samples must be finite');
    const other = createListener(recognizer, rate);
    await expect(other.push([0] as never)).rejects.toThrow(TypeError);
    await other.end();
    await expect(other.push(new Float32Array(1))).rejects.toThrow(RangeError);
  });
});

describe('steadyLabel', () => {
  test('changes with the evidence, from where it began', () => {
    const steady = steadyLabel(6);
    const sure = (up: number) => steady([up, 1 - up]);
    expect([1, 1, 0, 1, 0, 0].map(sure)).toEqual([
      { index: 0, since: 0 },
      { index: 0, since: 0 },
      { index: 0, since: 0 }, // log 99 = 4.6
      { index: 0, since: 0 },
      { index: 0, since: 0 },
      { index: 1, since: 4 }, // 9.2
    ]);
  });

  test('counts a window for its log-odds', () => {
    const steady = steadyLabel(2);
    steady([0.9, 0.1]);
    const said = Array.from({ length: 5 }, () => steady([0.4, 0.6]).index); // 0.405 each
    expect(said).toEqual([0, 0, 0, 0, 1]);
  });
});
