import { describe, expect, test } from 'vitest';
import { BackendError, readModelCard } from '../src/index.js';

const emotions = ['happy', 'sad', 'angry'] as const;
const picture = { emotions: ['sad', 'happy'], input: { kind: 'picture', style: 'spek', size: 150 }, inputScale: 1 };
const features = { ...picture, input: { kind: 'features', groups: ['mfcc', 'mel'] }, note: 'Has heard nobody.' };
const logMel = {
  ...picture,
  input: {
    ...{ kind: 'logMel', rate: 16000, nFft: 1024, hopLength: 256, bands: 64, fMin: 50, fMax: 8000, frames: 160 },
    ...{ trimDb: 45, floorDb: -80 },
  },
  inputScale: 1 / 40,
};
const logMelWith = (change: object) => ({ ...logMel, input: { ...logMel.input, ...change } });

function folderWith(text: string) {
  return {
    name: 'models/best',
    async read(file: string) {
      expect(file).toBe('aver.json');
      return new TextEncoder().encode(text);
    },
  };
}

describe('readModelCard', () => {
  test.each([picture, features, logMel, logMelWith({ fMin: 0, trimDb: 0 })])(
    'gives the fields of a card, and nothing beside',
    async (card) => {
      const text = JSON.stringify({ ...card, trial: { seed: 0 } });
      expect(await readModelCard(folderWith(text), emotions)).toEqual(card);
    },
  );

  test.each([
    ['null', null, 'emotions must be two or more of happy, sad, angry, each once; received nothing'],
    ['one emotion', { ...picture, emotions: ['sad'] }, 'received ["sad"]'],
    ['an emotion twice', { ...picture, emotions: ['sad', 'sad'] }, 'received ["sad","sad"]'],
    ['an unknown emotion', { ...picture, emotions: ['sad', 'bored'] }, 'received ["sad","bored"]'],
    ['no input', { ...picture, input: undefined }, 'input.kind must be features, picture or logMel; received nothing'],
    [
      'another input',
      { ...picture, input: { kind: 'smell' } },
      'input.kind must be features, picture or logMel; received "smell"',
    ],
    ['no group', { ...features, input: { kind: 'features', groups: [] } }, 'input.groups must be some of mfcc'],
    ['an unknown style', { ...picture, input: { ...picture.input, style: 'oil' } }, 'input.style must be gray or spek'],
    ['half a pixel', { ...picture, input: { ...picture.input, size: 0.5 } }, 'input.size must be a whole number'],
    ['half a band', logMelWith({ bands: 0.5 }), 'input.bands must be a whole number from 1 to 4096; received 0.5'],
    [
      'no hop',
      logMelWith({ hopLength: undefined }),
      'input.hopLength must be a whole number from 1 to 65536; received nothing',
    ],
    [
      'a rate as text',
      logMelWith({ rate: '16000' }),
      'input.rate must be a whole number from 1 to 768000; received "16000"',
    ],
    ['a trim below 0', logMelWith({ trimDb: -1 }), 'input.trimDb must be a number of at least 0; received -1'],
    ['no floor', logMelWith({ floorDb: null }), 'input.floorDb must be a number; received null'],
    ['no band between', logMelWith({ fMin: 8000 }), 'input.fMax must be above input.fMin; received 8000'],
    [
      'no rate',
      logMelWith({ rate: undefined }),
      'input.rate must be a whole number from 1 to 768000; received nothing',
    ],
    ['an empty transform', logMelWith({ nFft: 0 }), 'input.nFft must be a whole number from 1 to 65536; received 0'],
    ['negative frames', logMelWith({ frames: -1 }), 'input.frames must be a whole number from 1 to 65536; received -1'],
    [
      'a billion bands',
      logMelWith({ bands: 1e9 }),
      'input.bands must be a whole number from 1 to 4096; received 1000000000',
    ],
    ['a billion frames', logMelWith({ frames: 1e9 }), 'input.frames must be a whole number from 1 to 65536; received'],
    ['a rate of 10^12', logMelWith({ rate: 1e12 }), 'input.rate must be a whole number from 1 to 768000; received'],
    [
      'a large picture of frames',
      logMelWith({ bands: 4096, frames: 4097 }),
      'input.bands times input.frames must be at most 16777216; received 16781312',
    ],
    [
      'a picture of 200,000 pixels',
      { ...picture, input: { ...picture.input, size: 200_000 } },
      'input.size must be a whole number from 1 to 4096; received 200000',
    ],
    ['a negative frequency', logMelWith({ fMin: -1 }), 'input.fMin must be a number of at least 0; received -1'],
    ['a frequency as text', logMelWith({ fMax: '8000' }), 'input.fMax must be a number of at least 0; received "8000"'],
    ['no scale', { ...picture, inputScale: 0 }, 'inputScale must be a number above 0; received 0'],
    ['a scale as text', { ...picture, inputScale: '1' }, 'inputScale must be a number above 0; received "1"'],
    ['a note that is no text', { ...picture, note: 1 }, 'note must be a text; received 1'],
  ])('refuses %s', async (_, card, message) => {
    const error = await readModelCard(folderWith(JSON.stringify(card)), emotions).catch((caught) => caught);
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject({ code: 'card-invalid', path: 'models/best/aver.json' });
    expect(error.message).toContain(`models/best/aver.json: not the description of a model: `);
    expect(error.message).toContain(message);
  });

  test('refuses what is not JSON', async () => {
    await expect(readModelCard(folderWith('{'), emotions)).rejects.toMatchObject({ code: 'card-invalid' });
  });

  test('says that there is none', async () => {
    const read = () => Promise.reject(new Error('404'));
    await expect(readModelCard({ name: 'm', read }, emotions)).rejects.toMatchObject({
      code: 'card-missing',
      message: 'm/aver.json: there is no description of a model (404)',
    });
  });
});
