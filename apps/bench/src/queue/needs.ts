import { corpora } from '@aver/ravdess';
import { z } from 'zod';
import type { OneCorpus } from '../compute/corpus-of.js';
import type { Trial } from '../compute/trial.js';
import { hashOf } from '../compute/trial-key.js';
import type { Choice } from '../inputs/data-source.js';

/** What a worker must have to do the trials of a queue. */
export interface Needs {
  /** The code: another one would give other results under the same key. */
  build: string;
  backend: Trial['backend'];
  data: {
    /** For the reader, as the coordinator calls it. */
    name: string;
    /** How the recordings are named. */
    corpus: OneCorpus;
    /** Speech or song alone; absent: what is there. */
    channels?: Choice['channels'];
    /** Of which kind of recording the sound is; absent: of those of sound alone. */
    modality?: Choice['modality'];
    /** What labels of the files are called, where it is not what the files call them. */
    labels?: Choice['labels'];
    /** Labels to learn beside those that are answered. */
    auxiliary?: Choice['auxiliary'];
    /** Identity of the recordings, by name and content. */
    fingerprint: string;
    /** Which emotions' recordings they are. */
    emotions: string[];
    /** Base names of recordings that the coordinator could not use, and that do not belong to them. */
    leftOut: string[];
  };
}

/**
 * The prefix of every key in Redis. It must change when jobs, results or announcements change their form: the build
 * does not cover this folder, so workers of the old form would take them.
 */
export const keyPrefix = 'aver';

/**
 * The BullMQ queue of trials with these needs. Each build, backend and set of recordings has a queue of its own, so
 * that a worker cannot take a trial that it must not do.
 */
export function queueName({ build, backend, data }: Needs): string {
  return hashOf({ build, backend, fingerprint: data.fingerprint });
}

/** The form of {@link Needs}, for what comes from Redis. */
export const needsForm = z.object({
  build: z.string().max(100),
  backend: z.enum(['node', 'webgpu', 'webgl', 'wasm', 'wasm-relaxed', 'cpu']),
  data: z.object({
    name: z.string().max(1000),
    corpus: z.enum([...Object.keys(corpora), 'folders']),
    channels: z.enum(['speech', 'song']).optional(),
    modality: z.enum(['full-AV', 'video-only', 'audio-only']).optional(),
    labels: z.record(z.string().max(100), z.string().max(100)).optional(),
    auxiliary: z.array(z.string().max(100)).max(1000).optional(),
    fingerprint: z.string().max(100),
    emotions: z.array(z.string().max(100)).max(1000),
    leftOut: z.array(z.string().max(1000)),
  }),
});
