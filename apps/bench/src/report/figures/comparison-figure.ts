import { predictionInterval } from '@aver/metrics';
import type { TopLevelSpec } from 'vega-lite';
import type { TableRow } from '../../tables/table-document.js';
import { colours, figureSpec, shareAxis } from './figure-config.js';

/** A row as the figure compares it. */
export interface ComparedRow {
  label: string;
  accuracy: Pick<TableRow['accuracy'], 'mean' | 'low' | 'high' | 'values'>;
  /** What the paper prints, where the row can be compared with it. */
  paper?: number;
}

/**
 * The paper's figure 9 with what it lacks: bars are our mean accuracies, thin rules their intervals, broad ones the
 * interval for one more run, circles the seeds or folds one by one, diamonds the paper's numbers.
 *
 * @param width Of the bars' room, in pixels.
 */
export function comparisonFigure(rows: ComparedRow[], { width = 300 }: { width?: number } = {}): TopLevelSpec {
  const bars = rows.map(({ label, accuracy, paper }) => ({
    row: label,
    mean: accuracy.mean,
    low: accuracy.low,
    high: accuracy.high,
    paper,
    ...oneMoreRun(accuracy.values),
  }));
  // Of one run alone the bar says it.
  const points = rows.flatMap(({ label, accuracy: { values } }) =>
    values.length > 1 ? values.map((value) => ({ row: label, value })) : [],
  );
  const y = { field: 'row', type: 'nominal', sort: rows.map(({ label }) => label), title: null };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'accuracy on the test part',
    axis: shareAxis,
    scale: { domain: [0, 1] },
  });
  return figureSpec({
    width,
    height: { step: 40 },
    data: { values: bars },
    layer: [
      { mark: { type: 'bar', color: colours.ours, opacity: 0.55, height: 22 }, encoding: { y, x: x('mean') } },
      {
        data: { values: points },
        mark: {
          type: 'point',
          shape: 'circle',
          size: 30,
          color: 'currentColor',
          strokeWidth: 1,
          filled: false,
          yOffset: 16,
        },
        encoding: { y, x: x('value') },
      },
      {
        transform: [{ filter: 'isValid(datum.runLow)' }],
        mark: { type: 'rule', strokeWidth: 6, opacity: 0.3 },
        encoding: { y, x: x('runLow'), x2: { field: 'runHigh' } },
      },
      { mark: { type: 'rule', strokeWidth: 2 }, encoding: { y, x: x('low'), x2: { field: 'high' } } },
      { mark: { type: 'tick', thickness: 2, size: 10, color: 'currentColor' }, encoding: { y, x: x('low') } },
      { mark: { type: 'tick', thickness: 2, size: 10, color: 'currentColor' }, encoding: { y, x: x('high') } },
      {
        transform: [{ filter: 'isValid(datum.paper)' }],
        mark: { type: 'point', shape: 'diamond', filled: true, size: 110, color: colours.paper, opacity: 1 },
        encoding: { y, x: x('paper') },
      },
    ],
  });
}

function oneMoreRun(values: number[]): { runLow?: number; runHigh?: number } {
  if (values.length < 2) return {};
  const { low, high } = predictionInterval(values);
  return { runLow: Math.max(0, low), runHigh: Math.min(1, high) };
}
