import { expect, test } from 'vitest';
import { hasRelaxedSimd } from '../src/has-relaxed-simd.js';
import { relaxedSimdModule } from '../src/kernels/wasm/relaxed-simd-module.js';
import { simdModule } from '../src/kernels/wasm/simd-module.js';

const committed = { simd: simdModule, 'relaxed-simd': relaxedSimdModule };
const names = ['simd', 'relaxed-simd'] as const;

test.each(names)(
  'the committed module %s is what assembly/ compiles to',
  async (name) => {
    const { compileSimd } = await import('../scripts/build-simd.js');
    expect(committed[name]).toBe(Buffer.from(await compileSimd(name)).toString('base64'));
  },
  120_000,
);

test.each(names)('the module %s brings no memory and no data, which would overwrite tensors', (name) => {
  expect(hasRelaxedSimd()).toBe(true);
  const module = new WebAssembly.Module(Buffer.from(committed[name], 'base64'));
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
  // Sections follow the 8 bytes of the header: an id, a length in LEB128, the content. 11 is data, 8 a start function.
  const bytes = Buffer.from(committed[name], 'base64');
  const ids: number[] = [];
  for (let at = 8; at < bytes.length; ) {
    ids.push(bytes[at++]);
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      more = bytes[at] >= 128;
      length |= (bytes[at++] & 127) << shift;
    }
    at += length;
  }
  expect(ids).not.toContain(8);
  expect(ids).not.toContain(11);
});
