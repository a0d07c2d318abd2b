import { formatFilename, paperEmotions } from '@aver/ravdess';

/** The names of the built-in voices of so many actors: each of the paper's four emotions, first sentence or both. */
export function syntheticVoices(actors: number, statements: Array<1 | 2> = [1]): string[] {
  return Array.from({ length: actors }, (_, i) => i + 1).flatMap((actor) =>
    paperEmotions.flatMap((emotion) =>
      statements.map((statement) =>
        formatFilename({
          modality: 'audio-only',
          vocalChannel: 'speech',
          emotion,
          intensity: 'normal',
          statement,
          repetition: 1,
          actor,
        }),
      ),
    ),
  );
}
