import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { voiceFeatureCount, voiceFeatureGroups, voiceFeatures } from '../../src/index.js';
import { pitchSignal } from './pitch-signal.js';

const { parts }: { parts: Record<string, number[]> } = JSON.parse(
  readFileSync(new URL('voice-features.json', import.meta.url), 'utf8'),
);

// Generate-voice-features.py has the same network: value i at time t is sin(t + i).
const embed = () => ({
  data: Float32Array.from({ length: 7 * 96 }, (_, at) => Math.sin(Math.floor(at / 96) + (at % 96))),
  shape: [7, 96] as [number, number],
});
const values = voiceFeatures(pitchSignal(), 16000, embed);

test('every value is in one of the parts', () => {
  expect(Object.values(parts).flat()).toHaveLength(voiceFeatureCount);
  expect(Object.entries(parts).map(([name, { length }]) => [name, length])).toEqual(Object.entries(voiceFeatureGroups));
});

test.each(Object.keys(parts))('librosa 0.11.0 and numpy: %s', (name) => {
  const names = Object.keys(parts);
  const start = names.slice(0, names.indexOf(name)).reduce((sum, before) => sum + parts[before].length, 0);
  expectAllClose(values.subarray(start, start + parts[name].length), parts[name], { rtol: 2e-4, atol: 2e-4 });
});
