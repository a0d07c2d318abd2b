/** The features of one signal as librosa 0.11.0 computes them; README.md says how the files were made. */
// biome-ignore lint/suspicious/noExplicitAny: some forty differently shaped entries, each compared by name.
export type GoldenFile = Record<string, any>;

/** The three signals of features-synthetic.json, by the formulas written there. */
export const goldenSignals: Record<string, () => Float32Array> = {
  sine440: () => Float32Array.from({ length: 22050 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 440 * n) / 22050)),
  chirp100_8000: () =>
    Float32Array.from({ length: 96000 }, (_, n) => {
      const t = n / 48000;
      return 0.5 * Math.sin(2 * Math.PI * (100 * t + ((0.5 * (8000 - 100)) / 2) * t * t));
    }),
  lcg_noise: () => {
    let state = 12345;
    return Float32Array.from({ length: 16000 }, () => {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      return 0.5 * (state / 2147483648 - 1);
    });
  },
};
