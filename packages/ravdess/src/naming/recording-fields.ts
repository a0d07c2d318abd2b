import type { Emotion } from '../emotions.js';

/** What the seven fields of a RAVDESS name say about a recording, in the order of the fields. */
export interface RecordingFields {
  /** Sound and picture, picture alone, or sound alone (01, 02, 03). */
  modality: 'full-AV' | 'video-only' | 'audio-only';
  /** Spoken or sung (01, 02). */
  vocalChannel: 'speech' | 'song';
  /** The acted emotion (01..08). */
  emotion: Emotion;
  /** How strongly it is acted (01, 02); neutral is never strong. */
  intensity: 'normal' | 'strong';
  /** Which of the two sentences of `statements` (01, 02). */
  statement: 1 | 2;
  /** First or second take (01, 02). */
  repetition: 1 | 2;
  /** Who acts, 1..24 (01..24): odd numbers are male, even numbers female. */
  actor: number;
}
