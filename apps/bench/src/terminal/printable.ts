/**
 * Text of strangers (names in archives, files and queues) as one line that a terminal shows and does not obey: control
 * characters, which move the cursor, colour and forge lines, and those that turn the direction of writing become `?`.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '?');
}
