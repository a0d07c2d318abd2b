import type { Moment } from '../../worker/calls.js';

/** A moment and where it is drawn, in seconds. */
export interface PlacedMoment {
  moment: Moment;
  from: number;
  until: number;
}

/**
 * Draws probabilities over time as bars on one another, in the order of the labels from the bottom; pale where the model
 * is not sure, and a low line where there is no voice.
 *
 * @param from What the left edge shows, in seconds.
 * @param seconds From the left to the right edge.
 * @param colours Of each label.
 */
export function drawMoments(
  canvas: HTMLCanvasElement,
  moments: readonly PlacedMoment[],
  { from, seconds, colours }: { from: number; seconds: number; colours: readonly string[] },
): void {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { width, height } = canvas;
  const x = (time: number) => Math.round(((time - from) / seconds) * width);
  context.clearRect(0, 0, width, height);
  for (const { moment, from: start, until } of moments) {
    const [left, right] = [x(start), Math.max(x(until), x(start) + 1)];
    if (moment.label === 'no voice') {
      context.globalAlpha = 0.5;
      context.fillStyle = '#808890';
      context.fillRect(left, height - 3, right - left, 3);
      continue;
    }
    context.globalAlpha = moment.label === 'not sure' ? 0.45 : 1;
    let top = height;
    for (const [i, probability] of moment.probabilities.entries()) {
      context.fillStyle = colours[i];
      context.fillRect(left, top - probability * height, right - left, probability * height);
      top -= probability * height;
    }
  }
  context.globalAlpha = 1;
}
