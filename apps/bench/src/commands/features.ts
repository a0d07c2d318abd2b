import { featureVector } from '@aver/spectrogram';
import { readWav } from '../inputs/read-wav.js';
import { CommandError } from '../terminal/command-error.js';

/** `aver-bench features`: every feature that the package knows of, named, as means over time at the native rate. */
export async function features(files: string[], options: { tuning?: string; json?: boolean }): Promise<void> {
  const tuning = options.tuning === undefined ? undefined : Number(options.tuning);
  if (tuning !== undefined && !(tuning >= -0.5 && tuning < 0.5)) {
    throw new CommandError(`--tuning: expected a number from -0.5 to below 0.5; received ${options.tuning}`, 2);
  }
  const documents = [];
  for (const file of files) {
    const { samples, sampleRate } = await readWav(file);
    const groups = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] as const;
    const { names, values } = featureVector(samples, sampleRate, { groups: [...groups], tuning });
    documents.push({ file, sampleRate, names, values: [...values] });
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(documents)}\n`);
    return;
  }
  for (const { file, names, values } of documents) {
    if (files.length > 1) process.stdout.write(`${file}:\n`);
    process.stdout.write(names.map((name, i) => `${name}\t${values[i]}\n`).join(''));
  }
}
