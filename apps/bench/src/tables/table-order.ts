import type { TableName } from '../rows/tables.js';

const orders: string[][] = [
  ['table2', 'table3', 'ablations', 'enhanced', 'experiment'] satisfies TableName[],
  ['random', 'speakers', 'statements', 'corpus'],
  ['printed', 'notebook'],
];

/** Sorts tables as a reader wants them: by the paper's numbers, the paper's own split and recipe first. */
export function tableOrder(
  a: { table: string; split: string; recipe: string },
  b: { table: string; split: string; recipe: string },
): number {
  const places = ({ table, split, recipe }: typeof a) => [table, split, recipe].map((one, i) => orders[i].indexOf(one));
  const [first, second] = [places(a), places(b)];
  return first[0] - second[0] || first[1] - second[1] || first[2] - second[2];
}
