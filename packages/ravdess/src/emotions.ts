/** The eight acted emotions, in the order of their codes 01..08 in a RAVDESS name. */
export const emotions = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'] as const;

/** One of the eight acted emotions. */
export type Emotion = (typeof emotions)[number];

/** The four emotions that the paper classifies, in the order of its tables and one-hot vectors. */
export const paperEmotions = ['happy', 'sad', 'angry', 'neutral'] as const satisfies readonly Emotion[];
