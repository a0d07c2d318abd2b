import { readFile } from 'node:fs/promises';
import { BackendError, type BackendName } from '@aver/backend';
import { isCorpusEmotion, paperSentences, polarity } from '@aver/ravdess';
import { type ModelCard, type Recognition, RecognizerError, type TimelineSegment, timeline } from '@aver/recognizer';
import { decodeFile, type FileRecognizer, loadRecognizer } from '@aver/recognizer/node';
import { prepareAppBackend } from '../processes/app-backend.js';
import { CommandError } from '../terminal/command-error.js';
import { csvLine } from '../terminal/csv-line.js';
import { printable } from '../terminal/printable.js';

/** What was heard in a file, and when with `--timeline`. */
interface Heard {
  file: string;
  recognition: Recognition;
  segments?: TimelineSegment[];
}

/** Or why nothing was. */
interface Unheard {
  file: string;
  error: string;
}

interface PredictOptions {
  model?: string;
  backend: string;
  /** What `calibrate` wrote. */
  speaker?: string;
  json?: boolean;
  csv?: boolean;
  sentences?: boolean;
  timeline?: boolean;
}

/** The longest file that `--timeline` listens to, in seconds. */
const longestTimeline = 4 * 3600;
/** Characters of a bar that stands for 1. */
const barLength = 30;

/**
 * `aver-bench predict`: what a model, the shipped one or that of `--model`, says of each file. A file that cannot be read does not stop the others; it is
 * named, and the exit code tells.
 */
export async function predict(files: string[], options: PredictOptions): Promise<void> {
  await prepareAppBackend(options.backend as BackendName | 'auto');
  const anybody = await loadModel(options.model);
  const recognizer = options.speaker === undefined ? anybody : await ofSpeaker(anybody, options.speaker);
  const { card } = recognizer;
  const print = (text: string) => process.stdout.write(text);
  const all: Array<Heard | Unheard> = [];
  if (options.csv) print(csvLine(csvHeader(card, options.timeline)));
  for (const file of files) {
    const one = await listen(recognizer, file, options);
    all.push(one);
    if (options.csv) for (const row of csvRows(one, card, options.timeline)) print(csvLine(row));
    else if (!options.json && !('error' in one)) {
      print(options.sentences ? sentences(one, files.length > 1) : text(one, process.stdout.isTTY));
    }
  }
  if (options.json) print(`${JSON.stringify(all.map(jsonEntry))}\n`);
  const failed = all.flatMap((one) => ('error' in one ? [one.error] : []));
  if (failed.length > 0) throw new CommandError(failed.join('\naver-bench: '), 2);
}

/** A model's folder, or the shipped model; what is wrong with it is told in one line. */
export async function loadModel(folder?: string): Promise<FileRecognizer> {
  try {
    return await loadRecognizer(folder);
  } catch (error) {
    if (!(error instanceof RecognizerError || error instanceof BackendError)) throw error;
    throw new CommandError(error.message, 2, { cause: error });
  }
}

async function ofSpeaker(recognizer: FileRecognizer, path: string): Promise<FileRecognizer> {
  try {
    return recognizer.forSpeaker(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new CommandError(`--speaker ${path}: ${printable((error as Error).message)}`, 2, { cause: error });
  }
}

async function listen(recognizer: FileRecognizer, file: string, options: PredictOptions): Promise<Heard | Unheard> {
  try {
    if (!options.timeline) return { file, recognition: await recognizer.recognizeFile(file) };
    const { samples, sampleRate, notes } = await decodeFile(file, { maxSeconds: longestTimeline });
    const { summary, segments } = await timeline(recognizer, samples, sampleRate, {
      maxSeconds: longestTimeline,
      name: file,
    });
    return { file, recognition: { ...summary, notes: [...notes, ...summary.notes] }, segments };
  } catch (error) {
    if (error instanceof RecognizerError) return { file, error: error.message };
    // A sound that no features can be computed of, such as one whose samples are not finite.
    if (error instanceof RangeError) return { file, error: `${file}: ${error.message}` };
    throw error;
  }
}

/** What `--json` prints of a file: `emotion` is the model's label, `category` where it is one of a corpus's emotions. */
function jsonEntry(one: Heard | Unheard): object {
  if ('error' in one) return one;
  const { file, recognition, segments } = one;
  const { label, probabilities, speech, notes } = recognition;
  return {
    file,
    emotion: label,
    ...(isCorpusEmotion(label) && { category: polarity(label) }),
    probabilities: byLabel(probabilities),
    ...(speech !== undefined && { speech }),
    ...(notes.length > 0 && { notes }),
    ...(segments && {
      segments: segments.map(({ start, end, label, probabilities, speech }) => ({
        start,
        end,
        emotion: label,
        probabilities: byLabel(probabilities),
        ...(speech !== undefined && { speech }),
      })),
    }),
  };
}

function byLabel(probabilities: Recognition['probabilities']): Record<string, number> {
  return Object.fromEntries(probabilities.map(({ label, probability }) => [label, probability]));
}

/** The sentences of the paper's algorithm, step 7. */
function sentences({ file, recognition: { label } }: Heard, several: boolean): string {
  const lines = isCorpusEmotion(label) ? paperSentences(label) : [label];
  return `${several ? `${file}:\n` : ''}${lines.join('\n')}\n`;
}

function text({ file, recognition, segments = [] }: Heard, isTerminal: boolean): string {
  const { label, probabilities, speech, notes } = recognition;
  const width = Math.max(...probabilities.map(({ label }) => label.length));
  const bar = (share: number) =>
    isTerminal ? `  ${'█'.repeat(Math.round(barLength * share)).padEnd(barLength, '·')}` : '';
  const lines = [
    `${file}: ${label}${speech === undefined ? '' : ` (speech ${speech.toFixed(2)})`}`,
    ...probabilities.map((one) => `  ${one.label.padEnd(width)}${bar(one.probability)}  ${one.probability.toFixed(2)}`),
    ...segments.map((one) => `  ${clock(one.start)} to ${clock(one.end)}  ${one.label}`),
    ...notes.map((note) => `  (${note})`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Such as 1:02:03.4. */
function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

function csvHeader({ labels, voice }: ModelCard, hasTimes = false): string[] {
  return [
    'file',
    ...(hasTimes ? ['start', 'end'] : []),
    'label',
    ...labels.map((label) => `p(${label})`),
    ...(voice ? ['speech'] : []),
    'notes',
    'error',
  ];
}

function csvRows(one: Heard | Unheard, card: ModelCard, hasTimes = false): Array<Array<string | number>> {
  if ('error' in one) return [[one.file, ...new Array(csvHeader(card, hasTimes).length - 2).fill(''), one.error]];
  const { file, recognition, segments } = one;
  const row = (times: number[], { label, probabilities, speech }: Recognition | TimelineSegment) => [
    ...[file, ...times, label],
    ...probabilities.map(({ probability }) => probability),
    ...(speech === undefined ? [] : [speech]),
    ...[recognition.notes.join('; '), ''],
  ];
  return segments ? segments.map((segment) => row([segment.start, segment.end], segment)) : [row([], recognition)];
}
