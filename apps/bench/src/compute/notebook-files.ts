import { type Emotion, formatFilename, paperEmotions, type parseFilename } from '@aver/ravdess';

/**
 * Which of RAVDESS's spoken and sung recordings the public notebooks behind the paper's tables read, and which of them
 * they tested. The runs behind Table 3's MLP and CNN-1D learned from 985 and were tested on 329: all 1,316 of the four
 * emotions but the two in stereo, divided by numpy's RandomState(7).permutation of their order on that machine. The
 * CNN-2D's pictures were 1,047: actors 1, 10, 11 and 12 are missing, and reading ended at a file that could not be read;
 * their division into 837 and 210 was another at each run.
 *
 * @see the printed outputs of the notebooks: supports 94 happy, 101 sad, 44 neutral, 90 angry of the 329
 */
export interface NotebookFiles {
  /** Names of the recordings whose features were learned from, sorted. */
  train: string[];
  /** Names of those that were tested. */
  test: string[];
  /** Names of those whose pictures were read. */
  pictures: string[];
}

/** How many pictures were tested. */
export const notebookTestPictures = 210;

/** A bit for each of the 1,316 names in their order, the first in the lowest bit of the first byte. */
const testBits =
  '1wEFQERCFAIGgApMkEKOCMQiQkuiKKECICQQBFALIDEAQJgmBTVSFAMYIoAAABvRVAEQBAQEYgFNoCUQgCCBQgAiAgSBDAEWQASkFCIjBUEAio' +
  'OQElIACBIaAASJpQAAJ5BALQAAc4igBGKYCAREQYMgAhCCROIJELQUbAUiw0YkA6BADFQCFAA4kG5AIAiDAARSxEGQAkCIKMAANshEAyLCUJEO';
const pictureBits =
  '7vH//vH//vH//vH//vH//vH//vH3/vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//vH//v' +
  'H3/vE7//i9f/zeP37vH7/3j9/7x+/94/f+8Xv/+L1//N4/fu4fP/ePn/vHz/3j5/7xe//4vX/83j9+7x8/94+f+8fP/ePn/vFz//i5f/zcP34O';
const stereo = ['03-01-03-01-02-01-20.wav', '03-02-01-01-01-01-24.wav'];

/** The lists, made of the bits. */
export function notebookFiles(): NotebookFiles {
  const names = spokenAndSung();
  const test = marked(names, testBits);
  const elsewhere = new Set([...test, ...stereo]);
  return { train: names.filter((name) => !elsewhere.has(name)), test, pictures: marked(names, pictureBits) };
}

/** All spoken and sung recordings of the paper's four emotions, 672 and 644; actor 18 has not sung. */
function spokenAndSung(): string[] {
  const names: string[] = [];
  for (const vocalChannel of ['speech', 'song'] as const) {
    for (const emotion of paperEmotions as readonly Emotion[]) {
      for (const intensity of emotion === 'neutral' ? (['normal'] as const) : (['normal', 'strong'] as const)) {
        for (const statement of [1, 2] as const) {
          for (const repetition of [1, 2] as const) {
            for (let actor = 1; actor <= 24; actor++) {
              if (vocalChannel === 'song' && actor === 18) continue;
              const fields = { modality: 'audio-only', vocalChannel, emotion, intensity, statement, repetition, actor };
              names.push(formatFilename(fields as ReturnType<typeof parseFilename>));
            }
          }
        }
      }
    }
  }
  return names.sort();
}

function marked(names: string[], bits: string): string[] {
  const bytes = Buffer.from(bits, 'base64');
  return names.filter((_, i) => (bytes[i >> 3] >> (i & 7)) & 1);
}
