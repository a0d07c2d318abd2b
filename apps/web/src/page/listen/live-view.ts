import type { Heard, Moment, SpectrumColumn } from '../../worker/calls.js';
import { palette } from '../palette.js';
import { drawMoments } from '../timeline/draw-moments.js';
import { labelColour } from '../timeline/label-colour.js';

/** What is being heard, and below it what the model says of it. */
export interface LiveView {
  /** Takes in what was heard; it is drawn with the next frame. */
  add(heard: Heard): void;
  /** @param labels What the model can answer. */
  clear(labels?: readonly string[]): void;
}

/** Columns a second, as the worker makes them. */
const columnsPerSecond = 60;
/** A column waits for at most so many frames, so that those which come in a heap move evenly. */
const patience = 8;

/**
 * In sight as long as there is something to see. Draws columns as they come: the newest on the right, the others moving to the left; for people who want little motion,
 * from left to right over what was there, as an oscilloscope does. The answers below move with them.
 */
export function createLiveView(canvas: HTMLCanvasElement, timeline: HTMLCanvasElement): LiveView {
  const figure = canvas.closest('figure') as HTMLElement;
  const context = canvas.getContext('2d', { alpha: false }) as CanvasRenderingContext2D;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const width = canvas.width;
  let labels: readonly string[] = [];
  // Read once: asking for a style in every frame costs frames.
  let colours: string[] = [];
  let waiting: SpectrumColumn[] = [];
  let moments: Moment[] = [];
  let drawn = 0;
  let isDrawing = false;

  function draw(): void {
    const columns = waiting.splice(0, Math.ceil(waiting.length / patience));
    isDrawing = waiting.length > 0;
    if (isDrawing) requestAnimationFrame(draw);
    if (columns.length === 0) return;
    if (!still.matches) context.drawImage(canvas, -columns.length, 0);
    for (const [i, column] of columns.entries()) {
      context.putImageData(columnImage(column), still.matches ? (drawn + i) % width : width - columns.length + i, 0);
    }
    drawn += columns.length;
    if (moments.length > 0) drawTimeline();
  }

  function drawTimeline(): void {
    const seconds = width / columnsPerSecond;
    const now = drawn / columnsPerSecond;
    const from = still.matches ? Math.floor(now / seconds) * seconds : now - seconds;
    moments = moments.filter(({ end }) => end > from);
    // What was answered at a moment stands below it, though the model listened to what came before.
    const places = moments.map((moment, i) => ({
      moment,
      from: moments[i - 1]?.end ?? moment.end - 0.2,
      until: moment.end,
    }));
    drawMoments(timeline, places, { from, seconds, colours });
  }

  return {
    add(heard) {
      figure.hidden = false;
      if (heard.kind === 'moment') {
        moments.push(heard.moment);
        return;
      }
      waiting.push(heard.column);
      if (!isDrawing) requestAnimationFrame(draw);
      isDrawing = true;
    },
    clear(of = labels) {
      figure.hidden = true;
      labels = of;
      colours = labels.map(labelColour);
      waiting = [];
      moments = [];
      drawn = 0;
      context.fillStyle = `rgb(${palette.slice(0, 3).join(' ')})`;
      context.fillRect(0, 0, canvas.width, canvas.height);
      drawTimeline();
    },
  };
}

/** A column of a spectrogram as an image, one pixel wide. */
export function columnImage(column: SpectrumColumn): ImageData {
  const image = new ImageData(1, column.length);
  for (const [row, level] of column.entries()) image.data.set(palette.subarray(4 * level, 4 * level + 4), 4 * row);
  return image;
}
