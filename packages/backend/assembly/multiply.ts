import { madd } from './madd';

/**
 * (rows, channels) times (channels, 8). Four rows at a time: 8 running sums keep the processor's adders busy and leave
 * registers for the operands. The last four may be those again that were before, which is faster than one at a time.
 */
export function multiply(rows: usize, weights: usize, channels: i32, count: i32, out: usize): void {
  const zero = f32x4.splat(0);
  const rowBytes = (<usize>channels) << 2;
  const isOne = count < 4;
  for (; count > 0 && !isOne; count -= 4) {
    if (count < 4) {
      rows -= <usize>(4 - count) * rowBytes;
      out -= (<usize>(4 - count)) << 5;
    }
    let a0 = zero;
    let a1 = zero;
    let b0 = zero;
    let b1 = zero;
    let c0 = zero;
    let c1 = zero;
    let d0 = zero;
    let d1 = zero;
    let w = weights;
    let b = rows + rowBytes;
    let c = b + rowBytes;
    let d = c + rowBytes;
    for (const end = rows + rowBytes; rows < end; rows += 4) {
      const w0 = v128.load(w, 0);
      const w1 = v128.load(w, 16);
      const va = v128.load32_splat(rows);
      a0 = madd(va, w0, a0);
      a1 = madd(va, w1, a1);
      const vb = v128.load32_splat(b);
      b0 = madd(vb, w0, b0);
      b1 = madd(vb, w1, b1);
      const vc = v128.load32_splat(c);
      c0 = madd(vc, w0, c0);
      c1 = madd(vc, w1, c1);
      const vd = v128.load32_splat(d);
      d0 = madd(vd, w0, d0);
      d1 = madd(vd, w1, d1);
      w += 32;
      b += 4;
      c += 4;
      d += 4;
    }
    v128.store(out, a0, 0);
    v128.store(out, a1, 16);
    v128.store(out, b0, 32);
    v128.store(out, b1, 48);
    v128.store(out, c0, 64);
    v128.store(out, c1, 80);
    v128.store(out, d0, 96);
    v128.store(out, d1, 112);
    rows = d;
    out += 128;
  }
  for (; count > 0; count--) {
    let sum0 = zero;
    let sum1 = zero;
    let w = weights;
    for (const end = rows + rowBytes; rows < end; rows += 4) {
      const value = v128.load32_splat(rows);
      sum0 = madd(value, v128.load(w, 0), sum0);
      sum1 = madd(value, v128.load(w, 16), sum1);
      w += 32;
    }
    v128.store(out, sum0, 0);
    v128.store(out, sum1, 16);
    out += 32;
  }
}
