import type { Phoneme } from './phonemes.js';

/** A phoneme in its place in a sentence. */
export interface SpokenPhoneme {
  phoneme: Phoneme;
  /** 0 unstressed .. 1 stressed: longer and louder. */
  stress: number;
  /** Height of the pitch accent on it, relative to the voice's range. */
  accent: number;
}

/** The phonemes of "Kids are talking by the door" (1) and "Dogs are sitting by the door" (2). */
export const statementPhonemes: Record<1 | 2, readonly SpokenPhoneme[]> = {
  1: spoken('K IH:0.7:0.8 D Z ER:0.1 T AO:0.8:1 K IH:0.2 NG B AY:0.4:0.3 DH AX D AO:1:0.9 ER:0.5'),
  2: spoken('D AO:0.7:0.8 G Z ER:0.1 S IH:0.8:1 DX IH:0.2 NG B AY:0.4:0.3 DH AX D AO:1:0.9 ER:0.5'),
};

/** Reads `PHONEME:stress:accent`, where what is missing is 0. */
function spoken(text: string): SpokenPhoneme[] {
  return text.split(' ').map((word) => {
    const [phoneme, stress = '0', accent = '0'] = word.split(':');
    return { phoneme: phoneme as Phoneme, stress: Number(stress), accent: Number(accent) };
  });
}
