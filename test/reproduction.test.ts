import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { notComparable, readResultFiles, type TableDocument, type TableName, tableRows } from '@aver/bench/report';
import { correctedResampledTTest } from '@aver/metrics';
import { describe, expect, test } from 'vitest';
import { aTable, results } from '../apps/bench/test/tables/a-table.js';
import { fillTables } from '../scripts/study/fill-tables.js';
import steps from '../scripts/study/steps.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}docs/results`;
const names = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.json'));
const committed = await readResultFiles(folder);

describe('the docs', () => {
  test.each(['docs/REPRODUCTION.md', 'docs/OUR-NETWORKS.md', 'README.md'])(
    '%s: its tables are those of docs/results (npm run study:docs)',
    (page) => {
      const text = readFileSync(`${root}${page}`, 'utf8');
      expect(text).toContain('<!-- begin ');
      expect(fillTables(text, committed)).toBe(text);
    },
  );

  test('a table that was changed by hand is found', () => {
    const text = readFileSync(`${root}docs/REPRODUCTION.md`, 'utf8');
    const changed = text.replace('| 157 of 210 |', '| 158 of 210 |');
    expect(changed).not.toBe(text);
    expect(fillTables(changed, committed)).toBe(text);
  });

  test('a part of an unknown name is refused, and a part without results says so', () => {
    expect(() => fillTables('<!-- begin nonsense --><!-- end -->', [])).toThrow(/parts must be .*; received nonsense/);
    expect(fillTables('<!-- begin table3 --><!-- end -->', [])).toContain('*No trial of this is finished yet.*');
  });

  test('tables of a study that is not finished say how far it is', () => {
    const documents = [aTable({ MLP: results(70, 80, 75, 71), 'CNN-2D': results(60) }, { planned: 10 })];
    const filled = fillTables('<!-- begin progress --><!-- end --><!-- begin results --><!-- end -->', documents);
    expect(filled).toContain('| Table 3 | printed | random | MLP: 4 of 10; CNN-1D: 0 of 10; CNN-2D: 1 of 10 |');
    expect(filled).toContain('| CNN-2D, as printed | speech alone, random | 0.89 | 0.60 |');
  });
});

test('the steps of the study ask for rows that exist', () => {
  for (const { table, rows = [], recipe, split } of steps) {
    const known = tableRows[table as TableName].map(({ row }) => row);
    for (const row of rows) expect(known).toContain(row);
    expect(['printed', 'notebook']).toContain(recipe);
    expect(['random', 'speakers', 'notebook']).toContain(split);
  }
});

describe.runIf(names.length > 0)('committed results', () => {
  test.each(names)('%s is small, and tells nothing of single recordings or of the machine that it lay on', (name) => {
    const path = `${folder}/${name}`;
    expect(statSync(path).size).toBeLessThan(40_000);
    expect(readFileSync(path, 'utf8')).not.toMatch(/predictions|probabilities|"\/|\/home|\/tmp/);
  });

  test.each(committed.map((one) => [`${one.setting.table} ${one.setting.recipe} ${one.setting.split}`, one] as const))(
    '%s: each row names command, seeds, versions, backend and machine, and its numbers agree with each other',
    (_, document: TableDocument) => {
      expect(notComparable(document)).toBeUndefined();
      expect(document.data.recordings).toBeGreaterThan(0);
      for (const row of document.rows) {
        const { command, seeds, build, environment, accuracy, confusion, trials, classes } = row;
        expect(command).toMatch(
          new RegExp(`^aver-bench ${document.setting.table} (?:--data [\\w.-]+ )+--rows .+ --seeds \\d+`),
        );
        expect(seeds.length).toBeGreaterThan(0);
        expect(build).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]+$/);
        for (const value of Object.values(environment)) expect(value).not.toBe('');
        expect(accuracy.mean).toBeCloseTo(
          accuracy.values.reduce((sum, one) => sum + one, 0) / accuracy.values.length,
          4,
        );
        expect(accuracy.low).toBeLessThanOrEqual(accuracy.mean);
        expect(accuracy.high).toBeGreaterThanOrEqual(accuracy.mean);
        const counts = confusion.counts.flat().reduce((sum, one) => sum + one, 0);
        if (document.setting.split === 'random') {
          const networks = tableRows[document.setting.table].find((one) => one.row === row.row)?.together ? 2 : 1;
          expect(trials.finished).toBe(networks * seeds.length);
          expect(counts).toBe(seeds.length * row.test);
          const right = confusion.counts.reduce((sum, one, i) => sum + one[i], 0);
          expect(right / counts).toBeCloseTo(accuracy.mean, 4);
        }
        expect(classes.map(({ name }) => name)).toEqual(document.setting.emotions);
      }
    },
  );
});

test("the Spectrogram CNN beside the paper's network at 500 epochs: the page's numbers are those of the committed seeds", () => {
  const accuracy = (table: TableName, row: string, split: string) => {
    const found = committed
      .find(
        ({ setting: one, rows }) =>
          one.table === table &&
          one.recipe === 'notebook' &&
          one.split === split &&
          !rows.some(({ channels }) => channels),
      )
      ?.rows.find((one) => one.row === row)?.accuracy;
    if (!found) throw new Error(`docs/results has no ${table}, ${row}, ${split}`);
    return found;
  };
  const text = readFileSync(`${root}docs/OUR-NETWORKS.md`, 'utf8');
  const ours = accuracy('enhanced', 'Spectrogram CNN', 'random').values;
  const differences = accuracy('table3', 'CNN-2D', 'random').values.map((one, i) => ours[i] - one);
  const { mean, pValue } = correctedResampledTTest(differences, { trainCount: 462, testCount: 210 });
  expect(text).toContain(`+${mean.toFixed(3)}, p ${pValue.toFixed(3)} by the corrected resampled t-test`);
  const unheard = [accuracy('table3', 'CNN-2D', 'speakers'), accuracy('enhanced', 'Spectrogram CNN', 'speakers')];
  const [paper, spectrogram] = unheard.map((one) => one.mean.toFixed(2));
  expect(text).toContain(`On speakers that no model had heard it has ${paper} there, ours ${spectrogram}`);
});
