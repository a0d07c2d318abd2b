import { createLcg, expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/synthetic/create-random.js';
import { controlTracks } from '../../src/synthetic/sentence/control-tracks.js';
import { movingAverage } from '../../src/synthetic/sentence/moving-average.js';
import { phonemes } from '../../src/synthetic/sentence/phonemes.js';
import { pitchContour } from '../../src/synthetic/sentence/pitch-contour.js';
import { segmentTiming } from '../../src/synthetic/sentence/segment-timing.js';
import { statementPhonemes } from '../../src/synthetic/sentence/statement-phonemes.js';
import { delivery } from '../../src/synthetic/speaker/delivery.js';

const random = () => createRandom('test');
const spoken = delivery(
  {
    modality: 'audio-only',
    vocalChannel: 'speech',
    emotion: 'happy',
    intensity: 'normal',
    statement: 1,
    repetition: 1,
    actor: 2,
  },
  0,
);

test.each([1, 2] as const)(
  'statement %d is made of known phonemes, with an accent on each of its four content words',
  (statement) => {
    const sentence = statementPhonemes[statement];
    for (const { phoneme } of sentence) expect(phonemes[phoneme]).toBeDefined();
    expect(sentence.filter(({ accent }) => accent > 0)).toHaveLength(4);
    for (const { stress, accent } of sentence) {
      expect(stress >= 0 && stress <= 1).toBe(true);
      expect(accent >= 0 && accent <= 1).toBe(true);
    }
  },
);

test('the statements end alike and begin differently', () => {
  const names = (statement: 1 | 2) => statementPhonemes[statement].map(({ phoneme }) => phoneme).join(' ');
  expect(names(1)).toBe('K IH D Z ER T AO K IH NG B AY DH AX D AO ER');
  expect(names(2)).toBe('D AO G Z ER S IH DX IH NG B AY DH AX D AO ER');
});

test('segments lie end to end from 0, and a sentence takes about as long as real ones', () => {
  for (const statement of [1, 2] as const) {
    const timed = segmentTiming(statementPhonemes[statement], 1, random());
    timed.forEach(({ start, end }, i) => {
      expect(start).toBe(i === 0 ? 0 : timed[i - 1].end);
      expect(end).toBeGreaterThan(start);
    });
    expect(timed[timed.length - 1].end).toBeGreaterThan(1.4);
    expect(timed[timed.length - 1].end).toBeLessThan(2.1);
  }
});

test('at half the rate vowels take twice as long and bursts as long as ever', () => {
  const [slow, even] = [0.5, 1].map((rate) => segmentTiming(statementPhonemes[1], rate, random()));
  const ratio = (i: number) => (slow[i].end - slow[i].start) / (even[i].end - even[i].start);
  even.forEach(({ segment }, i) => {
    expect(ratio(i)).toBeCloseTo(2 ** segment.elasticity, 9);
  });
  expect(new Set(even.map(({ segment }) => segment.elasticity))).toContain(0);
  expect(new Set(even.map(({ segment }) => segment.elasticity))).toContain(1);
});

test('a moving average is the mean of the neighbours, with the ends going on', () => {
  expectAllClose(movingAverage(Float64Array.of(3, 6, 9, 12), 1), [4, 6, 9, 11], { atol: 1e-12 });
  const values = createLcg(5).array(50);
  const direct = Array.from(values, (_, i) => {
    const around = Array.from({ length: 9 }, (_, j) => values[Math.min(49, Math.max(0, i + j - 4))]);
    return around.reduce((sum, value) => sum + value, 0) / 9;
  });
  expectAllClose(movingAverage(values, 4), direct, { atol: 1e-12 });
});

test('the geometric mean of a pitch contour is the fundamental, whatever its range', () => {
  const timed = segmentTiming(statementPhonemes[1], 1, random());
  for (const range of [0, 4, 12]) {
    const contour = pitchContour(timed, 800, 0.002, { fundamental: 173, range, final: -2 }, random());
    expect(Math.exp(contour.reduce((sum, hz) => sum + Math.log(hz), 0) / 800)).toBeCloseTo(173, 9);
  }
});

test('an accent lifts the pitch by the range, a final movement bends the last syllable', () => {
  const timed = segmentTiming(statementPhonemes[1], 1, random());
  const frames = Math.ceil(timed[timed.length - 1].end / 0.002);
  const semitones = (range: number, final: number) =>
    pitchContour(timed, frames, 0.002, { fundamental: 100, range, final }, random()).map(
      (hz) => 12 * Math.log2(hz / 100),
    );
  const flat = semitones(0, 0);
  const accented = semitones(5, 0).map((value, i) => value - flat[i]);
  const talk = timed.find(({ accent }) => accent === 1);
  const peak = Math.round(((talk?.start ?? 0) + (talk?.end ?? 0)) / 2 / 0.002);
  // Between accents the contour comes back to the line, but for the mean, which the fundamental takes.
  expect(accented[peak] - Math.min(...accented)).toBeCloseTo(5, 0);
  const bent = semitones(0, 6).map((value, i) => value - flat[i]);
  expect(bent[frames - 1] - bent[0]).toBeCloseTo(6, 1);
});

test('tracks reach the targets of long segments and are scaled by the voice', () => {
  const timed = segmentTiming(statementPhonemes[1], 0.4, random());
  const tracks = controlTracks(timed, { ...spoken, formantScale: 1.2, openness: 1.1 }, random());
  const door = timed[timed.length - 2]; // AO
  const middle = Math.round((door.start + door.end) / 2 / tracks.frameSeconds);
  expectAllClose(
    tracks.formants.map((track) => track[middle]),
    [570 * 1.2 * 1.1, 840 * 1.2, 2410 * 1.2],
    { rtol: 1e-9 },
  );
  expect(tracks.frication[middle]).toBe(0);
  expect(tracks.nasalZero[middle]).toBeCloseTo(270, 9);
  const nose = timed.find(({ segment }) => segment.nasal);
  expect(tracks.nasalZero[Math.round(((nose?.start ?? 0) + (nose?.end ?? 0)) / 2 / tracks.frameSeconds)]).toBeCloseTo(
    450,
    9,
  );
});

test('tracks have one finite value a frame, move without leaps, and end in silence', () => {
  const timed = segmentTiming(statementPhonemes[2], 1, random());
  const tracks = controlTracks(timed, spoken, random());
  const frames = Math.ceil(timed[timed.length - 1].end / tracks.frameSeconds);
  const { frameSeconds: _, formants, bandwidths, ...others } = tracks;
  for (const track of [...Object.values(others), ...formants, ...bandwidths]) {
    expect(track).toHaveLength(frames);
    expect(track.every(Number.isFinite)).toBe(true);
  }
  // The tongue moves at most one neighbour's distance in 60 ms; the fastest pair of targets is 1700 Hz apart.
  for (const track of formants) {
    for (let i = 1; i < frames; i++) expect(Math.abs(track[i] - track[i - 1])).toBeLessThan(150);
  }
  expect(tracks.voicing[frames - 1]).toBeLessThan(1e-3);
  expect(tracks.aspiration[frames - 1]).toBeLessThan(1e-3);
});
