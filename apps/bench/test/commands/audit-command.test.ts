import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { averBench } from '../aver-bench.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-audit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("without a file it audits the paper's tables: 2b to 2e are possible with one total each, 2a and 2f are not", async () => {
  const { code, stdout } = await averBench(['audit', '--json']);
  expect(code).toBe(0);
  const audits: Array<{ table: string; possible: boolean; totals: number[]; contradictions: unknown[] }> =
    JSON.parse(stdout);
  const of = (letter: string) => audits.find(({ table }) => table === `2${letter}`);
  expect(['b', 'c', 'd', 'e'].map((letter) => of(letter)?.totals)).toEqual([[157], [160], [167], [172]]);
  expect(of('a')).toMatchObject({ possible: false, contradictions: [{ cell: 'sad.f1', printed: '0.65' }] });
  expect(of('f')?.possible).toBe(false);
  expect(of('f')?.contradictions).toContainEqual(expect.objectContaining({ cell: 'neutral.recall', printed: '0.79' }));

  const text = await averBench(['audit']);
  expect(text.stdout).toMatch(/Table 2e, RMSProp, learning rate 0\.005\n {2}possible, with 172 of 210 right\n/);
});

test('a report in a file', async () => {
  const path = join(folder, 'report.json');
  const report = {
    classes: [
      { name: 'yes', precision: '0.50', recall: '1.00', f1: '0.67', support: 1 },
      { name: 'no', precision: '1.00', recall: '0.50', f1: '0.67', support: 2 },
    ],
  };
  await writeFile(path, JSON.stringify(report));
  expect(JSON.parse((await averBench(['audit', path, '--json'])).stdout)).toMatchObject({
    possible: true,
    totals: [2],
    contradictions: [],
  });
});

test.each([
  ['nowhere.json', undefined, /nowhere\.json: expected a report as JSON; ENOENT/],
  ['text.json', 'no JSON', /text\.json: expected a report as JSON/],
  ['empty.json', '{}', /empty\.json: auditReport: /],
  [
    'number.json',
    '{"classes":[{"name":"a","precision":0.5,"recall":"0.5","f1":"0.5","support":2}]}',
    /number\.json: auditReport: .*precision/,
  ],
])('%s is refused in one line', async (name, content, message) => {
  if (content !== undefined) await writeFile(join(folder, name), content);
  const { code, stdout, stderr } = await averBench(['audit', join(folder, name)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('what the names in a report would do to a terminal is shown, not done', async () => {
  const path = join(folder, 'names.json');
  const name = 'yes\u001b[2J\u001b]0;x\u0007\nno contradiction found\r\u202e';
  const impossible = { name, precision: '0.55', recall: '1.00', f1: '0.99', support: 2 };
  await writeFile(path, JSON.stringify({ classes: [impossible, { ...impossible, name: 'no' }] }));
  const { code, stdout } = await averBench(['audit', path]);
  expect(code).toBe(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(stdout).toMatch(/^ {2}contradicted: yes\?\[2J\?\]0;x\?\?no contradiction found\?\?\.\w+, printed/m);
  await writeFile(path, JSON.stringify({ classes: [{ ...impossible, support: 0.5 }] }));
  expect((await averBench(['audit', path])).stderr.split('\n')).toHaveLength(2);
});
