import type { TopLevelSpec } from 'vega-lite';
import { figureSpec } from './figure-config.js';

/**
 * The paper's figure 6: a recording's samples over time, as the smallest and largest of each short stretch.
 *
 * @param seconds Length of the recording.
 */
export function waveformFigure({ low, high }: { low: number[]; high: number[] }, seconds: number): TopLevelSpec {
  const values = low.map((value, i) => ({ time: ((i + 0.5) * seconds) / low.length, low: value, high: high[i] }));
  return figureSpec({
    width: 300,
    height: 90,
    data: { values },
    mark: { type: 'area', color: 'currentColor', opacity: 0.8 },
    encoding: {
      x: { field: 'time', type: 'quantitative', title: 'seconds', scale: { domain: [0, seconds], nice: false } },
      y: { field: 'low', type: 'quantitative', title: 'amplitude' },
      y2: { field: 'high' },
    },
  });
}
