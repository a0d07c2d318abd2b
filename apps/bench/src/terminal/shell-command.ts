/** A command line that a shell takes apart into these words again. */
export function shellCommand(words: string[]): string {
  return words.map((word) => (/^[\w./,:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
