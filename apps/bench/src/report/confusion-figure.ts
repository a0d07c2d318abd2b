import type { TopLevelSpec } from 'vega-lite';

/**
 * A confusion matrix: counts printed, shade by the share of the true class, so that it reads in black and white.
 *
 * @param labels Names of the classes.
 * @param counts Rows true, columns predicted, in the order of the labels.
 */
export function confusionFigure(labels: string[], counts: number[][]): TopLevelSpec {
  const values = counts.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => ({
      true: labels[i],
      predicted: labels[j],
      count,
      share: total > 0 ? count / total : 0,
    }));
  });
  const x = {
    field: 'predicted',
    type: 'nominal' as const,
    sort: labels,
    axis: { labelAngle: 0, orient: 'top' as const },
  };
  const y = { field: 'true', type: 'nominal' as const, sort: labels };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: { step: 58 },
    height: { step: 40 },
    data: { values },
    layer: [
      {
        mark: 'rect',
        encoding: {
          x,
          y,
          color: { field: 'share', type: 'quantitative', scale: { scheme: 'blues', domain: [0, 1] }, legend: null },
        },
      },
      {
        mark: 'text',
        encoding: {
          x,
          y,
          text: { field: 'count', type: 'quantitative' },
          color: { condition: { test: 'datum.share > 0.6', value: 'white' }, value: 'black' },
        },
      },
    ],
    config: { view: { stroke: null } },
  };
}
