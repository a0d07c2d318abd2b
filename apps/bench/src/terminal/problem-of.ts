import type { ZodType } from 'zod';

/** What is wrong with a value of strangers, in one line that names the first wrong field; undefined where it is right. */
export function problemOf(form: ZodType, value: unknown): string | undefined {
  const [issue] = form.safeParse(value).error?.issues ?? [];
  if (!issue) return undefined;
  const words = issue.message.replace(/^Invalid input: /, '');
  return issue.path.length > 0 ? `${issue.path.join('.').slice(0, 100)}: ${words}` : words;
}
