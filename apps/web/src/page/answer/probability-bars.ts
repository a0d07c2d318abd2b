import { create, share } from '../elements.js';

/** A row for each label: its name, a bar, its probability; that of the largest in bold. */
export function probabilityBars(probabilities: ReadonlyArray<{ label: string; probability: number }>): HTMLLIElement[] {
  const best = Math.max(...probabilities.map(({ probability }) => probability));
  return probabilities.map(({ label, probability }) => {
    const bar = create('span');
    // Set a frame later, so that the bar grows.
    requestAnimationFrame(() => {
      bar.style.width = `${100 * probability}%`;
    });
    const row = create('li', { 'data-emotion': label }, create('span', {}, label));
    row.append(create('span', { class: 'track' }, bar), share(probability));
    row.classList.toggle('best', probability === best);
    return row;
  });
}
