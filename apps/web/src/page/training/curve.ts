import { createSvg } from '../elements.js';

const width = 320;
const height = 150;
const margin = { left: 38, right: 8, top: 10, bottom: 24 };

/**
 * Draws one curve over epochs into an SVG.
 *
 * @param values One for each epoch, from epoch `first` on.
 * @param epochs Epochs in all, for the axis.
 * @param chance Where to draw the line of guessing.
 */
export function drawCurve(
  svg: SVGSVGElement,
  values: number[],
  {
    first,
    epochs,
    highest,
    chance,
    unit,
  }: { first: number; epochs: number; highest: number; chance?: number; unit: (value: number) => string },
): void {
  const x = (epoch: number) => margin.left + (epoch / epochs) * (width - margin.left - margin.right);
  const y = (value: number) => height - margin.bottom - (value / highest) * (height - margin.top - margin.bottom);
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const line = (y1: number, className: string) =>
    createSvg('line', { x1: margin.left, x2: width - margin.right, y1, y2: y1, class: className });
  const label = (place: Record<string, string | number>, text: string) => createSvg('text', place, text);
  svg.replaceChildren(
    line(y(0), 'axis'),
    line(y(highest), 'axis'),
    ...(chance === undefined ? [] : [line(y(chance), 'chance')]),
    label({ x: margin.left - 6, y: y(0) + 4, 'text-anchor': 'end' }, unit(0)),
    label({ x: margin.left - 6, y: y(highest) + 4, 'text-anchor': 'end' }, unit(highest)),
    label({ x: margin.left, y: height - 6 }, '0'),
    label({ x: width - margin.right, y: height - 6, 'text-anchor': 'end' }, `${epochs} epochs`),
    createSvg('polyline', {
      points: values.map((value, i) => `${x(first + i).toFixed(1)},${y(value).toFixed(1)}`).join(' '),
    }),
  );
}
