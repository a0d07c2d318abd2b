import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { averBench } from '../aver-bench.js';

const golden = (name: string) =>
  fileURLToPath(new URL(`../../../../packages/recognizer/test/golden/${name}`, import.meta.url));
const voice = golden('voice.wav');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-calibrate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('calibrate', () => {
  test('writes how a speaker sounds, which changes what predict says of them', async () => {
    const file = join(folder, 'me.json');
    const { code, stdout, stderr } = await averBench(['calibrate', voice, voice, '-o', file, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({ file, recordings: 2, usual: true });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ recordings: 2, usual: true });

    const answers = await Promise.all(
      [[], ['--speaker', file]].map(async (more) =>
        JSON.parse((await averBench(['predict', voice, '--json', ...more])).stdout),
      ),
    );
    const [anybody, known] = answers.map(([{ probabilities }]) => probabilities.neutral);
    expect(Math.abs(anybody - known)).toBeGreaterThan(0.001);
  });

  test('refuses a sound without a voice, and names it', async () => {
    const file = join(folder, 'none.json');
    const tones = golden('tones.mp3');
    const { code, stderr } = await averBench(['calibrate', voice, tones, '-o', file]);
    expect([code, stderr]).toEqual([2, `aver-bench: ${tones}: there is no voice in it\n`]);
    await expect(readFile(file)).rejects.toThrow();
  });

  test.each([
    ['no JSON', 'hello', /--speaker \S+bad.json: .*JSON/],
    [
      'another list',
      '{"recordings":1,"usual":true,"mean":[1]}',
      /--speaker \S+bad.json: forSpeaker: mean must be 859 numbers/,
    ],
  ])('predict refuses %s', async (_, content, message) => {
    const file = join(folder, 'bad.json');
    await writeFile(file, content);
    const { code, stderr } = await averBench(['predict', voice, '--speaker', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
