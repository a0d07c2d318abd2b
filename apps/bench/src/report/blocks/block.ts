/**
 * A piece of a report, independent of how it is written: as HTML for people, as Markdown for the docs. In texts,
 * `backticks` mark code.
 */
export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  // What leads says it all in a sentence or two, and stands out.
  | { kind: 'paragraph'; text: string; leads?: true }
  | { kind: 'list'; items: string[] }
  | TableBlock
  | { kind: 'figures'; title: string; figures: Figure[] }
  // Details: a phone shows the title until the reader opens it.
  | { kind: 'folded'; title: string; blocks: Block[] };

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
  /** SVG text, with another drawing for phones where one does not serve both; or a PNG as base64. */
  image: { svg: string; narrow?: string } | { png: string };
  /** What it shows, to be heard: a WAV file as base64. */
  sound?: string;
}
