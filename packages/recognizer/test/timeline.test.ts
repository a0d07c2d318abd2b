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

describe('a model that tells of voices, and when it is not sure', () => {
  /** Zeros are silence; else the share of what is positive is the probability of `up`. */
  const careful: typeof recognizer = {
    ...recognizer,
    card: { ...recognizer.card, sure: { threshold: 0.7, accuracy: 1, share: 1 } },
    recognizeInputs: async (inputs) =>
      (await recognizer.recognizeInputs(inputs)).map((answer, i) => {
        const speech = Number((inputs[i].data as Float32Array)[1].toFixed(3));
        const isQuiet = speech < 0.5;
        return { ...answer, speech, ...(isQuiet && { label: 'no voice' as const, probability: 1 - speech }) };
      }),
    inputOf: (samples) => {
      const loud = samples.filter((x) => x !== 0);
      const up = loud.filter((x) => x > 0).length / Math.max(1, loud.length);
      return { data: Float32Array.of(up, loud.length / samples.length), shape: [2] };
    },
  };
  const hear = (samples: Float32Array) => timeline(careful, samples, rate, { hopSeconds: 1 });
  const mixed = (up: number, seconds: number) =>
    Array.from({ length: seconds * 100 }, (_, i): [number, number] => [i % 10 < 10 * up ? 1 : -1, 0.01]);

  test('a pause is a segment of its own, at once, and what is said before goes on after it', async () => {
    const { segments, summary } = await hear(sound([1, 5], [0, 3], [1, 5]));
    expect(segments.map(({ label, speech }) => [label, speech])).toEqual([
      ['up', 1],
      ['no voice', 0],
      ['up', 1],
    ]);
    expect(segments.map(({ start, end }) => [start, end])).toEqual([
      [0, 5],
      [5, 8],
      [8, 13],
    ]);
    // Pauses do not vote.
    expect(summary).toMatchObject({ label: 'up', probability: 1, speech: expect.closeTo(10 / 13, 6) });
  });

  test('a label that takes over does so from where it began, across a pause', async () => {
    const { segments } = await hear(sound([1, 4], [-1, 1], [0, 2], [-1, 3]));
    expect(segments.map(({ label, start }) => [label, start])).toEqual([
      ['up', 0],
      ['down', 4],
      ['no voice', 5],
      ['down', 7],
    ]);
  });

  test('of silence alone the summary is no voice', async () => {
    const { segments, summary } = await hear(new Float32Array(4 * rate));
    expect(segments).toMatchObject([{ label: 'no voice', start: 0, end: 4, speech: 0 }]);
    expect(summary).toMatchObject({ label: 'no voice', probability: 1, speech: 0 });
  });

  test('what is unsure on average is not sure; one unsure window among others is not', async () => {
    const unsure = await hear(sound(...mixed(0.6, 8)));
    expect(unsure.segments).toMatchObject([{ label: 'not sure', start: 0, end: 8 }]);
    expect(unsure.summary).toMatchObject({ label: 'not sure', probability: expect.closeTo(0.6, 6) });
    const steady = await hear(sound([1, 3], ...mixed(0.5, 1), [1, 3]));
    expect(steady.segments).toMatchObject([{ label: 'up', start: 0, end: 7 }]);
    expect(steady.summary.label).toBe('up');
  });

  test('a listener says each window as it comes', async () => {
    const listener = createListener(careful, rate, { hopSeconds: 1 });
    const samples = sound([1, 2], [0, 2], ...mixed(0.6, 1), [-1, 4]);
    const answers = [...(await listener.push(samples)), ...(await listener.end())];
    expect(answers.map(({ label, since, speech }) => [label, since, speech])).toEqual([
      ['up', 0, 1],
      ['up', 0, 1],
      ['no voice', 2, 0],
      ['no voice', 2, 0],
      ['up', 0, 1], // on average of three
      ['not sure', 0, 1], // of four, of which the last is 0
      ['down', 5, 1],
      ['down', 5, 1],
      ['down', 5, 1],
    ]);
    expect(answers[2].probability).toBe(1);
    expect(answers[4].probability).toBeCloseTo(0.6, 6);
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
    const sure = (up: number, window: number) => steady([up, 1 - up], window);
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
    steady([0.9, 0.1], 0);
    const said = Array.from({ length: 5 }, (_, i) => steady([0.4, 0.6], i + 1).index); // 0.405 each
    expect(said).toEqual([0, 0, 0, 0, 1]);
  });
});
