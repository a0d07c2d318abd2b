import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadRecognizer as load } from '../load-recognizer.js';
import type { RecognizeOptions } from '../recognize-options.js';
import type { Recognition, Recognizer } from '../recognizer.js';
import type { SpeakerCalibration } from '../speaker-calibration.js';
import { readSoundFile } from './read-sound-file.js';

/** A model that can be asked about files on a disk. */
export interface FileRecognizer<Label extends string = string> extends Recognizer<Label> {
  /**
   * What the model says of a file on a disk.
   *
   * @param path Of a WAV, MP3, FLAC, Ogg Vorbis or Opus file.
   * @param options Limits, a signal, and what messages call the file: its path, where nothing else is said.
   * @throws RecognizerError `SOUND_MISSING` when it cannot be read, `SOUND_UNREADABLE`, `SOUND_TOO_LONG` or
   *   `SAMPLE_RATE_TOO_LOW`.
   * @throws The signal's reason when it is aborted.
   */
  recognizeFile(path: string, options?: RecognizeOptions): Promise<Recognition<Label>>;
  forSpeaker(calibration: SpeakerCalibration): FileRecognizer<Label>;
}

/**
 * Loads a model: the one that @aver/recognizer-weights ships, or a folder on a disk with the card `aver.json`,
 * `model.json` and its weights. Where no backend of TensorFlow.js is in use yet, the best one is prepared, as
 * `prepareBackend` of @aver/backend chooses it.
 *
 * @param folder Path of the folder. Without it, the shipped model.
 * @returns The recognizer, which is the caller's to dispose.
 * @throws RecognizerError `WEIGHTS_MISSING` when no folder is given and @aver/recognizer-weights is not installed.
 * @throws RecognizerError `CARD_MISSING` or `CARD_INVALID` when there is no card or it is none.
 * @throws RecognizerError `CARD_UNFIT` when the card is that of another model.
 * @throws BackendError when the model or its weights cannot be read, or no backend can be had.
 * @example
 * const recognizer = await loadRecognizer();
 * const { label, probabilities } = await recognizer.recognizeFile('voice.mp3');
 */
export async function loadRecognizer(folder?: string): Promise<FileRecognizer> {
  const source =
    folder === undefined ? undefined : { name: folder, read: (file: string) => readFile(join(folder, file)) };
  return withFiles(await load(source));
}

function withFiles<Label extends string>(recognizer: Recognizer<Label>): FileRecognizer<Label> {
  return {
    ...recognizer,
    async recognizeFile(path, options = {}) {
      const { name = path, signal } = options;
      return recognizer.recognizeBytes(await readSoundFile(path, { name, signal }), { ...options, name });
    },
    forSpeaker: (calibration) => withFiles(recognizer.forSpeaker(calibration)),
  };
}
