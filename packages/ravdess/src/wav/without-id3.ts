/**
 * A file without the ID3v2 tags at its start, which taggers of MP3 put before WAV files too.
 *
 * @param bytes The whole file.
 * @returns A view of what follows the last tag; all of it where there is no tag.
 * Source: ID3 2.4.0, section 3.1: four bytes of seven bits each say how long a tag is, its header of ten bytes and its
 * footer, if it has one, not counted.
 */
export function withoutId3(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (bytes[at] === 0x49 && bytes[at + 1] === 0x44 && bytes[at + 2] === 0x33 && at + 10 <= bytes.length) {
    const size = [6, 7, 8, 9].reduce((sum, place) => sum * 128 + (bytes[at + place] & 0x7f), 0);
    const hasFooter = (bytes[at + 5] & 0x10) !== 0;
    at += 10 + size + (hasFooter ? 10 : 0);
  }
  return bytes.subarray(at);
}
