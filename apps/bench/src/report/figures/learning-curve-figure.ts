import { group, mean } from 'd3-array';
import type { TopLevelSpec } from 'vega-lite';
import type { TrialResult } from '../../compute/trial-result.js';
import { colours, figureSpec } from './figure-config.js';

/** Shown for less, since the scale is logarithmic. */
const smallest = 1e-6;

/**
 * The training loss of a row: its mean over the trials, the smallest and largest as a band, and the loss of guessing as
 * a dashed line. The loss of the test recordings as points on a line of its own, the mean of the trials that have it.
 *
 * @param losses For each trial the loss of each epoch; null where it was not a number.
 * @param classes Number of emotions.
 * @param heldOut For each trial the loss of what it was tested on, after some epochs.
 */
export function learningCurveFigure(
  losses: Array<Array<number | null>>,
  classes: number,
  heldOut: Array<NonNullable<TrialResult['history']['heldOut']>> = [],
): TopLevelSpec {
  const tested = [...group(heldOut.flat(), ({ epoch }) => epoch)].flatMap(([epoch, points]) => {
    const here = points.flatMap(({ loss }) => loss ?? []).map((loss) => Math.max(loss, smallest));
    return here.length > 0 ? [{ epoch, mean: mean(here) as number }] : [];
  });
  const epochs = Math.max(...losses.map(({ length }) => length));
  const values = Array.from({ length: epochs }, (_, epoch) => {
    const here = losses.flatMap((loss) => loss[epoch] ?? []).map((loss) => Math.max(loss, smallest));
    if (here.length === 0) return [];
    return [{ epoch: epoch + 1, mean: mean(here) as number, low: Math.min(...here), high: Math.max(...here) }];
  }).flat();
  const guessing = Math.log(classes);
  const x = { field: 'epoch', type: 'quantitative', axis: { tickMinStep: 1, tickCount: 5, format: 'd' } };
  // Raw features begin at losses in the hundreds, and a net that learns by heart ends near nothing.
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'loss',
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
      ...(tested.length > 0
        ? [
            {
              data: { values: tested },
              mark: {
                type: 'line' as const,
                color: colours.paper,
                strokeWidth: 1.5,
                point: { size: 12, color: colours.paper },
              },
              encoding: { x, y: y('mean') },
            },
          ]
        : []),
      { data: { values: [{ guessing }] }, mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { y: y('guessing') } },
    ],
  });
}
