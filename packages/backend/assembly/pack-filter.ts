/**
 * Lays a filter out for convolveRow: (taps, channels) -> (blocks, taps, 16), each block having 16 of the channels; what
 * the last block has too many is zero.
 */
export function packFilter(filter: usize, packed: usize, taps: i32, channels: i32): void {
  for (let channel = 0; channel < channels; channel += 16) {
    const count = min(16, channels - channel);
    let from = filter + (channel << 2);
    for (let tap = 0; tap < taps; tap++) {
      if (count === 16) {
        v128.store(packed, v128.load(from, 0), 0);
        v128.store(packed, v128.load(from, 16), 16);
        v128.store(packed, v128.load(from, 32), 32);
        v128.store(packed, v128.load(from, 48), 48);
      } else {
        for (let i = 0; i < count; i++) f32.store(packed + (i << 2), f32.load(from + (i << 2)));
        for (let i = count; i < 16; i++) f32.store(packed + (i << 2), 0);
      }
      from += channels << 2;
      packed += 64;
    }
  }
}
