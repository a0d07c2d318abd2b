// Compiles assembly/ (AssemblyScript) to the module that src/kernel/kernel-bytes.ts carries.
// Run it after a change in assembly/; a test compares the committed module with a fresh compilation.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** The module's bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  const entry = fileURLToPath(new URL('../assembly/index.ts', import.meta.url));
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      entry,
      ...['--outFile', 'kernel.wasm', '--runtime', 'stub', '--noAssert', '--initialMemory', '1'],
      ...['--enable', 'simd', '-O3', '--baseDir', fileURLToPath(new URL('..', import.meta.url))],
    ],
    {
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm') binary = contents as Uint8Array<ArrayBuffer>;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr}`);
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = Buffer.from(await compileKernel()).toString('base64');
  writeFileSync(
    new URL('../src/kernel/kernel-bytes.ts', import.meta.url),
    `/** assembly/ compiled by scripts/build-kernel.ts, in base64. */\nexport const kernelBytes =\n  '${base64}';\n`,
  );
}
