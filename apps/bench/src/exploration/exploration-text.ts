import { printable } from '../terminal/printable.js';
import type { Exploration, GroupFacts, Spread } from './exploration.js';
import type { Separation } from './separation.js';

/** An exploration for a terminal of 80 columns. */
export function explorationText(document: Exploration): string {
  const { name, recordings, emotions, speakers, sexes, channels, sampleRates, seconds, rms, peak } = document;
  const { leftOut, atFullScale, separation, groups } = document;
  return [
    printable(
      `${name}: ${recordings} recordings, ${(seconds.total / 60).toFixed(1)} minutes, ${speakers.length} speakers`,
    ),
    '',
    ...groupLines('emotion', emotions),
    ...(sexes.length > 1 ? groupLines('sex', sexes) : []),
    ...(channels.length > 1 ? groupLines('channel', channels) : []),
    ...(sampleRates.length > 1 ? groupLines('sample rate', sampleRates) : [`Sample rate: ${sampleRates[0].name}`, '']),
    ...speakerLines(speakers),
    `Length     ${spreadText(seconds, 2)} s`,
    `Loudness   ${spreadText(rms, 1)} dBFS (rms)`,
    `Peak       ${spreadText(peak, 1)} dBFS${atFullScale > 0 ? `; ${atFullScale} recordings reach full scale` : ''}`,
    '           (least, median, most)',
    '',
    ...leftOutLines(leftOut),
    ...separationLines(separation),
    `Share of a feature's variance between groups (eta squared), and F ratio; features: ${groups.join(', ')}; mel in dB.`,
    '',
    ...componentLines(document),
  ]
    .flatMap((line) => wrapped(line))
    .join('\n')
    .trimEnd();
}

function groupLines(title: string, facts: GroupFacts[]): string[] {
  const width = Math.min(24, Math.max(title.length, ...facts.map(({ name }) => name.length)));
  const most = Math.max(...facts.map(({ recordings }) => recordings));
  return [
    `${title.padEnd(width)}  ${'recordings'.padStart(10)}  ${' '.repeat(20)}  ${'seconds'.padStart(7)}  ${'dBFS'.padStart(6)}`,
    ...facts.map(({ name, recordings, seconds, rms }) => {
      const bar = '█'.repeat(Math.max(1, Math.round((20 * recordings) / most))).padEnd(20);
      const cells = [String(recordings).padStart(10), bar, seconds.toFixed(2).padStart(7), rms.toFixed(1).padStart(6)];
      return `${printable(name).slice(0, width).padEnd(width)}  ${cells.join('  ')}`;
    }),
    '',
  ];
}

/** Speakers may be hundreds: who has how many, in a few lines. */
function speakerLines(speakers: GroupFacts[]): string[] {
  const counts = speakers.map(({ recordings }) => recordings);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const each = least === most ? `${most} recordings each` : `${least} to ${most} recordings each`;
  const told = ({ name, recordings }: GroupFacts) => (least === most ? name : `${name} (${recordings})`);
  const names = speakers.slice(0, 24).map((one) => printable(told(one)));
  const more = speakers.length > names.length ? `, and ${speakers.length - names.length} more` : '';
  return [`Speakers: ${speakers.length}, ${each}: ${names.join(', ')}${more}`, ''];
}

function leftOutLines(leftOut: Exploration['leftOut']): string[] {
  if (leftOut.length === 0) return ['Left out: nothing', ''];
  const lines = leftOut.slice(0, 10).map(({ name, reason }) => printable(`  ${name}: ${reason}`));
  const more = leftOut.length > lines.length ? [`  and ${leftOut.length - lines.length} more (--json names all)`] : [];
  return [`Left out: ${leftOut.length}`, ...lines, ...more, ''];
}

function separationLines({ emotions, speakers }: Exploration['separation']): string[] {
  const cell = (one: Separation | undefined) =>
    one
      ? `${one.feature.padEnd(18)}${one.etaSquared.toFixed(2).padStart(5)}${(one.fRatio?.toFixed(1) ?? '-').padStart(10)}`
      : '';
  const title = 'What tells emotions apart';
  return [
    `${title.padEnd(38)}What tells speakers apart`,
    ...Array.from({ length: Math.max(emotions.length, speakers.length) }, (_, i) =>
      `${cell(emotions[i]).padEnd(38)}${cell(speakers[i])}`.trimEnd(),
    ),
    '',
  ];
}

const [columns, lines] = [76, 20];

/** The two principal components as letters: one for each emotion, that of the most recordings in a place. */
function componentLines({ components, emotions }: Exploration): string[] {
  if (!components) return ['Too few recordings for principal components.'];
  const letters = lettersOf(emotions.map(({ name }) => name));
  const { points, explained } = components;
  const extent = (pick: (point: (typeof points)[number]) => number): [number, number] => {
    const values = points.map(pick);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left, right], [bottom, top]] = [extent(({ x }) => x), extent(({ y }) => y)];
  const counts = new Map<number, Map<string, number>>();
  for (const { x, y, emotion } of points) {
    const column = Math.round(((x - left) / (right - left || 1)) * (columns - 1));
    const line = Math.round(((top - y) / (top - bottom || 1)) * (lines - 1));
    const cell = counts.get(line * columns + column) ?? new Map<string, number>();
    counts.set(line * columns + column, cell.set(emotion, (cell.get(emotion) ?? 0) + 1));
  }
  const inkOf = (cell: Map<string, number> | undefined) =>
    cell ? letters.get([...cell].reduce((a, b) => (b[1] > a[1] ? b : a))[0]) : ' ';
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  return [
    `Principal components of the standardised features: across ${percent(explained[0])}, up ${percent(explained[1])} of the variance`,
    ...Array.from({ length: lines }, (_, line) =>
      Array.from({ length: columns }, (_, column) => inkOf(counts.get(line * columns + column)))
        .join('')
        .trimEnd(),
    ),
    [...letters].map(([name, letter]) => `${letter} ${printable(name)}`).join('  '),
  ];
}

/** A letter for each name, its first that no other has; a digit where all are taken. */
function lettersOf(names: string[]): Map<string, string> {
  const taken = new Map<string, string>();
  for (const [i, name] of names.entries()) {
    const used = new Set(taken.values());
    const letter = [...name].find((one) => /[a-z]/i.test(one) && !used.has(one)) ?? String(i % 10);
    taken.set(name, letter);
  }
  return taken;
}

function spreadText({ min, median, max }: Spread, digits: number): string {
  return [min, median, max].map((value) => value.toFixed(digits).padStart(7)).join(' ');
}

/** A line that is too long goes on in the next, after a space. */
function wrapped(line: string): string[] {
  if (line.length <= 80) return [line];
  const at = line.lastIndexOf(' ', 80);
  if (at <= 2) return [line];
  return [line.slice(0, at), ...wrapped(`  ${line.slice(at + 1)}`)];
}
