import type { Config, TopLevelSpec } from 'vega-lite';

const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Blue and orange that stand out from white and from near-black; what they tell, shapes and labels tell too. */
export const colours = { ours: '#4a86c5', paper: '#c9661f' };

/**
 * What all figures share. Text and lines take the colour of the page's text, so that a figure reads on a light and on a
 * dark page; no marks for screen readers, since each figure has one description and a table with its numbers.
 */
const figureConfig: Config = {
  aria: false,
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    labelColor: 'currentColor',
    titleColor: 'currentColor',
    domainColor: 'currentColor',
    tickColor: 'currentColor',
    gridColor: 'currentColor',
    gridOpacity: 0.15,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelLimit: 220,
    labelFlush: false,
  },
  header: { labelColor: 'currentColor', titleColor: 'currentColor', labelFontSize: 12 },
  legend: { labelColor: 'currentColor', titleColor: 'currentColor', labelFontSize: 12 },
  text: { color: 'currentColor', fontSize: 12 },
  rule: { color: 'currentColor' },
};

/** The axis of shares from 0 to 1. */
export const shareAxis = { values: [0, 0.2, 0.4, 0.6, 0.8, 1] };

/** A figure's specification: what it draws, with what all figures share. */
export function figureSpec(spec: object): TopLevelSpec {
  return { $schema: schema, ...spec, config: figureConfig } as TopLevelSpec;
}
