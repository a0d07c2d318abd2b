import { writeFile } from 'node:fs/promises';
import { corpora } from '@aver/ravdess';
import { featureGroups, featureNames } from '@aver/spectrogram';
import { corpusOf, type OneCorpus } from '../compute/corpus-of.js';
import { type Explored, exploration, soundFacts } from '../exploration/exploration.js';
import { explorationPage } from '../exploration/exploration-page.js';
import { explorationText } from '../exploration/exploration-text.js';
import { type Choice, chooseDataSource, labelsOf, openData } from '../inputs/data-source.js';
import { readInputs } from '../inputs/input-cache.js';
import { createWorkerPool, defaultJobs } from '../processes/worker-pool.js';
import { prepareInputs } from '../runs/prepare-inputs.js';
import { CommandError } from '../terminal/command-error.js';
import { beforePerson, type Onlooker } from '../terminal/onlooker.js';

/** Options of `aver-bench explore`. */
export interface ExploreOptions extends Choice {
  corpus: OneCorpus;
  /** The page to write. */
  output?: string;
  jobs?: number;
  json?: boolean;
}

/** `aver-bench explore`: what is in recordings, before anything is learned from them. */
export async function explore(paths: string[], options: ExploreOptions): Promise<void> {
  const document = await beforePerson((onlooker) => look(paths, options, onlooker));
  if (options.output !== undefined) {
    const page = await explorationPage(document);
    await writeFile(options.output, page).catch((error: Error) => {
      throw new CommandError(`${options.output}: cannot write the page there: ${error.message}`, 1, { cause: error });
    });
  }
  const written = options.output === undefined ? '' : `\n\nPage: ${options.output}`;
  process.stdout.write(options.json ? `${JSON.stringify(document)}\n` : `${explorationText(document)}${written}\n`);
}

async function look(paths: string[], options: ExploreOptions, { progress, signal }: Onlooker) {
  const { corpus, channels, modality, jobs = defaultJobs() } = options;
  const choice = { ...(channels && { channels }), ...(modality && { modality }) };
  // The small built-in corpus is like the large one.
  const source = chooseDataSource(paths.length > 0 ? paths : undefined, true, corpus, choice);
  const at = source.kind === 'path' ? source.paths : [];
  const emotions = corpus === 'folders' ? await labelsOf(at) : [...corpora[corpus].emotions];
  const data = await openData(source, emotions);
  const pool = createWorkerPool(jobs);
  const onEnd = () => pool.close();
  signal?.addEventListener('abort', onEnd);
  try {
    const sounds = new Map<string, Explored['sound']>();
    progress.start(`Reading ${data.recordings.length} recordings`);
    for (const [i, { name, read }] of data.recordings.entries()) {
      signal?.throwIfAborted();
      // What cannot be read is told by the inputs, with its reason.
      const sound = await read().catch(() => undefined);
      if (sound && sound.samples.length > 0) sounds.set(name, soundFacts(sound));
      progress.update((i + 1) / data.recordings.length);
    }
    progress.finish();
    // Only what every recording has room for: features are compared over all of them.
    const lowest = Math.min(...[...sounds.values()].map(({ sampleRate }) => sampleRate));
    const groups = featureGroups(Number.isFinite(lowest) ? lowest : 48_000);
    const spec = { kind: 'features' as const, groups };
    const inputs = await prepareInputs(source, data, emotions, [spec], pool, progress);
    const cached = await readInputs(inputs.path(spec));
    if (!cached) throw new CommandError(`${data.name}: the computed features are gone; run the command again`, 1);
    const width = cached.table.shape.reduce((product, length) => product * length, 1);
    const { parseName } = corpusOf(data.corpus, emotions);
    const names = groups.flatMap((group) => featureNames[group]);
    const explored = cached.table.names.flatMap((name, i): Explored[] => {
      const sound = sounds.get(name);
      const values = cached.table.data.subarray(i * width, (i + 1) * width);
      const features = Float64Array.from(values, (value, j) => (isMel(names[j]) ? inDecibels(value) : value));
      return sound ? [{ name, fields: parseName(name), sound, features }] : [];
    });
    return exploration({ name: data.name, corpus: data.corpus, leftOut: inputs.leftOut, groups }, explored, names);
  } catch (error) {
    // Whoever ended it is told so, and not of the workers that ended with it.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onEnd);
    pool.close();
    await data.close();
  }
}

const isMel = (feature: string) => /^mel\d/.test(feature);

/** Powers differ by many orders of magnitude, and the loudest recordings would be all that one sees of them. */
function inDecibels(power: number): number {
  return 10 * Math.log10(Math.max(power, 1e-10));
}
