import { type Emotion, formatFilename } from '@aver/ravdess';
import type { Trial } from '../src/compute/trial.js';
import { trialKey } from '../src/compute/trial-key.js';
import type { TrialResult } from '../src/compute/trial-result.js';

/** A made-up result, for tests of what is done with results. */
export function aResult({
  yTrue = ['happy', 'sad', 'angry', 'neutral'] as Emotion[],
  yPred = ['happy', 'sad', 'angry', 'happy'] as Emotion[],
  seed = 0,
  split = { kind: 'random', seed, testFraction: 0.5 } as Trial['split'],
  model = { kind: 'mlp', hiddenUnits: 3, classes: 4 } as Trial['model'],
} = {}): TrialResult {
  const trial: Trial = {
    build: 'test',
    data: { corpus: 'ravdess', fingerprint: 'f', emotions: ['happy', 'sad', 'angry', 'neutral'] },
    split,
    input: { kind: 'features', groups: ['mfcc'] },
    inputScale: 1,
    model,
    optimizer: { name: 'sgd', learningRate: 0.1 },
    training: { batchSize: 4, epochs: 2, l2: 0 },
    backend: 'cpu',
    seed,
  };
  return {
    key: trialKey(trial),
    trial,
    trainCount: 8,
    testCount: yTrue.length,
    sharedContent: 0,
    predictions: yTrue.map((emotion, i) => ({
      name: nameOf(emotion, i),
      yTrue: emotion,
      yPred: yPred[i],
      probabilities: [1, 0, 0, 0],
    })),
    history: { loss: [1, 0.5], heldOut: [{ epoch: 2, loss: 0.7 }], stopped: 'epochs' },
    seconds: { train: 1, predict: 0.5 },
    parameters: 7,
    environment: { backend: 'cpu', node: 'v20', tfjs: '4.22.0', processor: 'test' },
  };
}

function nameOf(emotion: Emotion, i: number): string {
  return formatFilename({
    modality: 'audio-only',
    vocalChannel: 'speech',
    emotion,
    intensity: 'normal',
    statement: 1,
    repetition: 1,
    actor: (i % 24) + 1,
  });
}
