/**
 * A piece of a report, independent of how it is written: as HTML for people, as Markdown for the docs. In texts,
 * `backticks` mark code.
 */
export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | TableBlock
  | { kind: 'figures'; title: string; figures: Figure[] };

/** A table; its first column names the rows. */
export interface TableBlock {
  kind: 'table';
  caption: string;
  head: string[];
  rows: string[][];
}

/** A drawing; Markdown leaves it out. */
export interface Figure {
  caption: string;
  /** What it shows, for those who cannot see it. */
  alt: string;
  /** SVG text, or a PNG as base64. */
  image: { svg: string } | { png: string };
}
