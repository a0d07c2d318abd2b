import { wilsonInterval } from '@aver/metrics';
import { cnn1d, oneHot, trainModel } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import { type Emotion, paperEmotions, type RecordingFields, splitRandom, splitSpeakers } from '@aver/ravdess';
import { createRecognizer, type Recognizer } from '@aver/recognizer';
import { type ModelInputSpec, modelInput } from '@aver/spectrogram';
import type { TrainingOutcome, TrainingProgress, TrainingRequest } from './calls.js';
import { readSound } from './read-sound.js';
import type { RecognizerInUse } from './recognizer.js';

/** One recording that can be learned from or tested on. */
interface Item {
  fields: RecordingFields;
  values: Float32Array;
}

const input: ModelInputSpec = { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] };
/** Brings MFCC, the largest values, to a few units; the paper's own runs take 500 epochs without. */
const inputScale = 0.02;

/**
 * Trains the CNN-1D with two convolutions, by Adam at 0.002 in batches of 16: quicker steps than the paper's 5e-6, since
 * nobody waits 500 epochs in front of a page. A quarter of the actors is held out whole; where there is only one
 * actor, a quarter of the recordings. What is held out decides nothing: it is only counted.
 *
 * @throws Error that says what is missing to train.
 */
export async function train(
  recognizer: RecognizerInUse,
  { sounds, epochs, seed }: TrainingRequest,
  onProgress: (progress: TrainingProgress) => void,
  signal: AbortSignal,
): Promise<TrainingOutcome> {
  const { items, leftOut } = await readItems(sounds, onProgress, signal);
  const emotions = paperEmotions.filter((emotion) => items.some(({ fields }) => fields.emotion === emotion));
  const { learn, test, heldOutActors } = holdOut(items, emotions, seed);
  const model = cnn1d({
    form: 'two-convolutions',
    inputLength: items[0].values.length,
    classes: emotions.length,
    seed,
  });
  const optimizer = createOptimizer({
    ...{ name: 'adam', form: 'keras', learningRate: 0.002 },
    ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  });
  const count = (emotion: Emotion) => test.filter(({ fields }) => fields.emotion === emotion).length;
  const chance = Math.max(...emotions.map(count)) / test.length;
  const learner = createRecognizer({ model, card: { labels: emotions, input, inputScale } });
  let right = await countRight(learner, test);
  onProgress({ kind: 'epoch', epoch: 0, loss: Math.log(emotions.length), right, total: test.length, chance });
  const { stopped, epochs: done } = await trainModel(model, {
    x: inputsOf(learn),
    y: oneHot(
      learn.map(({ fields }) => fields.emotion),
      emotions,
    ),
    optimizer,
    batchSize: 16,
    epochs,
    seed,
    signal,
    async onEpochEnd({ epoch, loss }) {
      right = await countRight(learner, test);
      onProgress({ kind: 'epoch', epoch: epoch + 1, loss, right, total: test.length, chance });
    },
  });
  optimizer.dispose();
  if (stopped === 'aborted') right = await countRight(learner, test);
  const voices = sounds.every(({ kind }) => kind === 'synthetic')
    ? 'synthetic voices; it has never heard a human voice'
    : 'recordings that were dropped here';
  const note = `Trained in this page for ${done} epochs on ${learn.length} ${voices}.`;
  const card = { labels: emotions, input, inputScale, note };
  return {
    model: recognizer.use(model, card, 'trained in this page'),
    trainCount: learn.length,
    heldOut: { right, total: test.length, ...wilsonInterval(right, test.length) },
    heldOutActors,
    leftOut,
    stopped,
  };
}

async function readItems(
  sounds: TrainingRequest['sounds'],
  onProgress: (progress: TrainingProgress) => void,
  signal: AbortSignal,
): Promise<{ items: Item[]; leftOut: TrainingOutcome['leftOut'] }> {
  const items: Item[] = [];
  const leftOut: TrainingOutcome['leftOut'] = [];
  for (const [i, source] of sounds.entries()) {
    if (signal.aborted) throw new Error('Training was stopped before it began.');
    try {
      const { fields, samples, sampleRate } = await readSound(source);
      if (!fields) throw new Error(`${source.name}: the name is not that of a RAVDESS recording`);
      if (!(paperEmotions as readonly Emotion[]).includes(fields.emotion)) {
        throw new Error(`${source.name}: ${fields.emotion} is none of ${paperEmotions.join(', ')}`);
      }
      items.push({ fields, values: modelInput(samples, sampleRate, input).data as Float32Array });
    } catch (error) {
      leftOut.push({ name: source.name, reason: (error as Error).message });
    }
    onProgress({ kind: 'reading', done: i + 1, total: sounds.length });
    // Lets messages in, such as the one that stops it.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { items, leftOut };
}

function holdOut(items: Item[], emotions: readonly Emotion[], seed: number) {
  const actors = new Set(items.map(({ fields }) => fields.actor));
  const least = emotions.map((emotion) => items.filter(({ fields }) => fields.emotion === emotion).length);
  if (emotions.length < 2 || Math.min(...least) < 2) {
    throw new Error(
      'Training needs WAV files with RAVDESS names, at least two of each of two or more emotions ' +
        `(${paperEmotions.join(', ')}); found ${items.length} that can be used.`,
    );
  }
  if (actors.size > 1) {
    const [fold] = splitSpeakers(items, { folds: Math.min(4, actors.size), seed });
    return { learn: fold.train, test: fold.test, heldOutActors: fold.speakers.map(Number) };
  }
  const { train, test } = splitRandom(items, { testFraction: 0.25, seed, stratifyBy: ({ fields }) => fields.emotion });
  return { learn: train, test, heldOutActors: [] };
}

function inputsOf(items: Item[]): { data: Float32Array; shape: number[] } {
  const length = items[0].values.length;
  const data = new Float32Array(items.length * length);
  for (const [i, { values }] of items.entries()) {
    data.set(
      values.map((value) => value * inputScale),
      i * length,
    );
  }
  return { data, shape: [items.length, length, 1] };
}

async function countRight(learner: Recognizer, items: Item[]): Promise<number> {
  const answers = await learner.recognizeInputs(items.map(({ values }) => ({ data: values })));
  return answers.filter(({ label }, i) => label === items[i].fields.emotion).length;
}
