/**
 * A network that was trained on much speech, with its weights: an entry of its own, since they are a megabyte.
 *
 * @module @aver/models/speech-embedding
 */

export { type SpeechEmbeddingOptions, speechEmbedding } from './speech-embedding/speech-embedding.js';
