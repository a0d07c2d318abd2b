import { writeFile } from 'node:fs/promises';
import { encodePng, grayPicture, spekPicture } from '@aver/spectrogram';
import { readWav } from '../inputs/read-wav.js';
import { CommandError } from '../terminal/command-error.js';

/** `aver-bench render`: the picture that a model sees, as a PNG. */
export async function render(
  file: string,
  options: { output: string; style: string; size: string; json?: boolean },
): Promise<void> {
  const { output, style, json } = options;
  const size = Number(options.size);
  if (!(Number.isInteger(size) && size >= 1 && size <= 8192)) {
    throw new CommandError(`--size: expected a whole number of pixels from 1 to 8192; received ${options.size}`, 2);
  }
  if (style !== 'gray' && style !== 'spek') {
    throw new CommandError(`--style: expected gray or spek; received ${style}`, 2);
  }
  const { samples, sampleRate } = await readWav(file);
  const picture = style === 'spek' ? spekPicture : grayPicture;
  const png = encodePng(picture(samples, sampleRate, { width: size, height: size }));
  try {
    await writeFile(output, png);
  } catch (error) {
    throw new CommandError(`${output}: cannot write the picture there: ${(error as Error).message}`, 1, {
      cause: error,
    });
  }
  const summary = { file, output, style, width: size, height: size, bytes: png.length };
  process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${output}: ${size} x ${size} pixels, ${style}\n`);
}
