import { cremad } from './cremad.js';
import { emodb } from './emodb.js';
import { nemo } from './nemo.js';
import { ravdess } from './ravdess.js';
import { savee } from './savee.js';
import { tess } from './tess.js';

/**
 * The corpora whose names this package reads, by name: `listRecordings(path, { corpus: corpora.emodb })`.
 *
 * @example
 * corpora.emodb.parseName('03a01Wa.wav'); // { speaker: '03', statement: 'a01', emotion: 'angry', version: 'a' }
 */
export const corpora = { ravdess, emodb, cremad, tess, savee, nemo };

/** The name of one of the corpora. */
export type CorpusName = keyof typeof corpora;
