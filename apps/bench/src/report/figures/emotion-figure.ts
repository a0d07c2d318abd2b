import type { TopLevelSpec } from 'vega-lite';
import type { TableRow } from '../../tables/table-document.js';
import { colours, figureSpec, shareAxis } from './figure-config.js';

/** The share of each emotion's recordings that a row's model recognised, and the recall that the paper prints. */
export function emotionFigure({ classes, paper }: TableRow): TopLevelSpec {
  const values = classes.map(({ name, recall }) => ({
    name,
    recall,
    paper: paper?.classes?.find((one) => one.name === name)?.recall,
  }));
  const y = { field: 'name', type: 'nominal', sort: classes.map(({ name }) => name), title: null };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'recall',
    axis: shareAxis,
    scale: { domain: [0, 1] },
  });
  return figureSpec({
    width: 200,
    height: { step: 26 },
    data: { values },
    layer: [
      { mark: { type: 'bar', color: colours.ours, opacity: 0.55, height: 14 }, encoding: { y, x: x('recall') } },
      {
        mark: { type: 'text', align: 'left', dx: 4, baseline: 'middle' },
        encoding: { y, x: { datum: 0 }, text: { field: 'recall', format: '.2f' } },
      },
      {
        transform: [{ filter: 'isValid(datum.paper)' }],
        mark: { type: 'point', shape: 'diamond', filled: true, size: 90, color: colours.paper, opacity: 1 },
        encoding: { y, x: x('paper') },
      },
    ],
  });
}
