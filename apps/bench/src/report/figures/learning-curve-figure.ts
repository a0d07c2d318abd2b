import type { TopLevelSpec } from 'vega-lite';
import { colours, figureSpec } from './figure-config.js';

/** Shown for less, since the scale is logarithmic. */
const smallest = 1e-6;

/**
 * The training loss of a row: its mean over the trials, the smallest and largest as a band, and the loss of guessing as
 * a dashed line.
 *
 * @param losses For each trial the loss of each epoch; null where it was not a number.
 * @param classes Number of emotions.
 */
export function learningCurveFigure(losses: Array<Array<number | null>>, classes: number): TopLevelSpec {
  const epochs = Math.max(...losses.map(({ length }) => length));
  const values = Array.from({ length: epochs }, (_, epoch) => {
    const here = losses.flatMap((loss) => loss[epoch] ?? []).map((loss) => Math.max(loss, smallest));
    if (here.length === 0) return [];
    const mean = here.reduce((sum, loss) => sum + loss, 0) / here.length;
    return [{ epoch: epoch + 1, mean, low: Math.min(...here), high: Math.max(...here) }];
  }).flat();
  const guessing = Math.log(classes);
  const x = { field: 'epoch', type: 'quantitative', axis: { tickMinStep: 1, tickCount: 5, format: 'd' } };
  // Raw features begin at losses in the hundreds, and a net that learns by heart ends near nothing.
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'training loss',
    scale: { type: 'log' },
    axis: { tickCount: 4, format: '~g', grid: false },
  });
  return figureSpec({
    width: 230,
    height: 130,
    data: { values },
    layer: [
      {
        mark: { type: 'area', color: colours.ours, opacity: 0.35 },
        encoding: { x, y: y('low'), y2: { field: 'high' } },
      },
      { mark: { type: 'line', color: 'currentColor', strokeWidth: 1.5 }, encoding: { x, y: y('mean') } },
      { data: { values: [{ guessing }] }, mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { y: y('guessing') } },
    ],
  });
}
