import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// What every public entry of code exports, with its types, as text under test/api: a change of it is seen in review. After one
// that is meant: npx vitest run test/api.test.ts -u, and a changeset that tells users.

const root = fileURLToPath(new URL('..', import.meta.url));
const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const entries = Object.entries<string[]>(config.compilerOptions.paths).filter(
  ([name]) => !/^@aver\/(bench|random|recognizer-weights|test-helpers)/.test(name),
);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(
  entries.map(([, [file]]) => fileURLToPath(new URL(`../${file}`, import.meta.url))),
  options,
);
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });
const whole = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

test.each(entries)('%s exports what it did', async (name, [file]) => {
  const source = program.getSourceFile(fileURLToPath(new URL(`../${file}`, import.meta.url))) as ts.SourceFile;
  const module = checker.getSymbolAtLocation(source) as ts.Symbol;
  const exported = checker
    .getExportsOfModule(module)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((symbol) => `${symbol.name}: ${describe(symbol)}`);
  expect(exported.length).toBeGreaterThan(0);
  await expect(
    `${exported.join('\n\n')}\n`,
    `the public API of ${name} changed; if that is meant: npx vitest run test/api.test.ts -u, and npx changeset`,
  ).toMatchFileSnapshot(`api/${name.slice(1).replaceAll('/', '-')}.txt`);
});

test('the public API is under a snapshot for every entry of every public package', () => {
  const packages = entries.map(([name]) => name.split('/')[1]);
  for (const name of new Set(packages)) {
    const { exports } = JSON.parse(readFileSync(`${root}packages/${name}/package.json`, 'utf8'));
    const published = Object.keys(exports).filter((path) => path !== './package.json');
    expect(published.map((path) => `@aver/${name}${path.slice(1)}`).sort()).toEqual(
      entries
        .map(([entry]) => entry)
        .filter((entry) => entry.split('/')[1] === name)
        .sort(),
    );
  }
});

/** A symbol's type in text: declarations of types as they are written, values by their inferred type. */
function describe(exported: ts.Symbol): string {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = symbol.declarations ?? [];
  if (symbol.flags & ts.SymbolFlags.Class) {
    const instance = checker.getDeclaredTypeOfSymbol(symbol);
    const constructors = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    const members = instance
      .getProperties()
      // What a class inherits from TensorFlow.js or from Error is theirs.
      .filter((member) =>
        member.declarations?.every((one) => one.getSourceFile().fileName.startsWith(`${root}packages`)),
      )
      .filter((member) =>
        member.declarations?.every((one) => !(ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Private)),
      )
      .map((member) => `  ${member.name}: ${typeOf(member)}`);
    return `class\n${[...constructors.map((one) => `  new ${checker.signatureToString(one, undefined, whole)}`), ...members].join('\n')}`;
  }
  if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
    return declarations
      .map((node) => printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()))
      .join('\n');
  }
  return typeOf(symbol);
}

function typeOf(symbol: ts.Symbol): string {
  return checker.typeToString(checker.getTypeOfSymbol(symbol), undefined, whole);
}
