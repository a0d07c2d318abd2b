// Brings the docs up to date with the results of the study, finished or not:
//   npm run study:docs -- FOLDER    takes what the study left in the folder into docs/results, then fills the tables
//   npm run study:docs              fills the tables of the docs from docs/results
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRun, notComparable, readResultFiles, writeResultFiles } from '@aver/bench/report';
import { fillTables } from './fill-tables.js';

const results = fileURLToPath(new URL('../../docs/results', import.meta.url));
const pages = ['../../docs/REPRODUCTION.md', '../../docs/OUR-NETWORKS.md', '../../README.md'].map(
  (path) => new URL(path, import.meta.url),
);
const [folder] = process.argv.slice(2);

if (folder !== undefined) {
  const { tables } = await loadRun(resolve(process.env.INIT_CWD ?? '.', folder), { strict: true });
  const documents = tables.map(({ document }) => document).filter((one) => one.rows.length > 0 && !notComparable(one));
  for (const path of await writeResultFiles(results, documents)) process.stdout.write(`${path}\n`);
}
const documents = await readResultFiles(results);
for (const page of pages) {
  await writeFile(page, fillTables(await readFile(page, 'utf8'), documents));
  process.stdout.write(`${fileURLToPath(page)}\n`);
}
