import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive, true by default and lying wherever a test wants it to lie. */
export interface ZipEntry {
  name: string;
  content: Uint8Array;
  /** @default deflated */
  method?: 'stored' | 'deflated' | number;
  /** The bytes in the archive. */
  packed?: Uint8Array;
  checksum?: number;
  size?: number;
  packedSize?: number;
  flags?: number;
  attributes?: number;
  /** Where the directory says that the entry begins. */
  offset?: number;
  extra?: Uint8Array;
  /** Sizes and checksum behind the content, as of a writer to a pipe; the header in front of it has none. */
  streamed?: boolean;
}

/** A zip archive: local headers and contents, directory, end record. */
export function zipArchive(entries: ZipEntry[], { count = entries.length, comment = '' } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const method = entry.method === 'stored' ? 0 : typeof entry.method === 'number' ? entry.method : 8;
    const packed = entry.packed ?? (method === 0 ? entry.content : deflateRawSync(entry.content));
    const name = Buffer.from(entry.name);
    const extra = entry.extra ?? Buffer.alloc(0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((entry.flags ?? 0) | (entry.streamed ? 8 : 0), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.checksum ?? crc32(entry.content), 10);
    common.writeUInt32LE(entry.packedSize ?? packed.length, 14);
    common.writeUInt32LE(entry.size ?? entry.content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const front = Buffer.from(common);
    if (entry.streamed) front.fill(0, 10, 22);
    const behind = entry.streamed ? [Buffer.from('PK\x07\x08'), common.subarray(10, 22)] : [];
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), front, name, packed, ...behind]);
    parts.push(local);
    common.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(entry.attributes ?? 0, 6);
    rest.writeUInt32LE(entry.offset ?? at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, name, extra]));
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}
