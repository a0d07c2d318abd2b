import { type CorpusName, corpora } from '@aver/ravdess';
import type { OneCorpus } from '../compute/corpus-of.js';

/** What a reader of a model card must know of the recordings that a model learned from. */
export interface TrainingMaterial {
  /** For people, such as `RAVDESS`. */
  title: string;
  /** How Hugging Face calls the licence of the weights. */
  licence: string;
  /** The licence of the weights, in a sentence. */
  terms: string;
  /** ISO 639-1. */
  language: string;
  /** What the recordings are, in a sentence. */
  about: string;
}

const titled = (corpus: CorpusName) => corpora[corpus].title;
const termsOf = (corpus: CorpusName) =>
  `Weights learned from recordings fall under their licence: see the terms under which ${titled(corpus)} is given out.`;

const materials: Record<OneCorpus | 'synthetic', TrainingMaterial> = {
  ravdess: {
    title: titled('ravdess'),
    licence: 'cc-by-nc-sa-4.0',
    terms:
      'Weights learned from RAVDESS fall under its licence, CC BY-NC-SA 4.0: not for commercial use, shared alike, with credit to Livingstone and Russo (2018).',
    language: 'en',
    about: 'Actors with a North American accent speak two sentences, each emotion acted on request.',
  },
  cremad: {
    title: titled('cremad'),
    licence: 'odbl',
    terms: 'Weights learned from CREMA-D fall under its licence, the Open Database License (ODbL) 1.0.',
    language: 'en',
    about: 'Actors speak twelve sentences, each emotion acted on request.',
  },
  tess: {
    title: titled('tess'),
    licence: 'other',
    terms: termsOf('tess'),
    language: 'en',
    about: 'Two actresses speak 200 words in one carrier phrase, each emotion acted on request.',
  },
  savee: {
    title: titled('savee'),
    licence: 'other',
    terms: termsOf('savee'),
    language: 'en',
    about: 'Four men speak sentences in British English, each emotion acted on request.',
  },
  emodb: {
    title: titled('emodb'),
    licence: 'other',
    terms: termsOf('emodb'),
    language: 'de',
    about: 'Ten actors speak ten German sentences, each emotion acted on request.',
  },
  nemo: {
    title: titled('nemo'),
    licence: 'cc-by-nc-sa-4.0',
    terms:
      'Weights learned from nEMO fall under its licence, CC BY-NC-SA 4.0: not for commercial use, shared alike, with credit to Christop (2024).',
    language: 'pl',
    about: 'Nine actors speak ninety Polish sentences, each emotion acted on request.',
  },
  folders: {
    title: 'recordings of your own',
    licence: 'other',
    terms: 'Weights learned from recordings fall under their terms, and under what the people who speak agreed to.',
    language: 'und',
    about: 'Recordings in folders that are named after their labels.',
  },
  synthetic: {
    title: 'synthetic voices',
    licence: 'mit',
    terms: 'The voices are made by a program: nobody has rights in them. The code is MIT.',
    language: 'en',
    about:
      'A program made the voices: the model has never heard a human voice and cannot be expected to understand one.',
  },
};

/** What the recordings of a corpus are, or of the built-in one. */
export function trainingMaterial(corpus: OneCorpus, isSynthetic: boolean): TrainingMaterial {
  return materials[isSynthetic ? 'synthetic' : corpus];
}
