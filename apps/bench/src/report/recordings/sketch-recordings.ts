import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CorpusFields, Recording } from '@aver/ravdess';
import { colourPicture, encodePng, grayPicture, spekPicture } from '@aver/spectrogram';
import { z } from 'zod';
import type { ResultStore } from '../../runs/result-store.js';
import { CommandError } from '../../terminal/command-error.js';
import { problemOf } from '../../terminal/problem-of.js';

const fileName = 'recordings.json';
const format = 1;
const columns = 300;

/** A recording of any corpus; some tell how strongly it is acted. */
type Listed = Recording<CorpusFields<string> & { intensity?: string }>;

/** What the report shows of a recording: enough for its figures, much less than its sound. */
export interface RecordingSketch {
  name: string;
  emotion: string;
  statement: number | string;
  seconds: number;
  sampleRate: number;
  /** The smallest and the largest sample of each of 300 stretches. */
  waveform: { low: number[]; high: number[] };
  /** Pictures as PNG in base64: the spectrogram for people, and what a CNN-2D is given. */
  pictures: { colour: string; spek: string; gray: string };
}

/**
 * Sketches two recordings, one of each statement, for the report's figures, and leaves them beside the results. It must
 * happen while the recordings are at hand: the report is made from the results alone.
 *
 * @param fingerprint Identity of the recordings: a sketch of the same ones is not made again.
 */
export async function sketchRecordings(
  store: Pick<ResultStore, 'directory' | 'writeFile'>,
  { recordings }: { recordings: Listed[] },
  fingerprint: string,
): Promise<void> {
  // One that cannot be read is made again.
  const there = await readFileOf(store.directory).catch(() => undefined);
  if (there?.fingerprint === fingerprint) return;
  const sketches: RecordingSketch[] = [];
  for (const recording of oneOfEachStatement(recordings)) {
    try {
      sketches.push(sketch(recording, await recording.read()));
    } catch {
      // A recording that cannot be read was named as left out before; the report goes without its figures.
    }
  }
  await store.writeFile(fileName, `${JSON.stringify({ format, fingerprint, recordings: sketches })}\n`);
}

/**
 * The sketches of a folder of results; none where there are none.
 *
 * @throws CommandError that names the file, where it holds something else.
 */
export async function readSketches(directory: string): Promise<RecordingSketch[]> {
  return (await readFileOf(directory))?.recordings ?? [];
}

const finite = z.array(z.number()).max(10_000);
/** Twice what the largest, of 450 x 240 pixels, takes where nothing can be compressed. */
const png = z
  .string()
  .max(1e6)
  .regex(/^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/, 'expected a PNG in base64');

const sketchesForm = z.object({
  format: z.literal(format),
  fingerprint: z.string(),
  recordings: z
    .array(
      z.object({
        name: z.string().max(1000),
        emotion: z.string().max(100),
        statement: z.union([z.number(), z.string().max(100)]),
        seconds: z.number().positive(),
        sampleRate: z.number().positive(),
        waveform: z.object({ low: finite, high: finite }),
        pictures: z.object({ colour: png, spek: png, gray: png }),
      }),
    )
    .max(100),
});

/** What a folder has of sketches; undefined where there is no such file, or one of another format. */
async function readFileOf(directory: string): Promise<z.infer<typeof sketchesForm> | undefined> {
  const path = join(directory, fileName);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  let content: unknown;
  let problem: string | undefined;
  try {
    content = JSON.parse(text);
    if (typeof content === 'object' && content && 'format' in content && content.format !== format) return undefined;
    problem = problemOf(sketchesForm, content);
  } catch (error) {
    problem = (error as Error).message;
  }
  if (problem) throw new CommandError(`${path}: expected the recordings that a table sketched; ${problem}`, 2);
  return content as z.infer<typeof sketchesForm>;
}

/** The first recording by name, and the one that says the other statement and is otherwise as like it as there is. */
function oneOfEachStatement(recordings: Listed[]): Listed[] {
  const [first, ...others] = [...recordings].sort((a, b) => (a.name < b.name ? -1 : 1));
  const other = others
    .filter(({ fields }) => fields.statement !== first.fields.statement)
    .sort((a, b) => likeness(b, first) - likeness(a, first))[0];
  return other ? [first, other] : [first];
}

function likeness({ fields: a }: Listed, { fields: b }: Listed): number {
  const same = [a.speaker === b.speaker, a.emotion === b.emotion, a.intensity === b.intensity];
  return same.filter(Boolean).length;
}

function sketch(
  { name, fields }: Listed,
  { samples, sampleRate }: { samples: Float32Array; sampleRate: number },
): RecordingSketch {
  const base64 = (picture: Parameters<typeof encodePng>[0]) => Buffer.from(encodePng(picture)).toString('base64');
  return {
    name,
    emotion: fields.emotion,
    statement: fields.statement,
    seconds: samples.length / sampleRate,
    sampleRate,
    waveform: envelope(samples),
    pictures: {
      colour: base64(colourPicture(samples, sampleRate, { width: 450, height: 240 })),
      spek: base64(spekPicture(samples, sampleRate, { width: 150, height: 150 })),
      gray: base64(grayPicture(samples, sampleRate, { width: 150, height: 150 })),
    },
  };
}

function envelope(samples: Float32Array): RecordingSketch['waveform'] {
  const low: number[] = [];
  const high: number[] = [];
  for (let column = 0; column < columns; column++) {
    const part = samples.subarray(
      Math.floor((column * samples.length) / columns),
      Math.floor(((column + 1) * samples.length) / columns),
    );
    const round = (value: number) => Math.round(1e4 * value) / 1e4;
    low.push(round(part.reduce((least, value) => Math.min(least, value), 0)));
    high.push(round(part.reduce((most, value) => Math.max(most, value), 0)));
  }
  return { low, high };
}
