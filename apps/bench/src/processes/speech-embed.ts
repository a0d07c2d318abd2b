import { speechEmbedder } from '@aver/recognizer';
import type { SpeechEmbed } from '@aver/spectrogram';
import { prepareAppBackend } from './app-backend.js';

let held: Promise<SpeechEmbed> | undefined;

/**
 * The speech embedding that voice features hear by, made once in a process and kept. Always on wasm: what an input is
 * must not depend on the backend that a model is trained on. A trial prepares its own backend afterwards.
 */
export async function speechEmbed(): Promise<SpeechEmbed> {
  await prepareAppBackend('wasm');
  held ??= import('@aver/models/speech-embedding').then(({ speechEmbedding }) => speechEmbedder(speechEmbedding()));
  return held;
}
