import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { averBench, startAverBench } from '../aver-bench.js';
import { tinyCorpus } from '../tiny-corpus.js';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-interrupted-'));
  data = join(folder, 'corpus.zip');
  await writeFile(data, zipSync(Object.fromEntries(tinyCorpus().map(({ name, bytes }) => [name, bytes]))));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const args = (out: string) => [
  ...['table3', '--data', data, '--rows', 'MLP', '--epochs', '2', '--seeds', '1', '--backend', 'wasm', '--jobs', '1'],
  ...['--out', join(folder, out)],
];

test('SIGKILL while inputs are computed, then the archive removed, then two runs at once on one cache: both succeed, alike', async () => {
  const env = { AVER_CACHE: join(folder, 'cache') };
  const killed = startAverBench(args('killed'), { env });
  await says(killed.child, 'Computing');
  process.kill(-(killed.child.pid as number), 'SIGKILL');
  expect((await killed.outcome).signal).toBe('SIGKILL');

  const bereft = startAverBench(args('bereft'), { env });
  await says(bereft.child, 'Computing');
  await rename(data, `${data}-elsewhere`);
  const { code, stdout, stderr } = await bereft.outcome;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/aver-bench: corpus\.zip: .*does not exist; nothing of it was kept\n$/);

  await rename(`${data}-elsewhere`, data);
  const outcomes = await Promise.all([averBench(args('one'), { env }), averBench(args('two'), { env })]);
  expect(outcomes.map((outcome) => outcome.code)).toEqual([0, 0]);
  expect(await predictions('one')).toEqual(await predictions('two'));
  const left = await readdir(join(folder, 'cache', 'inputs'));
  expect(left.filter((name) => name.endsWith('.bin'))).toHaveLength(1);
}, 600_000);

async function predictions(out: string): Promise<unknown> {
  const [name] = await readdir(join(folder, out, 'trials'));
  return JSON.parse(await readFile(join(folder, out, 'trials', name), 'utf8')).predictions;
}

/** Waits until a process says something on stderr. */
async function says(child: ReturnType<typeof startAverBench>['child'], word: string): Promise<void> {
  let text = '';
  child.stderr?.on('data', (part) => {
    text += part;
  });
  const end = performance.now() + 90_000;
  while (!text.includes(word)) {
    if (performance.now() > end) throw new Error(`waited for "${word}" in vain; received ${text}`);
    await sleep(5);
  }
}
