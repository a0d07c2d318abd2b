import type { BackendName, PreparedBackend } from '@aver/backend';
import { prepareBackend } from '@aver/backend';
import { loadModel, saveModel } from '@aver/backend/node';
import { auditReport, classificationReport, confusionMatrix, wilsonInterval } from '@aver/metrics';
import { cnn1d, cnn2d, mlp, predictProbabilities, type TrainModelResult, trainModel } from '@aver/models';
import { createOptimizer, type OptimizerSpec, presets } from '@aver/optim';
import { type Emotion, emotions, parseFilename, readAudio, splitRandom, splitSpeakers } from '@aver/ravdess';
import type { listRecordings } from '@aver/ravdess/node';
import type { syntheticRecordings } from '@aver/ravdess/synthetic';
import { featureVector, grayPicture, mfcc, stft } from '@aver/spectrogram';
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expectTypeOf, test } from 'vitest';

// `npm run types` is what checks these: at run time they do nothing.

describe('the types that callers lean on', () => {
  test('ravdess: fields are unions of words, splits keep the type of their items', () => {
    expectTypeOf(parseFilename).returns.toHaveProperty('emotion').toEqualTypeOf<Emotion>();
    expectTypeOf(emotions).items.toExtend<Emotion>();
    expectTypeOf(readAudio).parameter(0).toEqualTypeOf<Uint8Array>();
    expectTypeOf(readAudio).returns.toHaveProperty('samples').toEqualTypeOf<Float32Array>();
    interface Item {
      id: bigint;
    }
    expectTypeOf(splitRandom<Item>)
      .returns.toHaveProperty('train')
      .toEqualTypeOf<Item[]>();
    expectTypeOf(splitSpeakers<Item>)
      .returns.items.toHaveProperty('test')
      .toEqualTypeOf<Item[]>();
    // @ts-expect-error: nothing random without a seed.
    void (() => splitRandom([1], { testCount: 1 }));
  });

  test('ravdess: recordings of the disk and of the synthesizer are of one kind', () => {
    type Listed = Awaited<ReturnType<typeof listRecordings>>['recordings'][number];
    expectTypeOf<ReturnType<typeof syntheticRecordings>[number]>().toExtend<Listed>();
  });

  test('spectrogram: audio goes in as Float32Array and rate, matrices come out as data and shape', () => {
    expectTypeOf(mfcc).returns.toEqualTypeOf<{ data: Float32Array; shape: [number, number] }>();
    expectTypeOf(stft).returns.toHaveProperty('real').toEqualTypeOf<Float32Array>();
    expectTypeOf(featureVector).returns.toHaveProperty('names').toEqualTypeOf<string[]>();
    expectTypeOf(grayPicture).returns.toHaveProperty('data').toEqualTypeOf<Uint8Array>();
    // @ts-expect-error: audio has a sample rate, always.
    void (() => mfcc(new Float32Array(1)));
  });

  test('models: networks are LayersModels, training tells how it ended', () => {
    expectTypeOf(cnn1d).returns.toEqualTypeOf<LayersModel>();
    expectTypeOf(cnn2d).returns.toEqualTypeOf<LayersModel>();
    expectTypeOf(mlp).returns.toEqualTypeOf<LayersModel>();
    expectTypeOf(trainModel).returns.resolves.toEqualTypeOf<TrainModelResult>();
    expectTypeOf(predictProbabilities).returns.resolves.toHaveProperty('data').toEqualTypeOf<Float32Array>();
    // @ts-expect-error: the form of the paper's network must be chosen.
    void (() => cnn2d({}));
  });

  test('optim: a spec is complete or no spec', () => {
    expectTypeOf(createOptimizer).returns.toExtend<Optimizer>();
    expectTypeOf(presets['table3-cnn2d-printed'].spec).toEqualTypeOf<OptimizerSpec>();
    // @ts-expect-error: Adam without its betas is none.
    void (() => createOptimizer({ name: 'adam', form: 'paper', learningRate: 1, epsilon: 1 }));
  });

  test('metrics: labels are strings or numbers', () => {
    expectTypeOf(classificationReport).toBeCallableWith(['a'], ['b']);
    expectTypeOf(confusionMatrix).toBeCallableWith([1], [2]);
    // @ts-expect-error: labels are strings or numbers.
    void (() => confusionMatrix([true], [false]));
    expectTypeOf(wilsonInterval).returns.toExtend<{ low: number; high: number }>();
    expectTypeOf(auditReport).returns.toHaveProperty('possible').toEqualTypeOf<boolean>();
  });

  test('backend: the name that was chosen is one of the known ones', () => {
    expectTypeOf(prepareBackend).returns.resolves.toEqualTypeOf<PreparedBackend>();
    expectTypeOf<PreparedBackend['name']>().toExtend<BackendName>();
    expectTypeOf(loadModel).returns.resolves.toEqualTypeOf<LayersModel>();
    expectTypeOf(saveModel).returns.resolves.toEqualTypeOf<void>();
  });
});
