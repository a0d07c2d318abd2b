import type { Measured, SpeakerEvaluation } from '../tables/speaker-evaluation.js';
import type { TrainingMaterial } from './training-material.js';

/** What a person should know before believing a model, in a few sentences: the card's note, which the page shows. */
export function modelNote(
  { title, about, terms }: TrainingMaterial,
  { recordings, speakers }: { recordings: number; speakers: number },
  evaluation: SpeakerEvaluation | undefined,
): string {
  const measured = evaluation
    ? `Tested on speakers that it had not heard, this recipe told ${percent(evaluation.accuracy)} of the recordings right.`
    : 'How often it is right was not measured.';
  return `Learned from ${recordings} recordings of ${speakers} speakers (${title}). ${about} ${measured} ${terms}`;
}

/** Such as `74 % (95 % interval 68 to 80 %)`. */
export function percent({ mean, low, high }: Measured): string {
  const [middle, from, to] = [mean, low, high].map((share) => (100 * share).toFixed(0));
  return `${middle} % (95 % interval ${from} to ${to} %)`;
}
