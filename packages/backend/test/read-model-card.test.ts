import { describe, expect, test } from 'vitest';
import { BackendError, readModelCard } from '../src/index.js';

const emotions = ['happy', 'sad', 'angry'] as const;
const picture = { emotions: ['sad', 'happy'], input: { kind: 'picture', style: 'spek', size: 150 }, inputScale: 1 };
const features = { ...picture, input: { kind: 'features', groups: ['mfcc', 'mel'] }, note: 'Has heard nobody.' };

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
  test.each([picture, features])('gives the fields of a card, and nothing beside', async (card) => {
    const text = JSON.stringify({ ...card, trial: { seed: 0 } });
    expect(await readModelCard(folderWith(text), emotions)).toEqual(card);
  });

  test.each([
    ['null', null, 'emotions must be two or more of happy, sad, angry, each once; received nothing'],
    ['one emotion', { ...picture, emotions: ['sad'] }, 'received ["sad"]'],
    ['an emotion twice', { ...picture, emotions: ['sad', 'sad'] }, 'received ["sad","sad"]'],
    ['an unknown emotion', { ...picture, emotions: ['sad', 'bored'] }, 'received ["sad","bored"]'],
    ['no input', { ...picture, input: undefined }, 'input.kind must be features or picture; received nothing'],
    ['another input', { ...picture, input: { kind: 'smell' } }, 'input.kind must be features or picture'],
    ['no group', { ...features, input: { kind: 'features', groups: [] } }, 'input.groups must be some of mfcc'],
    ['an unknown style', { ...picture, input: { ...picture.input, style: 'oil' } }, 'input.style must be gray or spek'],
    ['half a pixel', { ...picture, input: { ...picture.input, size: 0.5 } }, 'input.size must be a whole number'],
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
