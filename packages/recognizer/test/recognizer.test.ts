import '@tensorflow/tfjs-backend-cpu';
import { mlp, spectrogramCnn } from '@aver/models';
import { grayPicture, resample } from '@aver/spectrogram';
import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, model as modelOf, sequential, input as tensorInput } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { createRecognizer, type ModelCard, RecognizerError } from '../src/index.js';
import { card, input, knownModel } from './known-model.js';

const samples = Float32Array.from(createLcg(4).array(8000), (value) => value / 10);

describe('createRecognizer', () => {
  test('says of inputs what the weights say, in the order of the card, whatever the labels are called', async () => {
    const { recognizeInputs } = createRecognizer({ model: knownModel(), card });
    const answers = await recognizeInputs([
      { data: Uint8Array.of(51, 255, 0, 0) },
      { data: Uint8Array.of(0, 0, 0, 255) },
    ]);
    const [low, high] = [Math.fround(0.2), 1];
    expect(answers).toEqual([
      {
        label: '10',
        probability: high,
        probabilities: [
          { label: 'rising', probability: low },
          { label: '10', probability: high },
          { label: 'constructor', probability: 0 },
        ],
        notes: [],
      },
      // The first of equals.
      {
        label: 'rising',
        probability: 0.25,
        probabilities: card.labels.map((label) => ({ label, probability: 0.25 })),
        notes: [],
      },
    ]);
    expect(await recognizeInputs([])).toEqual([]);
  });

  test('recognizes a sound: its picture, scaled, through the weights', async () => {
    const recognizer = createRecognizer({ model: knownModel(), card });
    const { data } = grayPicture(samples, 16000, { width: 2, height: 2 });
    expect(recognizer.inputOf(samples, 16000)).toEqual({ data, shape: [2, 2, 1] });
    const { probabilities } = await recognizer.recognize(samples, 16000);
    for (const [i, { probability }] of probabilities.entries()) {
      expect(probability).toBeCloseTo((data[i] + data[3] / 4) / 255, 6);
    }
  });

  test('brings a sound to the rate that the model learned at, and says what is missing', async () => {
    const recognizer = createRecognizer({ model: knownModel(), card: { ...card, sampleRate: 32000 } });
    const { data } = grayPicture(resample(samples, 16000, 32000), 32000, { width: 2, height: 2 });
    expect(recognizer.inputOf(samples, 16000).data).toEqual(data);
    expect((await recognizer.recognize(samples, 16000)).notes).toEqual([
      'recorded at 16000 Hz, which holds up to 8000 Hz; the model listens up to 16000 Hz',
    ]);
    expect((await recognizer.recognize(samples, 32000)).notes).toEqual([]);
    expect(() => createRecognizer({ model: knownModel(), card: { ...card, sampleRate: 0.5 } })).toThrow(
      'sampleRate must be a whole number from 1 to 768000; received 0.5',
    );
  });

  test('standardises by the card, after scaling', async () => {
    const standardization = { mean: [1, 0, 0, 0], deviation: [1, 0.5, 1, 1] };
    const recognizer = createRecognizer({ model: knownModel(), card: { ...card, standardization } });
    const [{ probabilities }] = await recognizer.recognizeInputs([{ data: Uint8Array.of(255, 51, 255, 0) }]);
    expect(probabilities.map(({ probability }) => probability)).toEqual([0, Math.fround(0.4), 1]);
  });

  test('spare outputs are never an answer', async () => {
    const { recognizeInputs } = createRecognizer({ model: knownModel(), card: { ...card, labels: ['a', 'b'] } });
    const [{ label, probabilities }] = await recognizeInputs([{ data: Uint8Array.of(0, 51, 255, 0) }]);
    expect(label).toBe('b');
    expect(probabilities).toHaveLength(2);
  });

  describe('of a card with voice, temperature and sure', () => {
    const labels = ['a', 'b'];
    const ask = async (more: Partial<ModelCard>, ...outputs: number[]) => {
      const { recognizeInputs } = createRecognizer({
        model: knownModel(),
        card: { ...card, labels, inputScale: 1, ...more },
      });
      const [answer] = await recognizeInputs([{ data: Float32Array.of(...outputs, 0) }]);
      const values = answer.probabilities.map(({ probability }) => Number(probability.toFixed(6)));
      return { ...answer, probabilities: values };
    };
    const voice = { threshold: 0.5 };

    test('the output after the labels tells whether there is a voice, and the labels sum up to 1', async () => {
      const spoken = await ask({ voice }, 0.125, 0.5, 0.375);
      expect(spoken).toEqual({ label: 'b', probability: 0.8, probabilities: [0.2, 0.8], speech: 0.625, notes: [] });
      const silent = await ask({ voice }, 0.0625, 0.1875, 0.75);
      expect(silent).toEqual({
        label: 'no voice',
        probability: 0.75,
        probabilities: [0.25, 0.75],
        speech: 0.25,
        notes: [],
      });
      // At the threshold `speech` is a half, and on either side the odds are divided by those there: 1/7 by 1/3, 9 by 4.
      const rated = async (threshold: number, outputs: [number, number, number]) => {
        const { label, speech } = await ask({ voice: { threshold } }, ...outputs);
        return [label, speech === undefined ? speech : Number(speech.toFixed(6))];
      };
      expect(await rated(0.25, [0.0625, 0.1875, 0.75])).toEqual(['b', 0.5]);
      expect(await rated(0.25, [0, 0.125, 0.875])).toEqual(['no voice', 0.3]);
      expect(await rated(0.8, [0, 0.9, 0.1])).toEqual(['b', Number((9 / 13).toFixed(6))]);
      expect(await rated(0, [0, 0, 1])).toEqual(['a', 1]);
      expect(await rated(1, [0, 1, 0])).toEqual(['b', 1]);
      expect(await rated(1, [0, 0.9, 0.1])).toEqual(['no voice', 0]);
      // Nothing is left for the labels.
      expect(await ask({ voice }, 0, 0, 1)).toMatchObject({ label: 'no voice', probabilities: [0.5, 0.5], speech: 0 });
    });

    test('a temperature divides the logarithms: softmax(log p / temperature)', async () => {
      // p^(1/2): 3 to 1 of 9 to 1.
      expect((await ask({ temperature: 2 }, 0.9, 0.1, 0)).probabilities).toEqual([0.75, 0.25]);
      expect((await ask({ temperature: 0.5 }, 0.75, 0.25, 0)).probabilities).toEqual([0.9, 0.1]);
      expect((await ask({ temperature: 2, voice }, 0.09, 0.01, 0.9)).probabilities).toEqual([0.75, 0.25]);
      expect((await ask({ temperature: 0.001 }, 1e-30, 0, 0)).probabilities).toEqual([1, 0]);
    });

    test("'not sure' is the answer where no label reaches the threshold, and 'no voice' goes before", async () => {
      const sure = { threshold: 0.7, accuracy: 0.9, share: 0.6 };
      expect(await ask({ sure }, 0.4, 0.6, 0)).toMatchObject({ label: 'not sure', probabilities: [0.4, 0.6] });
      expect((await ask({ sure }, 0.4, 0.6, 0)).probability).toBeCloseTo(0.6, 6);
      expect((await ask({ sure }, 0.2, 0.8, 0)).label).toBe('b');
      expect((await ask({ sure, voice }, 0.1, 0.15, 0.75)).label).toBe('no voice');
      expect((await ask({ sure, voice }, 0.3, 0.45, 0.25)).label).toBe('not sure');
      expect(await ask({ sure: { ...sure, threshold: 0 } }, 0.4, 0.6, 0)).toMatchObject({ label: 'b' });
    });

    test('without them probabilities stay as the model gives them, and nothing is said of speech', async () => {
      const plain = await ask({}, 0.125, 0.5, 0.375);
      expect(plain).toEqual({ label: 'b', probability: 0.5, probabilities: [0.125, 0.5], notes: [] });
    });
  });

  test('keeps the type of the labels', async () => {
    const recognizer = createRecognizer({ model: knownModel(), card: { ...card, labels: ['cat', 'dog'] as const } });
    const { label } = await recognizer.recognize(samples, 16000);
    const typed: 'cat' | 'dog' | 'not sure' | 'no voice' = label;
    expect(['cat', 'dog']).toContain(typed);
  });

  test('fifty calls leave no tensor, and dispose frees the weights', async () => {
    const before = tf.memory().numTensors;
    const recognizer = createRecognizer({ model: knownModel(), card });
    await recognizer.recognize(samples, 16000);
    const ready = tf.memory().numTensors;
    for (let i = 0; i < 50; i++) await recognizer.recognize(samples, 16000);
    expect(tf.memory().numTensors).toBe(ready);
    recognizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses an input of another size, and what is no sound', async () => {
    const recognizer = createRecognizer({ model: knownModel(), card });
    await expect(
      recognizer.recognizeInputs([{ data: new Uint8Array(4) }, { data: new Uint8Array(5) }]),
    ).rejects.toThrow(new RangeError('recognizeInputs: inputs must be of 4 values; received 5 at index 1'));
    await expect(recognizer.recognize([0] as never, 16000)).rejects.toThrow(TypeError);
    await expect(recognizer.recognize(Float32Array.of(Number.NaN), 16000)).rejects.toThrow(RangeError);
    await expect(recognizer.recognize(samples, 0)).rejects.toThrow(/sampleRate must be/);
  });
});

describe('a card of another model', () => {
  const logMel = { kind: 'logMel', rate: 16000, nFft: 1024, hopLength: 256, fMin: 50, fMax: 8000 } as const;
  const bands = { ...logMel, bands: 16, frames: 32, trimDb: 45, floorDb: -80 };
  const small = () => spectrogramCnn({ bands: 16, frames: 32, filters: [2, 2], bandPooling: [2, 2], seed: 1 });
  const base: Omit<ModelCard, 'input'> = { labels: ['a', 'b'], inputScale: 1 };

  test.each([
    [
      'a smaller picture',
      () => knownModel(),
      { ...card, input: { ...input, size: 1 } },
      'input.size',
      'must give [2, 2, 1], which the model takes; received 1, which gives [1, 1, 1]',
    ],
    [
      'more labels than outputs',
      () => knownModel(),
      { ...card, labels: ['a', 'b', 'c', 'd'] },
      'labels',
      'must be at most 3, as the model has outputs; received 4',
    ],
    [
      'no output for no voice',
      () => knownModel(),
      { ...card, voice: { threshold: 0.5 } },
      'voice',
      'must be for a model with one output more than labels; its model.json has 3 outputs for 3 labels',
    ],
    [
      'two outputs more than labels and a voice',
      () => spectrogramCnn({ bands: 16, frames: 32, classes: 4, filters: [2, 2], bandPooling: [2, 2], seed: 1 }),
      { ...base, input: bands, voice: { threshold: 0.5 } },
      'voice',
      'its model.json has 4 outputs for 2 labels',
    ],
    [
      'other features',
      () => mlp({ inputLength: 180, hiddenUnits: 2, seed: 1 }),
      { ...base, input: { kind: 'features', groups: ['mfcc', 'mel'] } },
      'input.groups',
      'must give [180], which the model takes; received ["mfcc","mel"], which gives [168, 1]',
    ],
    [
      'other bands',
      small,
      { ...base, input: { ...bands, bands: 8 } },
      'input.bands',
      'received 8, which gives [8, 32, 1]',
    ],
    ['other frames', small, { ...base, input: { ...bands, frames: 8 } }, 'input.frames', 'which gives [16, 8, 1]'],
    ['bands and frames exchanged', small, { ...base, input: { ...bands, bands: 32, frames: 16 } }, 'input.bands', '32'],
  ] as Array<[string, () => LayersModel, ModelCard, string, string]>)(
    'is refused with %s',
    (_, model, wrong, field, message) => {
      const create = () => createRecognizer({ model: model(), card: wrong, name: 'models/best/' });
      expect(create).toThrow(RecognizerError);
      expect(create).toThrow(expect.objectContaining({ code: 'CARD_UNFIT', field, path: 'models/best/aver.json' }));
      expect(create).toThrow(`models/best/aver.json: ${field} `);
      expect(create).toThrow(message);
    },
  );

  test('is refused with a model of two inputs', () => {
    const ends = [tensorInput({ shape: [2, 2, 1] }), tensorInput({ shape: [2, 2, 1] })];
    const model = modelOf({ inputs: ends, outputs: layers.add().apply(ends) as (typeof ends)[number] });
    expect(() => createRecognizer({ model, card })).toThrow(
      'the model/aver.json: input must be for a model of one input and one output; its model.json has 2 inputs and 1 outputs',
    );
  });

  test.each([
    ['features without a channel axis', () => mlp({ inputLength: 180, hiddenUnits: 2, seed: 1 }), 180],
    ['a picture as a row', () => sequential({ layers: [layers.dense({ units: 2, inputShape: [4] })] }), 4],
    [
      'a picture of any size',
      () =>
        sequential({
          layers: [
            layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [null, null, 1] as never }),
            layers.globalAveragePooling2d({} as never),
          ],
        }),
      4,
    ],
  ])('is not what a model is that takes %s', async (_, model, values) => {
    const features = { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] } as const;
    const fitting = { ...base, input: values === 180 ? { ...features, groups: [...features.groups] } : input };
    const recognizer = createRecognizer({ model: model(), card: fitting });
    const { probabilities } = await recognizer.recognize(samples, 16000);
    expect(probabilities).toHaveLength(2);
  });
});
