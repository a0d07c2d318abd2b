import { tables } from '../rows/tables.js';
import type { TableDocument } from '../tables/table-document.js';

/** What a report is of: its tables, and the recordings that they were made of. */
export function reportTitle(documents: TableDocument[]): string {
  const titles = [...new Set(documents.map(({ setting }) => tables[setting.table].title))];
  const names = [...new Set(documents.map(({ data }) => data.name))].map((name) =>
    name === 'synthetic' ? 'built-in synthetic voices' : name,
  );
  return `${listed(titles)} on ${listed(names)}`;
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
