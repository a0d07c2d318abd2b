import { emotions } from '../emotions.js';

/** The seven fields in the order of a name; the code of a value is its place in the list, from 01. */
export const filenameCodes = {
  modality: ['full-AV', 'video-only', 'audio-only'],
  vocalChannel: ['speech', 'song'],
  emotion: emotions,
  intensity: ['normal', 'strong'],
  statement: [1, 2],
  repetition: [1, 2],
  actor: Array.from({ length: 24 }, (_, index) => index + 1),
} as const;

/** The name of one of the seven fields. */
export type FilenameField = keyof typeof filenameCodes;

/** The seven names, in the order of a name. */
export const filenameFields = Object.keys(filenameCodes) as FilenameField[];
