import { expect, test } from 'vitest';
import { simdModule } from '../src/kernels/wasm/simd-module.js';

test('the committed SIMD module is what assembly/ compiles to', async () => {
  const { compileSimd } = await import('../scripts/build-simd.js');
  expect(simdModule).toBe(Buffer.from(await compileSimd()).toString('base64'));
}, 120_000);

test('the SIMD module brings no memory and no data, which would overwrite tensors', () => {
  const module = new WebAssembly.Module(Buffer.from(simdModule, 'base64'));
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
  // Sections follow the 8 bytes of the header: an id, a length in LEB128, the content. 11 is data, 8 a start function.
  const bytes = Buffer.from(simdModule, 'base64');
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
