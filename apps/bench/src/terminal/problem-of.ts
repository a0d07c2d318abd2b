import type { ZodType } from 'zod';

/** What is wrong with a value of strangers, in one line that names the first wrong field; undefined where it is right. */
export function problemOf(form: ZodType, value: unknown): string | undefined {
  let result: ReturnType<ZodType['safeParse']>;
  try {
    result = form.safeParse(value);
  } catch (error) {
    // zod compares the `length` of whatever has one, and { length: { toString: null } } cannot be compared.
    return `expected plain values; ${(error as Error).message}`;
  }
  const [issue] = result.error?.issues ?? [];
  if (!issue) return undefined;
  const words = issue.message.replace(/^Invalid input: /, '');
  return issue.path.length > 0 ? `${issue.path.join('.').slice(0, 100)}: ${words}` : words;
}
