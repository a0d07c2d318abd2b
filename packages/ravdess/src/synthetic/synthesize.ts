import { requireSeed } from '@aver/random';
import { filenameCodes } from '../naming/filename-codes.js';
import type { RecordingFields } from '../naming/recording-fields.js';
import { createRandom } from './create-random.js';
import { requireSampleRate } from './require-sample-rate.js';
import { controlTracks } from './sentence/control-tracks.js';
import { segmentTiming } from './sentence/segment-timing.js';
import { statementPhonemes } from './sentence/statement-phonemes.js';
import { renderSpeech } from './sound/render-speech.js';
import { delivery } from './speaker/delivery.js';

/** Options of {@link synthesize}. */
export interface SynthesizeOptions {
  /** Sample rate in Hz, 8000 to 192000. @default 48000 */
  sampleRate?: number;
  /** Which corpus: its actors' voices and all chance, an integer from 0 to 2^32 - 1. @default 0 */
  seed?: number;
}

/**
 * Speaks one sentence as one actor in one emotion: the sound of the recording that has these fields.
 *
 * A source-filter synthesizer: a glottal pulse train and noise through a cascade of formant resonators (Klatt 1980,
 * J. Acoust. Soc. Am. 67, 971-995) that follow the phonemes of the sentence, between two silences in a quiet room.
 * The result is speech-like, not natural; it has nothing of the real recordings in it but their design.
 *
 * @param fields Audio-only speech; any emotion, intensity, statement, repetition and actor of RAVDESS.
 * @returns Mono samples in [-1, 1], about 3.5 seconds (2 to 6), rounded to 16 bits as a WAV file would hold them, and their
 * rate in Hz. The same arguments give the same bits on the same JavaScript engine.
 * @throws RangeError when a field has no code, when it is not audio-only speech, when neutral is strong, when the sample
 * rate is not from 8000 to 192000 Hz, when the seed is not an integer from 0 to 2^32 - 1.
 *
 * @example
 * const { samples, sampleRate } = synthesize(parseFilename('03-01-03-01-01-01-20.wav'), { sampleRate: 16000 });
 * (samples.length / sampleRate).toFixed(2); // '2.75' (seconds)
 */
export function synthesize(
  fields: RecordingFields,
  { sampleRate = 48000, seed = 0 }: SynthesizeOptions = {},
): { samples: Float32Array; sampleRate: number } {
  requireSpeech(fields);
  requireSampleRate('synthesize', sampleRate);
  requireSeed('synthesize', seed);
  const { emotion, intensity, statement, repetition, actor } = fields;
  const spoken = delivery(fields, seed);
  const random = createRandom(seed, 'sound', actor, emotion, intensity, statement, repetition);
  const timed = segmentTiming(statementPhonemes[statement], spoken.rate, random);
  const speech = renderSpeech(controlTracks(timed, spoken, random), { ...spoken, sampleRate }, random);

  const gain = gainFor(spoken.level, speech);
  const lead = Math.round(spoken.lead * sampleRate);
  const samples = new Float32Array(lead + speech.length + Math.round(spoken.trail * sampleRate));
  const room = 10 ** (spoken.room / 20) * Math.sqrt(3); // uniform noise of peak sqrt(3) has root mean square 1
  for (let i = 0; i < samples.length; i++) {
    const voice = i >= lead && i < lead + speech.length ? gain * speech[i - lead] : 0;
    samples[i] = Math.round((voice + room * (2 * random.uniform() - 1)) * 32768) / 32768;
  }
  return { samples, sampleRate };
}

/** The factor that brings the speech to a level in dB re full scale, or less where its peak would pass 0.95. */
function gainFor(level: number, speech: Float64Array): number {
  let power = 0;
  let peak = 0;
  for (const value of speech) {
    power += (value * value) / speech.length;
    peak = Math.max(peak, Math.abs(value));
  }
  return Math.min(10 ** (level / 20) / Math.sqrt(power), 0.95 / peak);
}

function requireSpeech(fields: RecordingFields): void {
  const allowed = { ...filenameCodes, modality: ['audio-only'], vocalChannel: ['speech'] };
  for (const [field, values] of Object.entries<readonly (string | number)[]>(allowed)) {
    const value = fields[field as keyof RecordingFields];
    if (!values.includes(value)) {
      throw new RangeError(
        `synthesize: fields.${field} must be one of ${values.join(', ')}; received ${String(value)}`,
      );
    }
  }
  if (fields.emotion === 'neutral' && fields.intensity === 'strong') {
    throw new RangeError('synthesize: fields.intensity must be normal where the emotion is neutral; received strong');
  }
}
