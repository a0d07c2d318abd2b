import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { averBench, averBenchProcess } from '../aver-bench.js';

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

  const text = await averBenchProcess(['audit']);
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
  ['nowhere.json', undefined, /nowhere\.json: expected a report as JSON, or as scikit-learn prints it; ENOENT/],
  ['text.json', 'no JSON', /text\.json: expected a report as JSON/],
  ['empty.json', '{}', /empty\.json: auditReport: /],
  [
    'high.json',
    '{"classes":[{"name":"a","precision":5.5,"recall":"0.5","f1":"0.5","support":2}]}',
    /high\.json: auditReport: .*precision/,
  ],
  ['cut.json', '{"classes":[{"name":"a"', /cut\.json: expected a report as JSON, or as scikit-learn prints it; /],
])('%s is refused in one line', async (name, content, message) => {
  if (content !== undefined) await writeFile(join(folder, name), content);
  const { code, stdout, stderr } = await averBench(['audit', join(folder, name)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

const printed = `              precision    recall  f1-score   support

         yes       0.50      1.00      0.67         1
not at  all       1.00      0.50      0.67         2

    accuracy                           0.67         3
   macro avg       0.75      0.75      0.67         3
weighted avg       0.83      0.67      0.67         3
`;

test("what scikit-learn's classification_report printed, as text", async () => {
  const path = join(folder, 'report.txt');
  await writeFile(path, printed);
  const { code, stdout } = await averBench(['audit', path, '--json']);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    ...{ code: 0, possible: true, samples: 3, totals: [2] },
    example: { labels: ['yes', 'not at  all'] },
  });
  // A digit too high: contradicted, where a report that was not read would be possible.
  await writeFile(path, printed.replace('0.75      0.75', '0.76      0.75'));
  expect(JSON.parse((await averBench(['audit', path, '--json'])).stdout)).toMatchObject({ possible: false });
});

test('numbers count with the digits that are written: 0.50 is no 0.5', async () => {
  const path = join(folder, 'digits.json');
  const verdict = async (recall: string) => {
    await writeFile(path, `{"classes":[{"name":"a","recall":${recall},"support":9},{"name":"b","support":5}]}`);
    return JSON.parse((await averBench(['audit', path, '--json'])).stdout).possible;
  };
  // Of 9, 5 are 0.556 and 4 are 0.444: 0.4 and 0.6 with one digit; no 0.50 with two.
  expect([await verdict('0.4'), await verdict('"0.4"'), await verdict('0.40'), await verdict('"0.40"')]).toEqual([
    ...[true, true, false, false],
  ]);
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
