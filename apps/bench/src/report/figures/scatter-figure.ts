import type { TopLevelSpec } from 'vega-lite';
import { figureSpec } from './figure-config.js';

/** A point of a plane, and the group that it belongs to. */
export interface GroupedPoint {
  x: number;
  y: number;
  group: string;
}

/** The most groups that a legend tells apart by shape and colour. */
export const mostInLegend = 10;

/**
 * Points by group: of few groups each with a shape and a colour, of many each with its name at its mean.
 *
 * @param points At least one.
 * @param titles Of the two axes.
 */
export function scatterFigure(points: GroupedPoint[], titles: [x: string, y: string]): TopLevelSpec {
  const groups = [...new Set(points.map(({ group }) => group))];
  const few = groups.length <= mostInLegend;
  const axes = {
    x: { field: 'x', type: 'quantitative', title: titles[0] },
    y: { field: 'y', type: 'quantitative', title: titles[1] },
  };
  const color = {
    field: 'group',
    type: 'nominal',
    sort: groups,
    scale: { scheme: few ? 'tableau10' : 'tableau20' },
    legend: few ? { orient: 'top', title: null, columns: 4 } : null,
  };
  const shape = { field: 'group', type: 'nominal', sort: groups };
  const means = {
    x: { ...axes.x, aggregate: 'mean' },
    y: { ...axes.y, aggregate: 'mean' },
    detail: { field: 'group' },
  };
  return figureSpec({
    width: 360,
    height: 300,
    data: { values: points },
    layer: [
      {
        mark: { type: 'point', size: 22, opacity: 0.6, strokeWidth: 1.5 },
        encoding: { ...axes, color, ...(few && { shape }) },
      },
      ...(few
        ? []
        : [
            {
              mark: { type: 'text', fontWeight: 'bold' },
              encoding: { ...means, text: { field: 'group', type: 'nominal' } },
            },
          ]),
    ],
  });
}
