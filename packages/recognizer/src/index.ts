/**
 * From a sound to an answer: a model, and the card that says how to ask it.
 *
 * @module @aver/recognizer
 */

export { createListener, type Listener, type ListenerOptions, type WindowAnswer } from './create-listener.js';
export { type CreateRecognizerOptions, createRecognizer } from './create-recognizer.js';
export { type DecodeAudioOptions, type DecodedAudio, decodeAudio } from './decode-audio.js';
export { hearsVoice } from './input-parts.js';
export { loadRecognizer } from './load-recognizer.js';
export type { ModelCard } from './model-card.js';
export { readModelCard } from './read-model-card.js';
export type { RecognizeOptions } from './recognize-options.js';
export type { Recognition, RecognizedLabel, Recognizer } from './recognizer.js';
export { RecognizerError, type RecognizerErrorCode, type RecognizerErrorOptions } from './recognizer-error.js';
export type { CalibrateOptions, SpeakerCalibration, SpeakerInput } from './speaker-calibration.js';
export { speechEmbedder } from './speech-embedder.js';
export { type Timeline, type TimelineOptions, type TimelineSegment, timeline } from './timeline.js';
