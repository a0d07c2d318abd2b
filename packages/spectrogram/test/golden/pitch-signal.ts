/** The signal of pitch.json, at 22,050 Hz; generate-pitch.py says what it is. */
export function pitchSignal(): Float32Array {
  let state = 7;
  return Float32Array.from({ length: 44100 }, (_, n) => {
    const t = n / 22050;
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    const phase = 2 * Math.PI * (140 * t + 30 * t * t) + 2 * Math.sin(2 * Math.PI * 5 * t);
    const isVoice = (t >= 0.1 && t < 0.9) || (t >= 1.1 && t < 1.8);
    let value = t >= 1.3 ? (state / 2 ** 32 - 0.5) * 0.04 : 0;
    for (let k = 1; k <= 5 && isVoice; k++) value += (0.3 / k) * Math.sin(k * phase);
    return value;
  });
}
