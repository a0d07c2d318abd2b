import type { Answer, Explanation } from '../../worker/calls.js';
import { byId, create } from '../elements.js';
import { groupTitles } from './draw-input.js';
import { describeMelTile, describeTile, plotAreas } from './plot-area.js';

/** Lays over the input how much each part speaks for the answer, and says it in words. */
export function showExplanation(answer: Answer, explanation: Explanation, isDone: boolean): void {
  if (explanation.kind === 'features') showGroups(explanation);
  else showTiles(explanation);
  const text = byId('explanation', HTMLElement);
  if (!isDone) {
    text.textContent = 'Taking one part of the picture away after the other …';
    return;
  }
  const best = explanation.kind === 'features' ? strongestGroup(explanation) : strongestTile(explanation, answer);
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  text.replaceChildren(
    create('strong', { class: 'for' }, 'Orange'),
    ` speaks for ${answer.strongest}, `,
    create('strong', { class: 'against' }, 'blue'),
    ` against it. Without ${best.part}, its probability goes from ${percent(explanation.probability)} to ` +
      `${percent(explanation.probability - best.difference)}.`,
  );
}

function showTiles({ rows, differences }: Explanation & { kind: 'picture' }): void {
  const picture = document.querySelector<HTMLCanvasElement>('#seen canvas');
  if (!picture) return;
  const canvas =
    document.querySelector<HTMLCanvasElement>('#seen canvas + canvas') ??
    create('canvas', { width: String(rows), height: String(rows), 'aria-hidden': 'true' });
  // Effects of a few points stay pale.
  const largest = Math.max(0.1, ...[...differences].map((value) => Math.abs(value) || 0));
  const image = new ImageData(rows, rows);
  for (const [i, difference] of differences.entries()) {
    const [red, green, blue] = difference >= 0 ? [255, 140, 30] : [70, 140, 255];
    const opacity = 200 * Math.sqrt(Math.abs(difference || 0) / largest);
    image.data.set([red, green, blue, opacity], 4 * i);
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  picture.after(canvas);
}

function showGroups({ differences }: Explanation & { kind: 'features' }): void {
  for (const { name, difference } of differences) {
    const place = document.querySelector(`#seen [data-group="${name}"]`);
    const points = `${difference >= 0 ? '+' : '−'}${Math.abs(100 * difference).toFixed(0)} points`;
    place?.replaceChildren(create('span', { class: difference >= 0 ? 'for' : 'against' }, points));
  }
}

interface Part {
  /** In words. */
  part: string;
  difference: number;
}

function strongestGroup({ differences }: Explanation & { kind: 'features' }): Part {
  const { name, difference } = differences.reduce((most, one) => (one.difference > most.difference ? one : most));
  return { part: `what is special in “${groupTitles[name]}” (put at an average voice’s)`, difference };
}

function strongestTile({ rows, differences }: Explanation & { kind: 'picture' }, { sound, input }: Answer): Part {
  const i = differences.indexOf(Math.max(...differences));
  const tile = { row: Math.floor(i / rows), column: i % rows, rows };
  if (input?.kind === 'logMel') return { part: describeMelTile(tile, input), difference: differences[i] };
  const area = plotAreas[input?.kind === 'picture' ? input.style : 'gray'];
  const seconds = sound.samples.length / sound.sampleRate;
  return { part: describeTile(tile, area, { seconds, sampleRate: sound.sampleRate }), difference: differences[i] };
}
