/**
 * A synthetic corpus of the same shape.
 *
 * @module @aver/ravdess/synthetic
 */

export { type SynthesizeOptions, synthesize } from './synthetic/synthesize.js';
export { type SyntheticRecordingsOptions, syntheticRecordings } from './synthetic/synthetic-recordings.js';
