import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readResultFiles } from '@aver/bench/report';
import { realRecordings } from '@aver/test-helpers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { averBenchProcess } from '../apps/bench/test/aver-bench.js';

const data = realRecordings();
let out: string;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'aver-committed-'));
});

afterAll(async () => {
  await rm(out, { recursive: true, force: true });
});

test.skipIf(!data)(
  'the real recordings give the committed accuracy again, to the last recording: MLP as printed, random split, seed 0',
  async ({ skip }) => {
    const committed = await readResultFiles(fileURLToPath(new URL('../docs/results', import.meta.url)));
    const document = committed.find(
      ({ setting: one }) => one.table === 'table3' && one.recipe === 'printed' && one.split === 'random',
    );
    const row = document?.rows.find((one) => one.row === 'MLP');
    expect(row?.seeds[0]).toBe(0);
    const args = ['table3', '--rows', 'MLP', '--recipe', 'printed', '--profile', 'paper', '--seeds', '1'];
    const where = ['--backend', 'wasm', '--data', data as string, '--out', out, '--jobs', '1', '--json'];
    const { code, stdout, stderr } = await averBenchProcess([...args, ...where], {
      env: { AVER_CACHE: join(out, 'cache') },
    });
    expect(code, stderr).toBe(0);
    const again = JSON.parse(stdout);
    if (again.data.fingerprint !== document?.data.fingerprint) skip('other recordings than those of docs/results');
    expect(again.rows[0].accuracy.values[0]).toBeCloseTo(row?.accuracy.values[0] as number, 5);
  },
  600_000,
);
