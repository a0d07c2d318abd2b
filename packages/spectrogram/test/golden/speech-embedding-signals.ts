const rate = 16000;

/** The signals of generate-speech-embedding.py, two seconds each. */
export const speechEmbeddingSignals: Record<string, Float32Array> = {
  chirp: signal((n) => 0.3 * Math.sin(2 * Math.PI * ((100 * n) / rate + 450 * (n / rate) ** 2))),
  'two tones, fading': signal(
    (n) =>
      0.4 *
      Math.exp(-n / 12000) *
      (Math.sin((2 * Math.PI * 220 * n) / rate) + 0.5 * Math.sin((2 * Math.PI * 1760 * n) / rate)),
  ),
  silence: signal(() => 0),
};

function signal(value: (n: number) => number): Float32Array {
  return Float32Array.from({ length: 32000 }, (_, n) => value(n));
}
