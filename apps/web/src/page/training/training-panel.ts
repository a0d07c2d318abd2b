import { syntheticVoices } from '../../audio/synthetic-voices.js';
import type { SoundSource, TrainingOutcome, TrainingProgress } from '../../worker/calls.js';
import { byId } from '../elements.js';
import type { Engine } from '../engine.js';
import { drawCurve } from './curve.js';

/** Actors of the built-in voices to learn from: each speaks both sentences in four emotions. */
const syntheticActors = 8;

/** The part of the page that trains. */
export interface TrainingPanel {
  /** Tells how many files there are to learn from. */
  offerFiles(count: number): void;
}

/**
 * Makes training work, with its curves.
 *
 * @param files Gives the files that were dropped, anew at each training.
 * @param onTrained Gets the outcome: the trained model is in use by then.
 */
export function setUpTraining(
  engine: Engine,
  files: () => Promise<SoundSource[]>,
  onTrained: (outcome: TrainingOutcome) => void,
): TrainingPanel {
  const data = byId('training-data', HTMLSelectElement);
  const epochsInput = byId('epochs', HTMLInputElement);
  const start = byId('train', HTMLButtonElement);
  const stop = byId('stop-training', HTMLButtonElement);
  const status = byId('training-status', HTMLElement);
  let controller = new AbortController();
  stop.addEventListener('click', () => controller.abort());

  byId('training-form', HTMLFormElement).addEventListener('submit', async (event) => {
    event.preventDefault();
    controller = new AbortController();
    setRunning(true);
    const epochs = epochsInput.valueAsNumber;
    const show = showProgress(epochs, status);
    try {
      const sounds = data.value === 'files' ? await files() : builtInVoices();
      const outcome = await engine(
        'train',
        { sounds, epochs, seed: 0 },
        { onProgress: show, signal: controller.signal },
      );
      status.textContent = describe(outcome);
      onTrained(outcome);
    } catch (error) {
      status.textContent = (error as Error).message;
    } finally {
      setRunning(false);
    }
  });

  function setRunning(isRunning: boolean): void {
    start.disabled = isRunning;
    stop.hidden = !isRunning;
  }

  return {
    offerFiles(count) {
      const option = data.options[1];
      option.disabled = count === 0;
      option.textContent = count === 1 ? 'the file you gave' : `the ${count} files you gave`;
      data.value = 'files';
    },
  };
}

function builtInVoices(): SoundSource[] {
  return syntheticVoices(syntheticActors, [1, 2]).map((name) => ({ kind: 'synthetic', name }));
}

function showProgress(epochs: number, status: HTMLElement): (progress: TrainingProgress) => void {
  const losses: number[] = [];
  const accuracies: number[] = [];
  return (progress) => {
    if (progress.kind === 'reading') {
      status.textContent = `Computing the numbers of ${progress.done} of ${progress.total} recordings …`;
      return;
    }
    const { epoch, loss, right, total } = progress;
    if (epoch > 0) losses.push(loss);
    accuracies.push(right / total);
    status.textContent = `Epoch ${epoch} of ${epochs}: loss ${loss.toFixed(2)}, ${right} of ${total} held-out right.`;
    byId('curves', HTMLElement).hidden = false;
    const highest = Math.max(1.5, ...losses.filter(Number.isFinite));
    drawCurve(byId('loss-curve', SVGSVGElement), losses, {
      first: 1,
      epochs,
      highest,
      unit: (value) => value.toFixed(1),
    });
    drawCurve(byId('accuracy-curve', SVGSVGElement), accuracies, {
      first: 0,
      epochs,
      highest: 1,
      chance: progress.chance,
      unit: (value) => `${100 * value} %`,
    });
  };
}

function describe({ trainCount, heldOut, heldOutActors, leftOut, stopped }: TrainingOutcome): string {
  const { right, total, low, high } = heldOut;
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  const actors = heldOutActors.join(', ');
  const whose =
    heldOutActors.length > 0
      ? `of actors it never heard (${actors})`
      : 'of the one voice it also learned from, which flatters it';
  const parts = [
    stopped === 'diverged' ? 'The training diverged: its weights are no numbers any more.' : 'Trained, and in use now.',
    `It learned from ${trainCount} recordings. Of ${total} recordings ${whose}, it gets ${right} right: ${percent(right / total)},`,
    `with 95 % confidence between ${percent(low)} and ${percent(high)}.`,
  ];
  if (leftOut.length > 0) parts.push(`${leftOut.length} could not be used; the first: ${leftOut[0].reason}.`);
  return parts.join(' ');
}
