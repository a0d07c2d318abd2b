import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { mulberry32 } from '@aver/random';
import { type Corpus, type CorpusFields, type CorpusName, corpora, soundProblem } from '@aver/ravdess';
import { listRecordings } from '@aver/ravdess/node';
import { speechEmbedder } from '@aver/recognizer';
import { resample, voiceFeatureCount, voiceFeatures } from '@aver/spectrogram';
import { noiseFamilies, noiseRate, noiseSound } from './noises.js';
import { perturbed } from './perturbed.js';

/** What one row of features is of. */
export interface Sound {
  /** The corpus, or `noise`. */
  corpus: CorpusName | 'noise';
  /** The recording's name, or the family's and a number. */
  name: string;
  /** The emotion; of a noise its family. */
  label: string;
  /** With the corpus, since numbers repeat. */
  speaker: string;
  sung: boolean;
  /** 0 as it was recorded; from 1 on perturbed. */
  copy: number;
}

/** All rows, in order. */
export interface FeatureTable {
  sounds: Sound[];
  /** Row-major, {@link voiceFeatureCount} values a sound. */
  values: Float32Array;
}

export interface FeatureOptions {
  /** Folders or archives of RAVDESS. */
  ravdess: string[];
  /** Folder or archive of nEMO, if any. */
  nemo?: string;
  emotions: string[];
  /** Perturbed copies of each recording. */
  copies: number;
  /** Sounds of each family of noises. */
  noises: number;
  /** Where parts are kept; what is there is not computed again. */
  cache: string;
  /** This process's share of the parts, such as `0/2`; it returns when all are there. */
  share: [index: number, count: number];
}

const partSize = 32;

/** The features of every recording, its perturbed copies and the noises; resumable, in parts. */
export async function featureTable(
  options: FeatureOptions,
  report: (done: number, of: number) => void,
): Promise<FeatureTable> {
  await mkdir(options.cache, { recursive: true });
  const tasks = await taskList(options);
  const network = speechEmbedding();
  const embed = speechEmbedder(network);
  const parts = Math.ceil(tasks.length / partSize);
  const path = (part: number) => join(options.cache, `${part}.bin`);
  for (let part = options.share[0]; part < parts; part += options.share[1]) {
    report(part, parts);
    if (existsSync(path(part))) continue;
    const mine = tasks.slice(part * partSize, (part + 1) * partSize);
    const values = new Float32Array(mine.length * voiceFeatureCount);
    for (const [i, task] of mine.entries()) {
      values.set(voiceFeatures(await task.samples(), noiseRate, embed), i * voiceFeatureCount);
    }
    await writeFile(`${path(part)}.tmp`, new Uint8Array(values.buffer));
    await rename(`${path(part)}.tmp`, path(part));
  }
  network.dispose();

  const values = new Float32Array(tasks.length * voiceFeatureCount);
  for (let part = 0; part < parts; part++) {
    while (!existsSync(path(part))) await new Promise((done) => setTimeout(done, 1000));
    const bytes = await readFile(path(part));
    values.set(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), part * partSize * voiceFeatureCount);
  }
  return { sounds: tasks.map(({ sound }) => sound), values };
}

interface Task {
  sound: Sound;
  samples(): Promise<Float32Array>;
}

/** Those of the emotions that a corpus may hold; nEMO has no calm, and RAVDESS's songs have no disgust. */
export function emotionsIn(corpus: CorpusName, emotions: readonly string[]): string[] {
  const known: readonly string[] = corpora[corpus].emotions;
  return emotions.filter((emotion) => known.includes(emotion));
}

async function taskList({ ravdess, nemo, emotions, copies, noises }: FeatureOptions): Promise<Task[]> {
  const tasks: Task[] = [];
  const places: [CorpusName, string][] = [...ravdess.map((path): [CorpusName, string] => ['ravdess', path])];
  if (nemo) places.push(['nemo', nemo]);
  const nowhere = emotions.find((emotion) => places.every(([corpus]) => emotionsIn(corpus, [emotion]).length === 0));
  if (nowhere !== undefined) throw new Error(`--emotions: expected emotions of the corpora; received ${nowhere}`);
  for (let copy = 0; copy <= copies; copy++) {
    for (const [corpus, path] of places) {
      const known = emotionsIn(corpus, emotions);
      if (known.length === 0) continue;
      const { recordings } = await listRecordings(path, {
        corpus: corpora[corpus] as Corpus,
        emotions: known as never,
      });
      for (const recording of recordings) {
        const { speaker, emotion, vocalChannel } = recording.fields as CorpusFields & { vocalChannel?: string };
        const sound: Sound = {
          corpus,
          name: recording.name,
          label: emotion,
          speaker: `${corpus} ${speaker}`,
          sung: vocalChannel === 'song',
          copy,
        };
        const random = numbers(tasks.length);
        tasks.push({
          sound,
          async samples() {
            const read = await recording.read();
            const problem = soundProblem(read);
            if (problem) throw new Error(`${recording.name}: ${problem}`);
            const signal = resample(read.samples, read.sampleRate, noiseRate);
            return copy === 0 ? signal : perturbed(signal, random);
          },
        });
      }
    }
  }
  for (const family of Object.keys(noiseFamilies)) {
    for (let i = 0; i < noises; i++) {
      const random = numbers(tasks.length);
      const sound: Sound = {
        corpus: 'noise',
        name: `${family} ${i}`,
        label: family,
        speaker: `noise ${family}`,
        sung: false,
        copy: 0,
      };
      tasks.push({ sound, samples: async () => noiseSound(family, random) });
    }
  }
  return tasks;
}

/** Numbers in [0, 1) that an index decides. */
function numbers(index: number): () => number {
  const next = mulberry32(1 + index);
  return () => next() / 2 ** 32;
}
