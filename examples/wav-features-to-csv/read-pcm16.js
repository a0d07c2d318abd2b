/**
 * Reads a plain WAV file: mono, 16 bits. For every other kind of WAV file there is `readAudio` of @aver/ravdess.
 *
 * @param {Buffer} bytes
 * @returns {{ samples: Float32Array, sampleRate: number }}
 */
export function readPcm16(bytes) {
  const format = chunk('fmt ');
  const [encoding, channels, bits] = [format.readUInt16LE(0), format.readUInt16LE(2), format.readUInt16LE(14)];
  if (encoding !== 1 || channels !== 1 || bits !== 16) throw new Error('expected a mono WAV file of 16 bits');
  const data = chunk('data');
  const samples = Float32Array.from({ length: data.length >> 1 }, (_, i) => data.readInt16LE(2 * i) / 32768);
  return { samples, sampleRate: format.readUInt32LE(4) };

  function chunk(name) {
    for (let at = 12; at + 8 <= bytes.length; ) {
      const length = bytes.readUInt32LE(at + 4);
      if (bytes.toString('latin1', at, at + 4) === name) return bytes.subarray(at + 8, at + 8 + length);
      at += 8 + length + (length & 1);
    }
    throw new Error(`expected a WAV file; it has no "${name}" chunk`);
  }
}
