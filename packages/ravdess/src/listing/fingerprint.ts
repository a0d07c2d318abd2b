/**
 * The identity of a content: its size in bytes and its CRC-32 in eight hexadecimal digits, which an archive's directory
 * holds already.
 *
 * @example
 * fingerprint(9, 0xcbf43926); // '9-cbf43926', of the bytes "123456789"
 */
export function fingerprint(size: number, crc32: number): string {
  return `${size}-${crc32.toString(16).padStart(8, '0')}`;
}
