// Compiles assembly/ (AssemblyScript) to the SIMD modules that src/kernels/wasm/ carries: once for plain and once for
// relaxed SIMD. Run it after a change in assembly/; a test compares the committed modules with a fresh compilation.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** The modules' names, each with the features that it needs. */
const modules = { simd: ['simd'], 'relaxed-simd': ['simd', 'relaxed-simd'] };

/** A module's bytes. It brings no memory and no data of its own: it works in the wasm backend's memory. */
export async function compileSimd(module: keyof typeof modules): Promise<Uint8Array> {
  const entry = fileURLToPath(new URL('../assembly/index.ts', import.meta.url));
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      entry,
      ...['--outFile', 'simd.wasm', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--noAssert'],
      ...modules[module].flatMap((feature) => ['--enable', feature]),
      ...['-O3', '--baseDir', fileURLToPath(new URL('..', import.meta.url))],
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
  for (const module of Object.keys(modules) as Array<keyof typeof modules>) {
    const base64 = Buffer.from(await compileSimd(module)).toString('base64');
    const constant = module === 'simd' ? 'simdModule' : 'relaxedSimdModule';
    writeFileSync(
      new URL(`../src/kernels/wasm/${module}-module.ts`, import.meta.url),
      `/** assembly/ compiled by scripts/build-simd.ts, in base64. */\nexport const ${constant} =\n  '${base64}';\n`,
    );
  }
}
