import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelInputSpec } from '@aver/spectrogram';
import type { Trial } from '../../compute/trial.js';
import { type Data, type DataSource, openData } from '../../inputs/data-source.js';
import type { WorkerPool } from '../../processes/worker-pool.js';
import { fingerprintOf, prepareInputs } from '../../runs/prepare-inputs.js';
import type { Progress } from '../../terminal/progress.js';
import { type Needs, queueName } from '../needs.js';
import { CannotServe, type Performer } from './performer.js';

/** Options of {@link trialPerformer}. */
export interface TrialPerformerOptions {
  /** Where recordings may come from, in this order. */
  sources: DataSource[];
  /** The backends that work here. */
  backends: Array<Trial['backend']>;
  /** What trains: processes of their own, so that this one can always renew its leases. */
  pool: WorkerPool;
  progress: Progress;
}

/** The recordings of a queue's trials, found here. */
interface Found {
  source: DataSource;
  data: Data;
}

/** Does trials on this machine's recordings, which are found by their fingerprint. */
export function trialPerformer({ sources, backends, pool, progress }: TrialPerformerOptions): Performer {
  const found = new Map<string, Found>();
  const inputs = new Map<string, Promise<string>>();

  return {
    async refusal(needs) {
      if (!backends.includes(needs.backend)) {
        return `they need backend ${needs.backend}; here there is ${backends.join(', ')}`;
      }
      const seen: string[] = [];
      for (const source of sources) {
        const answer = await find(source, needs);
        if (typeof answer === 'string') seen.push(answer);
        else {
          found.set(queueName(needs), answer);
          return undefined;
        }
      }
      const { name, fingerprint } = needs.data;
      return `they need the recordings of ${name}, fingerprint ${fingerprint}; here there is ${seen.join('; ')}`;
    },
    async perform({ trial, keepModel }, needs, onEpoch) {
      const inputsPath = await inputsOf(needs, trial.input);
      const modelDirectory = keepModel ? await mkdtemp(join(tmpdir(), 'aver-model-')) : undefined;
      const dispose = async () => {
        if (modelDirectory) await rm(modelDirectory, { recursive: true, force: true });
      };
      try {
        const result = await pool.run({ kind: 'trial', trial, inputsPath, modelDirectory }, onEpoch);
        return { result, modelDirectory, dispose };
      } catch (error) {
        await dispose();
        // Should the cache have lost them, the next try computes them again.
        inputs.delete(inputsKey(needs, trial.input));
        throw error;
      }
    },
  };

  /** The cache file with an input of all recordings; it is computed once, by whichever trial comes first. */
  function inputsOf(needs: Needs, spec: ModelInputSpec): Promise<string> {
    const key = inputsKey(needs, spec);
    const known = inputs.get(key) ?? computeInputs(needs, spec);
    inputs.set(key, known);
    known.catch(() => inputs.delete(key));
    return known;
  }

  async function computeInputs({ data, ...needs }: Needs, spec: ModelInputSpec): Promise<string> {
    const here = found.get(queueName({ data, ...needs })) as Found;
    try {
      const prepared = await prepareInputs(here.source, here.data, data.emotions, [spec], pool, progress);
      if (prepared.fingerprint === data.fingerprint) return prepared.path(spec);
      const [{ name, reason }] = prepared.leftOut;
      throw new Error(`${name}: ${reason}`);
    } catch (error) {
      throw new CannotServe(`the recordings cannot be used here: ${(error as Error).message}`, { cause: error });
    }
  }
}

function inputsKey(needs: Needs, spec: ModelInputSpec): string {
  return JSON.stringify([queueName(needs), spec]);
}

/** The recordings of these needs in a source, or what there is in place of them. */
async function find(given: DataSource, { data }: Needs): Promise<Found | string> {
  const { corpus, channels, modality, labels, auxiliary } = data;
  const source: DataSource =
    given.kind === 'path'
      ? { ...given, corpus, channels, modality, labels, auxiliary }
      : { ...given, ...(labels && { labels }), ...(auxiliary && { auxiliary }) };
  try {
    const opened = await openData(source, data.emotions);
    await opened.close();
    const recordings = opened.recordings.filter(({ name }) => !data.leftOut.includes(name));
    const fingerprint = fingerprintOf(recordings);
    if (fingerprint === data.fingerprint) return { source, data: { ...opened, recordings } };
    return `${opened.name}, ${fingerprint}`;
  } catch (error) {
    return (error as Error).message;
  }
}
