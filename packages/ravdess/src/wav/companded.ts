/**
 * Expands A-law or mu-law, the telephone's 8 bits, to 16.
 *
 * A byte holds the sign, the exponent e in 3 bits and the mantissa m in 4, in A-law with every other bit turned and in
 * mu-law with all of them. A-law: |x| = 8 (2 m + 1) for e = 0, else 8 (2 m + 33) 2^(e - 1). mu-law: |x| = (8 m + 132) 2^e
 * - 132.
 *
 * @param bytes One a sample.
 * @param encoding Which law.
 * @returns As many samples, -32,768..32,767 meaning -1..1.
 * Source: ITU-T G.711, tables 1 and 2; values as in libsndfile 1.2.
 */
export function companded(bytes: Uint8Array, encoding: 'a-law' | 'mu-law'): Int16Array {
  const expand = encoding === 'a-law' ? expandA : expandMu;
  const table = Int16Array.from({ length: 256 }, (_, byte) => expand(byte));
  return Int16Array.from(bytes, (byte) => table[byte]);
}

function expandA(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const steps = 2 * (bits & 15) + (exponent === 0 ? 1 : 33);
  const size = (8 * steps) << Math.max(0, exponent - 1);
  return bits & 0x80 ? size : -size;
}

function expandMu(byte: number): number {
  const bits = byte ^ 0xff;
  const size = ((8 * (bits & 15) + 132) << ((bits >> 4) & 7)) - 132;
  return bits & 0x80 ? -size : size;
}
