import type { TopLevelSpec } from 'vega-lite';
import { figureSpec } from './figure-config.js';

/**
 * The paper's figures 4, 5 and 7: a spectrogram with its axes.
 *
 * @param png The picture as base64: time from left to right, frequency from 0 at the bottom to half the sample rate.
 */
export function spectrogramFigure(png: string, seconds: number, sampleRate: number): TopLevelSpec {
  const top = sampleRate / 2000;
  const axis = (field: string, title: string, end: number) => ({
    field,
    type: 'quantitative',
    title,
    scale: { domain: [0, end], nice: false },
  });
  return figureSpec({
    width: 300,
    height: 160,
    data: { values: [{ seconds, top }] },
    mark: {
      type: 'image',
      url: `data:image/png;base64,${png}`,
      width: 300,
      height: 160,
      aspect: false,
      align: 'right',
      baseline: 'top',
    },
    encoding: { x: axis('seconds', 'seconds', seconds), y: axis('top', 'kHz', top) },
  });
}
