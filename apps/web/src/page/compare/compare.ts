import type { Answer, ModelInfo } from '../../worker/calls.js';
import { probabilityBars } from '../answer/probability-bars.js';
import { byId, create } from '../elements.js';
import { shortName } from '../model/model-panel.js';

/** Two answers side by side. */
export interface Comparison {
  /** Takes the answer that is shown now for the left side, until it is taken away. */
  keep(answer: Answer, model: ModelInfo): void;
  /** An answer was shown: it stands on the right, where one was kept. */
  show(answer: Answer, model: ModelInfo): void;
}

/** Answers are kept with what told them apart, so that a change of model can be compared, too. */
export function createComparison(): Comparison {
  const section = byId('compare', HTMLElement);
  const sides = byId('compare-sides', HTMLElement);
  const text = byId('compare-text', HTMLElement);
  let kept: { answer: Answer; model: ModelInfo } | undefined;
  byId('compare-end', HTMLButtonElement).addEventListener('click', () => {
    kept = undefined;
    section.hidden = true;
  });

  return {
    keep(answer, model) {
      kept = { answer, model };
      section.hidden = false;
      sides.replaceChildren(side(answer, model));
      text.textContent = 'The next answer will stand beside it.';
    },
    show(answer, model) {
      if (!kept || answer === kept.answer) return;
      sides.replaceChildren(side(kept.answer, kept.model), side(answer, model));
      text.textContent = difference(kept.answer, answer);
    },
  };
}

function side({ name, emotion, probability, probabilities, sound }: Answer, model: ModelInfo): HTMLElement {
  const seconds = sound.samples.length / sound.sampleRate;
  const facts = `${seconds.toFixed(2)} s; ${shortName(model.name)}${model.isCalibrated ? ', calibrated to you' : ''}`;
  return create(
    'div',
    {},
    create('h3', {}, name),
    create('p', { class: 'sentence' }, create('b', {}, emotion), `, ${(100 * probability).toFixed(0)} %`),
    create(
      'ul',
      { class: 'bars', 'aria-label': `Probability of each emotion in ${name}` },
      ...probabilityBars(probabilities),
    ),
    create('p', { class: 'hint' }, facts),
  );
}

/** What differs most, in words. */
function difference(left: Answer, right: Answer): string {
  const gaps = left.probabilities.flatMap(({ label, probability }) => {
    const other = right.probabilities.find((one) => one.label === label);
    return other ? [{ label, gap: other.probability - probability }] : [];
  });
  if (gaps.length === 0) return 'The two models answer with other words.';
  const { label, gap } = gaps.reduce((most, one) => (Math.abs(one.gap) > Math.abs(most.gap) ? one : most));
  const points = Math.abs(100 * gap).toFixed(0);
  return `The largest difference: ${label}, ${points} points ${gap >= 0 ? 'more' : 'less'} on the right.`;
}
