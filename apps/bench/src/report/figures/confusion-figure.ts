import type { TopLevelSpec } from 'vega-lite';
import { colours, figureSpec } from './figure-config.js';

/**
 * The paper's figure 8: counts and per cent of the true class printed, shade by the same share, so that it reads in black and white.
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
      text: [String(count), ...(total > 0 ? [`${Math.round((100 * count) / total)} %`] : [])],
      share: total > 0 ? count / total : 0,
    }));
  });
  const x = { field: 'predicted', type: 'nominal', sort: labels, axis: { labelAngle: -45, orient: 'top' } };
  const y = { field: 'true', type: 'nominal', sort: labels };
  return figureSpec({
    width: { step: 54 },
    height: { step: 40 },
    data: { values },
    layer: [
      {
        mark: { type: 'rect', color: colours.ours, stroke: 'currentColor', strokeOpacity: 0.25 },
        // Never so dense that the page's own text colour cannot be read on it.
        encoding: {
          x,
          y,
          opacity: { field: 'share', type: 'quantitative', scale: { domain: [0, 1], range: [0, 0.7] }, legend: null },
        },
      },
      { mark: { type: 'text', dy: -6, lineHeight: 14 }, encoding: { x, y, text: { field: 'text', type: 'nominal' } } },
    ],
  });
}
