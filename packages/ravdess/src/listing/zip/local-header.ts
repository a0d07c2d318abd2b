/** Bytes of the header in front of an entry's name. */
export const HEADER_BYTES = 30;

const SIGNATURE = 0x04034b50;

/** The header in front of an entry's content. */
export interface LocalHeader {
  flags: number;
  method: number;
  /** CRC-32, packed size and size in four bytes each, which may be missing here. */
  sizes: Buffer;
  nameBytes: number;
  /** From the header's first byte to the content's. */
  contentAt: number;
}

/** Reads such a header; undefined where there is none. */
export function localHeader(bytes: Buffer): LocalHeader | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== SIGNATURE) return undefined;
  const nameBytes = bytes.readUInt16LE(26);
  return {
    flags: bytes.readUInt16LE(6),
    method: bytes.readUInt16LE(8),
    sizes: bytes.subarray(14, 26),
    nameBytes,
    contentAt: HEADER_BYTES + nameBytes + bytes.readUInt16LE(28),
  };
}
