import type { TopLevelSpec } from 'vega-lite';
import type { TableRow } from '../tables/summarize-row.js';

/** The paper's figure 9 with what it lacks: our accuracies with their intervals, beside the paper's. */
export function comparisonFigure(rows: TableRow[]): TopLevelSpec {
  const values = rows.map(({ row, accuracy, paper }) => ({
    row,
    ours: accuracy.mean,
    low: Math.max(0, accuracy.low),
    high: Math.min(1, accuracy.high),
    paper: paper.accuracy,
  }));
  const x = { field: 'row', type: 'nominal' as const, sort: null, title: null, axis: { labelAngle: 0 } };
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: 'accuracy on the test part',
    scale: { domain: [0, 1] },
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: { step: 90 },
    height: 260,
    data: { values },
    layer: [
      { mark: { type: 'bar', color: '#9db7d5', width: 46 }, encoding: { x, y: y('ours') } },
      { mark: { type: 'rule', color: '#222', strokeWidth: 2 }, encoding: { x, y: y('low'), y2: { field: 'high' } } },
      {
        mark: { type: 'point', shape: 'diamond', filled: true, size: 110, color: '#b3341e' },
        encoding: { x, y: y('paper') },
      },
    ],
  };
}
