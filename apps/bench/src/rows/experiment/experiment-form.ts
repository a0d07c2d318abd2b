import { corpora } from '@aver/ravdess';
import { featureNames } from '@aver/spectrogram';
import { z } from 'zod';

const whole = (most: number) => z.int().min(1).max(most);
const share = z.number().min(0.01).max(0.99);
const dropoutRate = z.number().min(0).lt(1);
const notNegative = z.number().min(0);
const paths = z.array(z.string().min(1)).min(1);
const corpusName = z.enum([...Object.keys(corpora), 'folders']);
/** As many outputs as there are labels, unless more are asked for. */
const classes = whole(1000).optional();

const input = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('features'),
      groups: z.array(z.enum(Object.keys(featureNames) as Array<keyof typeof featureNames>)).min(1),
    }),
    z.strictObject({ kind: z.literal('picture'), style: z.enum(['gray', 'spek']), size: whole(4096) }),
    z.strictObject({
      kind: z.literal('logMel'),
      ...{ rate: whole(768_000), nFft: whole(65_536), hopLength: whole(65_536), bands: whole(4096) },
      ...{ fMin: notNegative, fMax: notNegative, frames: whole(65_536), trimDb: notNegative, floorDb: z.number() },
    }),
    z.strictObject({ kind: z.literal('voice') }),
  ],
  { error: 'expected a kind of features, picture, logMel or voice' },
);

const model = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('mlp'), hiddenUnits: whole(10_000), classes }),
    z.strictObject({
      kind: z.literal('cnn1d'),
      form: z.enum(['four-convolutions', 'two-convolutions']),
      ...{ dropoutRate, classes },
    }),
    z.strictObject({ kind: z.literal('cnn2d'), form: z.enum(['notebook', 'printed']), dropoutRate, classes }),
    z.strictObject({
      kind: z.literal('spectrogram-cnn'),
      filters: z.array(whole(4096)).min(1).max(32),
      bandPooling: z.array(whole(4096)).min(1).max(32),
      ...{ dropoutRate, classes },
    }),
    z.strictObject({
      kind: z.literal('voice-network'),
      hiddenUnits: whole(10_000),
      inputDropoutRate: dropoutRate,
      ...{ dropoutRate, classes },
    }),
    z.strictObject({
      kind: z.literal('svm'),
      kernel: z.enum(['rbf', 'linear']),
      c: z.number().positive().default(1),
      gamma: z.number().positive().optional(),
      classes,
    }),
    z.strictObject({ kind: z.literal('knn'), neighbours: whole(10_000), classes }),
  ],
  { error: 'expected a kind of mlp, cnn1d, cnn2d, spectrogram-cnn, voice-network, svm or knn' },
);

const split = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('random'), testFraction: share.optional() }),
    z.strictObject({ kind: z.literal('speakers'), folds: z.int().min(2).max(1000).optional() }),
    z.strictObject({ kind: z.literal('statements'), folds: z.int().min(2).max(1000).optional() }),
    z.strictObject({ kind: z.literal('notebook') }),
    z.strictObject({ kind: z.literal('corpus') }),
  ],
  { error: 'expected a kind of random, speakers, statements, notebook or corpus' },
);

const augmentation = z.strictObject({
  ...{ speed: notNegative.optional(), timeShift: notNegative.optional(), bandShift: notNegative.optional() },
  ...{ gain: notNegative.optional(), noise: notNegative.optional(), masks: notNegative.optional() },
  ...{ maskBands: notNegative.optional(), maskFrames: notNegative.optional(), mixup: notNegative.optional() },
});

/** What an experiment's file may hold. Short forms (a path alone, an input by name) are written out before. */
export const experimentForm = z.strictObject({
  name: z.string().min(1).max(60).optional(),
  // Which recordings.
  data: paths.optional(),
  testData: paths.optional(),
  corpus: corpusName.default('ravdess'),
  testCorpus: corpusName.optional(),
  emotions: z.array(z.string().min(1)).min(2).max(1000).optional(),
  // What is learned beside them, and neither tested nor answered.
  auxiliary: z.array(z.string().min(1)).min(1).max(1000).optional(),
  // What labels of the files are called, such as { anger: angry, calm: neutral }; those that are not named keep theirs.
  labels: z.record(z.string().min(1), z.string().min(1).max(100)).optional(),
  channels: z.enum(['speech', 'song']).optional(),
  modality: z.enum(['audio-only', 'full-AV', 'video-only']).optional(),
  split: split.optional(),
  seeds: whole(1000).default(3),
  // What a model is given.
  input,
  inputScale: z.number().positive().default(1),
  standardize: z.boolean().optional(),
  // The model, and how it learns.
  model,
  classWeights: z
    .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))], {
      error: 'expected balanced, or a number for each label',
    })
    .optional(),
  optimizer: z.looseObject({ name: z.string(), learningRate: z.number() }).optional(),
  epochs: whole(100_000).optional(),
  batchSize: whole(100_000).optional(),
  l2: notNegative.optional(),
  stopping: z.strictObject({ tolerance: notNegative, patience: whole(100_000) }).optional(),
  schedule: z.strictObject({ kind: z.literal('cosine'), warmupEpochs: notNegative }).optional(),
  probabilityFloor: z.number().positive().lt(1).optional(),
  labelSmoothing: z.number().min(0).lt(1).optional(),
  averaging: z.number().min(0).lt(1).optional(),
  augmentation: augmentation.optional(),
  teachers: z.strictObject({ folds: z.int().min(2).max(100), share, svm: z.literal(true).optional() }).optional(),
});

/** An experiment's file, checked. */
export type ExperimentFile = z.infer<typeof experimentForm>;
