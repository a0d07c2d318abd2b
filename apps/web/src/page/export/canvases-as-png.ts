/** What stands around the canvases. */
export interface PngWords {
  title: string;
  times: string;
  legend: Array<{ label: string; colour: string }>;
}

/** Canvases below one another as a picture that can stand alone, with what it shows in words. */
export async function canvasesAsPng(
  canvases: HTMLCanvasElement[],
  { title, times, legend }: PngWords,
): Promise<Uint8Array<ArrayBuffer>> {
  const [width, margin, line] = [1200, 24, 28];
  const height = canvases.reduce((sum, canvas) => sum + canvas.height + 8, 0);
  const whole = new OffscreenCanvas(width + 2 * margin, height + 2 * margin + 2 * line);
  const context = whole.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue('--ink');
  context.fillStyle = style.getPropertyValue('--card');
  context.fillRect(0, 0, whole.width, whole.height);
  context.fillStyle = ink;
  context.font = '600 18px system-ui, sans-serif';
  context.fillText(title, margin, margin + 14, width);
  let top = margin + line;
  for (const canvas of canvases) {
    context.drawImage(canvas, margin, top, width, canvas.height);
    top += canvas.height + 8;
  }
  context.font = '15px system-ui, sans-serif';
  let left = margin;
  for (const { label, colour } of legend) {
    context.fillStyle = colour;
    context.fillRect(left, top + 6, 14, 14);
    context.fillStyle = ink;
    context.fillText(label, left + 20, top + 18);
    left += 44 + context.measureText(label).width;
  }
  context.textAlign = 'right';
  context.fillText(times, margin + width, top + 18);
  const blob = await whole.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}
