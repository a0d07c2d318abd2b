import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/** Running sums: enough for the latency of a product and a sum to be hidden, and few enough for the registers. */
const sums = 12;
const turns = 500_000;

/** Every sum is multiplied and added to in every turn, in registers alone, and nothing in it can be taken out of the loop. */
const source = `
export function turn(factor: f32, summand: f32, turns: i32): f32 {
  const v = f32x4.splat(factor);
  const w = f32x4.splat(summand);
  ${range((i) => `let s${i} = f32x4.splat(<f32>${i});`)}
  for (let i = 0; i < turns; i++) {
    ${range((i) => `s${i} = madd(v, s${i}, w);`)}
  }
  let all = s0;
  ${range((i) => `all = f32x4.add(all, s${i});`)}
  return f32x4.extract_lane(all, 0);
}
function madd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}`;

/** What one core can do, in GFLOP/s: the best of 60 times {@link coreSpeed}. No kernel can be faster. */
export async function coreLimit(backend: 'wasm' | 'wasm-relaxed'): Promise<number> {
  const speed = await coreSpeed(backend);
  return Math.max(...Array.from({ length: 60 }, speed));
}

/**
 * Measures, each time that it is called, what a core does just now of products and sums of four float32 at once, in
 * GFLOP/s: a loop without a memory access, as two instructions (wasm) or fused (wasm-relaxed).
 */
export async function coreSpeed(backend: 'wasm' | 'wasm-relaxed'): Promise<() => number> {
  const { default: asc } = await import(
    createRequire(new URL('../../packages/backend/package.json', import.meta.url)).resolve('assemblyscript/dist/asc.js')
  );
  if (backend === 'wasm-relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd');
  const features = backend === 'wasm' ? ['simd'] : ['simd', 'relaxed-simd'];
  let binary = new Uint8Array(0);
  const { error } = await asc.main(
    [
      'limit.ts',
      '--outFile',
      'limit.wasm',
      '--runtime',
      'stub',
      '-O3',
      ...features.flatMap((one) => ['--enable', one]),
    ],
    {
      readFile: (name: string) => (name === 'limit.ts' ? source : null),
      writeFile: (name: string, contents: Uint8Array<ArrayBuffer>) => {
        if (name === 'limit.wasm') binary = contents;
      },
    },
  );
  if (error) throw error;
  const { turn } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { abort() {} } }).exports;
  return () => {
    const start = performance.now();
    (turn as (factor: number, summand: number, turns: number) => number)(0.5, 0.25, turns);
    return (8 * sums * turns) / (performance.now() - start) / 1e6;
  };
}

function range(line: (i: number) => string): string {
  return Array.from({ length: sums }, (_, i) => line(i)).join('\n');
}
