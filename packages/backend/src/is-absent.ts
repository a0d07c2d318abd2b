/**
 * Whether an import failed since a package itself was not found; one of its own files missing means that it is broken.
 * Node.js says "Cannot find package 'x'", Deno "Could not find package 'x'" or 'Import "x" not a dependency', before Deno 2
 * 'Relative import path "x"'.
 *
 * @param packageName The package that was imported.
 * @param error What the import threw.
 */
export function isAbsent(packageName: string, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return false;
  const notFound = '(Cannot find (package|module)|Could not find package|Import|Relative import path)';
  return new RegExp(`${notFound} (["'])${packageName}\\3`).test(error.message);
}
