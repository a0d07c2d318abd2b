import type { SpectrumColumn } from '../../worker/calls.js';
import { palette } from '../palette.js';

/** The picture of what is being heard. */
export interface LiveSpectrogram {
  /** Takes a column; it is drawn with the next frame. */
  add(column: SpectrumColumn): void;
  clear(): void;
}

/**
 * Draws columns as they come: the newest on the right, the others moving to the left; for people who want little motion,
 * from left to right over what was there, as an oscilloscope does.
 */
export function createLiveSpectrogram(canvas: HTMLCanvasElement): LiveSpectrogram {
  const context = canvas.getContext('2d', { alpha: false }) as CanvasRenderingContext2D;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let waiting: SpectrumColumn[] = [];
  let place = 0;
  let isDrawing = false;

  function draw(): void {
    isDrawing = false;
    const columns = waiting.slice(-canvas.width);
    waiting = [];
    if (columns.length === 0) return;
    if (!still.matches) {
      context.drawImage(canvas, -columns.length, 0);
      place = canvas.width - columns.length;
    }
    for (const column of columns) {
      context.putImageData(toImage(column), place, 0);
      place = (place + 1) % canvas.width;
    }
  }

  return {
    add(column) {
      waiting.push(column);
      if (!isDrawing) requestAnimationFrame(draw);
      isDrawing = true;
    },
    clear() {
      waiting = [];
      place = 0;
      context.fillStyle = `rgb(${palette.slice(0, 3).join(' ')})`;
      context.fillRect(0, 0, canvas.width, canvas.height);
    },
  };
}

function toImage(column: SpectrumColumn): ImageData {
  const image = new ImageData(1, column.length);
  for (const [row, level] of column.entries()) image.data.set(palette.subarray(4 * level, 4 * level + 4), 4 * row);
  return image;
}
