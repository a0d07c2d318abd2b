import type { BackendName } from '@aver/backend';
import { RecognizerError } from '@aver/recognizer';
import { decodeFile } from '@aver/recognizer/node';
import { prepareAppBackend } from '../processes/app-backend.js';
import { CommandError } from '../terminal/command-error.js';
import { writeWhole } from '../terminal/write-whole.js';
import { loadModel } from './predict.js';

interface CalibrateOptions {
  output: string;
  model?: string;
  backend: string;
  /** The recordings are of all moods, not of the usual voice. */
  anyMood?: boolean;
  json?: boolean;
}

/**
 * `aver-bench calibrate`: how one person sounds, from a few recordings of them, as a JSON file for `predict --speaker`. A
 * recording that cannot be read, or in which the model hears no voice, stops it: a wrong one would mislead every answer.
 */
export async function calibrate(files: string[], options: CalibrateOptions): Promise<void> {
  await prepareAppBackend(options.backend as BackendName | 'auto');
  const recognizer = await loadModel(options.model);
  try {
    const recordings: Array<{ samples: Float32Array; sampleRate: number }> = [];
    for (const file of files) {
      const { samples, sampleRate } = await decodeFile(file);
      const { label } = await recognizer.recognize(samples, sampleRate, { name: file });
      if (label === 'no voice') throw new CommandError(`${file}: there is no voice in it`, 2);
      recordings.push({ samples, sampleRate });
    }
    const calibration = recognizer.calibrate(recordings, { usual: !options.anyMood });
    await writeWhole(options.output, `${JSON.stringify(calibration)}\n`);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ file: options.output, recordings: files.length, usual: !options.anyMood })}\n`
        : `${options.output}: how this speaker sounds, from ${files.length} recording${files.length === 1 ? '' : 's'}; ` +
            `for predict --speaker ${options.output}\n`,
    );
  } catch (error) {
    if (error instanceof RecognizerError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}
