import { describe, expect, test } from 'vitest';
import { experimentOfRow } from '../../src/rows/experiment/experiment-of-row.js';
import { readExperiment } from '../../src/rows/experiment/read-experiment.js';
import { tableRows } from '../../src/rows/table-rows.js';
import type { RecipeName } from '../../src/rows/table-setting.js';

const emotions = ['happy', 'sad', 'angry', 'neutral'];
const svm = { input: 'features', model: { kind: 'svm', kernel: 'rbf' } };
const mlp = {
  ...{ input: 'features', model: { kind: 'mlp', hiddenUnits: 8 }, epochs: 3 },
  optimizer: { name: 'adam', learningRate: 0.001 },
};
const read = (value: object) => readExperiment('e.json', JSON.stringify(value, null, 2));

describe('readExperiment', () => {
  test('fills in what goes without saying', () => {
    const { name, seeds, split, corpus, testCorpus, recipe } = read(svm);
    expect({ name, seeds, split, corpus, testCorpus }).toEqual({
      ...{ name: 'SVM', seeds: 3, split: { kind: 'random' }, corpus: 'ravdess', testCorpus: 'ravdess' },
    });
    expect(recipe(emotions)).toEqual({
      input: { kind: 'features', groups: ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] },
      inputScale: 1,
      standardize: true,
      model: { kind: 'svm', kernel: 'rbf', c: 1, classes: 4 },
      training: { batchSize: 32, epochs: 1, l2: 0 },
      quickEpochs: 1,
    });
    expect(read(mlp).recipe(emotions)).toMatchObject({
      optimizer: { name: 'adam', form: 'keras', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      model: { classes: 4 },
    });
    expect(read({ ...svm, data: 'a', testData: 'b' })).toMatchObject({
      ...{ data: ['a'], testData: ['b'], split: { kind: 'corpus' } },
    });
  });

  test('weights of classes stand in the order of the labels', () => {
    const { recipe } = read({ ...mlp, classWeights: { angry: 3 } });
    expect(recipe(emotions).training.classWeights).toEqual([1, 1, 3, 1]);
    expect(() => recipe(['happy', 'sad'])).toThrow('e.json:13: classWeights.angry: expected one of happy, sad');
  });

  test('labels that no file can have are refused, those of folders may be any', () => {
    expect(() => read({ ...svm, labels: { anger: 'angry' } })).toThrow(
      'e.json:8: labels.anger: expected a label that the files have',
    );
    expect(read({ ...svm, labels: { calm: 'neutral' } }).labels).toEqual({ calm: 'neutral' });
    expect(read({ ...svm, data: 'x', corpus: 'folders', labels: { anger: 'angry' } }).labels).toEqual({
      anger: 'angry',
    });
  });

  test('YAML says the same as JSON', () => {
    const yaml = 'input: features\nmodel: { kind: svm, kernel: rbf }\n';
    expect(readExperiment('e.yaml', yaml).recipe(emotions)).toEqual(read(svm).recipe(emotions));
  });

  test.each<[string, string]>([
    ['{\n\t"input": "features",\n\t"modle": 1\n}', 'e.json:3: modle: no such field; did you mean model?'],
    ['{ "input": ', 'e.json:1: expected JSON or YAML; '],
    ['[]', 'e.json:1: expected the fields of an experiment, such as input and model'],
    ['', 'e.json:1: expected the fields of an experiment'],
    ['input: mel\nmodel: {}', 'e.json:1: input: expected features, spek, gray, logMel, voice, or fields; received mel'],
    ['input: features\nmodel:\n  kind: svn\n', 'e.json:3: model.kind: expected a kind of mlp, cnn1d, '],
    [
      'input: features\nmodel:\n  kind: svm\n  kernel: rbf\n  cc: 1',
      'e.json:5: model.cc: no such field; did you mean c?',
    ],
    ['input: features\nmodel: { kind: knn, neighbours: 0 }', 'e.json:2: model.neighbours: '],
    ['input: features\nmodel: { kind: knn, neighbours: 5 }\nseeds: many', 'e.json:3: seeds: expected '],
    ['input: features\nmodel: { kind: knn, neighbours: 5 }\nepochs: 3', 'e.json:3: epochs: expected none: '],
    [
      'input: spek\nmodel: { kind: knn, neighbours: 5 }',
      'e.json:1: input.kind: expected features or voice for a model of kind knn',
    ],
    [
      'input: features\nmodel: { kind: voice-network, hiddenUnits: 8, inputDropoutRate: 0, dropoutRate: 0 }',
      'e.json:1: input.kind: expected voice for a model of kind voice-network',
    ],
    ['input: features\nmodel: { kind: mlp, hiddenUnits: 3 }', 'e.json:1: epochs: expected how often'],
    ['input: features\nmodel: { kind: mlp, hiddenUnits: 3 }\nepochs: 2', 'e.json:1: optimizer: expected name and '],
    [
      'input: features\nmodel: { kind: mlp, hiddenUnits: 3 }\nepochs: 2\noptimizer: { name: adam, learningRate: -1 }',
      'e.json:4: optimizer: ',
    ],
    [
      'input: features\nmodel: { kind: mlp, hiddenUnits: 3 }\nepochs: 2\noptimizer: { name: adamm, learningRate: 1 }',
      'e.json:4: optimizer: ',
    ],
    ['input: features\nmodel: { kind: knn, neighbours: 5 }\nsplit: { kind: corpus }', 'e.json:1: testData: expected '],
    [
      'input: features\nmodel: { kind: knn, neighbours: 5 }\nsplit: { kind: speakers }\ntestData: b',
      'e.json:3: split.kind: expected corpus, where there is testData',
    ],
    [
      'input: features\nmodel: { kind: knn, neighbours: 5 }\nemotions: [a, a]',
      'e.json:3: emotions: expected each label',
    ],
    ['input: features\nmodel: { kind: knn, neighbours: 5 }\ncorpus: emodbb', 'e.json:3: corpus: '],
  ])('%j is refused in one line that says where', (text, message) => {
    let error: unknown;
    try {
      readExperiment('e.json', text).recipe(emotions);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ exitCode: 2 });
    expect((error as Error).message.slice(0, message.length)).toBe(message);
    expect((error as Error).message).not.toMatch(/\n/);
  });
});

describe('experimentOfRow', () => {
  const trained = Object.values(tableRows).flatMap((rows) => rows.filter(({ together }) => !together));
  const names = [...new Set(trained.map(({ row }) => row))];
  test.each(
    names.flatMap((name) => (['printed', 'notebook'] as RecipeName[]).map((recipe) => [name, recipe] as const)),
  )('%s, %s: read again it is the same recipe', (name, recipe) => {
    const { table3, table2, enhanced, ablations } = tableRows;
    const found = [...table3, ...table2, ...enhanced, ...ablations].find(({ row }) => row === name);
    const experiment = read(experimentOfRow(name, recipe));
    const { quickEpochs: _, ...row } = found?.recipes[recipe] ?? {};
    const { quickEpochs: __, ...again } = experiment.recipe(emotions);
    expect(again).toEqual(row);
    expect(experiment.name).toBe(name);
  });

  test.each(['CNN-3D', 'CNN + voice network'])('of %s, which is no row, or two networks', (name) => {
    const message = /^--print: expected one of MLP; CNN-1D; .*; Voice network; base; .*; received (.*)$/;
    expect(() => experimentOfRow(name, 'printed')).toThrow(message);
    expect(() => experimentOfRow(name, 'printed')).toThrow(`received ${name}`);
  });
});
