import type { ModelInput } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelCard } from './model-card.js';
import type { RecognizeOptions } from './recognize-options.js';
import type { CalibrateOptions, SpeakerCalibration } from './speaker-calibration.js';

/** One of a model's labels, or one of two answers that are none; which of them a model can give, its card says. */
export type RecognizedLabel<Label extends string = string> = Label | 'not sure' | 'no voice';

/** What a model says of a sound. */
export interface Recognition<Label extends string = string> {
  /**
   * The label with the largest probability, the first of equals; 'no voice' where `speech` is under a half, 'not sure' where
   * that probability is under the card's threshold.
   */
  label: RecognizedLabel<Label>;
  /** Its probability: of 'not sure' the largest of the labels', of 'no voice' 1 - `speech`. */
  probability: number;
  /** Of every label, in the order of the card, whatever the answer; where there is a voice. */
  probabilities: Array<{ label: Label; probability: number }>;
  /** How much of a voice there is, from 0 to 1, 0.5 at the card's threshold; absent where the model does not tell. */
  speech?: number;
  /** What a person should know of how the sound was heard, a line each; often none. */
  notes: string[];
}

/** A model that can be asked. */
export interface Recognizer<Label extends string = string> {
  /** What messages call it: its folder. */
  readonly name: string;
  /** What its outputs mean and what it is given. */
  readonly card: ModelCard<Label>;
  /** The network. */
  readonly model: LayersModel;
  /**
   * What the model says of a sound.
   *
   * @param samples Mono signal in [-1, 1].
   * @param sampleRate Hz.
   * @param options Limits, and a signal to stop.
   * @throws TypeError when samples are no Float32Array.
   * @throws RangeError for samples that are not finite or a sample rate that the input cannot be computed at.
   * @throws RecognizerError `SOUND_TOO_LONG` or `SAMPLE_RATE_TOO_LOW` beyond the limits, before any work.
   * @throws The signal's reason when it is aborted.
   */
  recognize(samples: Float32Array, sampleRate: number, options?: RecognizeOptions): Promise<Recognition<Label>>;
  /**
   * What the model says of a file of sound: `decodeAudio`, then `recognize`; the answer has the notes of both.
   *
   * @param bytes The whole file: WAV, MP3, FLAC, Ogg Vorbis, Opus; in a browser what that knows, too.
   * @param options Limits, a signal, and what messages call the file.
   * @throws TypeError when bytes are no Uint8Array.
   * @throws RecognizerError `SOUND_UNREADABLE`, `SOUND_TOO_LONG` or `SAMPLE_RATE_TOO_LOW`.
   * @throws The signal's reason when it is aborted.
   */
  recognizeBytes(bytes: Uint8Array, options?: RecognizeOptions): Promise<Recognition<Label>>;
  /**
   * The first of the two steps of `recognize`: what the model is given of a sound, before any scaling. Where the model
   * hears so many seconds and the sound is over four times as long, the piece around the middle of what sounds is taken
   * first, so that a long sound costs no more than a short one.
   *
   * @param samples Mono signal in [-1, 1].
   * @param sampleRate Hz.
   * @throws TypeError when samples are no Float32Array.
   * @throws RangeError for samples that are not finite or a sample rate that the input cannot be computed at.
   */
  inputOf(samples: Float32Array, sampleRate: number): ModelInput;
  /**
   * The second step, for any number of inputs at once.
   *
   * @param inputs What `inputOf` gave, or the like.
   * @returns One recognition for each, in order.
   * @throws RangeError when an input has another number of values than the card promises.
   */
  recognizeInputs(inputs: Array<Pick<ModelInput, 'data'>>): Promise<Recognition<Label>[]>;
  /**
   * How a person sounds, from a few recordings of them, for `forSpeaker`: four sentences in their usual voice say most.
   *
   * @param recordings Mono signals in [-1, 1] and their rates in Hz.
   * @param options Whether they are of the usual voice.
   * @returns Plain JSON, without any sound in it.
   * @throws RecognizerError `NOT_CALIBRATABLE` when the model takes no calibration.
   * @throws RangeError without a recording, or for one that `recognize` would not take.
   */
  calibrate(
    recordings: ReadonlyArray<{ samples: Float32Array; sampleRate: number }>,
    options?: CalibrateOptions,
  ): SpeakerCalibration;
  /**
   * The same model, asked about one person. It has this model's memory, and ends with it.
   *
   * @param calibration What `calibrate` gave.
   * @throws RecognizerError `NOT_CALIBRATABLE` when the model takes no calibration.
   * @throws RangeError for one that is none of this model's.
   */
  forSpeaker(calibration: SpeakerCalibration): Recognizer<Label>;
  /** Frees the memory of the model, which cannot be asked any more. */
  dispose(): void;
}
