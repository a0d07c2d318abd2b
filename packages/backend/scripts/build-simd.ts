// Compiles assembly/ (AssemblyScript) to the SIMD module that src/kernels/wasm/simd-module.ts carries.
// Run it after a change in assembly/; a test compares the committed module with a fresh compilation.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** The module's bytes. It brings no memory and no data of its own: it works in the wasm backend's memory. */
export async function compileSimd(): Promise<Uint8Array> {
  const entry = fileURLToPath(new URL('../assembly/index.ts', import.meta.url));
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      entry,
      ...['--outFile', 'simd.wasm', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--noAssert'],
      ...['--enable', 'simd', '-O3', '--baseDir', fileURLToPath(new URL('..', import.meta.url))],
    ],
    {
      writeFile: (name, contents) => {
        if (name === 'simd.wasm') binary = contents as Uint8Array<ArrayBuffer>;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr}`);
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = Buffer.from(await compileSimd()).toString('base64');
  writeFileSync(
    new URL('../src/kernels/wasm/simd-module.ts', import.meta.url),
    `/** assembly/ compiled by scripts/build-simd.ts, in base64. */\nexport const simdModule =\n  '${base64}';\n`,
  );
}
