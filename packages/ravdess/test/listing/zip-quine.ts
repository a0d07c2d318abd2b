import { crc32 } from 'node:zlib';

/**
 * A zip archive with one entry, which unpacks to the archive itself, byte for byte: whoever unpacks archives in archives
 * for as long as there are any never ends.
 *
 * The packed entry is a program of two instructions, "the next n bytes as they are" and "the last n bytes again", that
 * prints head, program and tail. The checksum stands in what is checked: it is solved for, since a CRC is linear.
 *
 * @param name Of the entry, which must have 33 to 79 characters.
 * @see R. Cox, Zip Files All The Way Down, 2010
 */
export function zipQuine(name: string): Buffer {
  const empty = crc32(quineWith(0, name));
  const columns = Array.from({ length: 32 }, (_, bit) => crc32(quineWith(2 ** bit, name)) ^ empty ^ (1 << bit));
  return quineWith(solve(columns, empty), name);
}

function quineWith(checksum: number, name: string): Buffer {
  // Sizes do not depend on what they say.
  const [draft, packed] = build(0, 0, 0, name);
  return build(checksum, packed.length, draft.length, name)[0];
}

/** The archive, and its entry as packed. */
function build(checksum: number, packedSize: number, size: number, name: string): [Buffer, Buffer] {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(checksum, 10);
  common.writeUInt32LE(packedSize, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name)]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(23);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(head.length + packedSize, 16);
  // A comment of one byte, which a Huffman code of nine bits stands for: see `again`.
  end.writeUInt16LE(1, 20);
  end[22] = 0xff;
  const tail = Buffer.concat([entry, end]);

  const [one, four] = [asIs(5), asIs(20)];
  const headAgain = again(Buffer.concat([head, asIs(head.length + 5)]));
  const fourAgain = again(Buffer.alloc(20));
  const nothing = asIs(0);
  const tailLength = asIs(tail.length + 5);
  const tailAgain = again(Buffer.concat([Buffer.alloc(5), tail]), true);
  const program = [
    ...[asIs(head.length + 5), head, asIs(head.length + 5)],
    headAgain,
    ...[one, headAgain],
    ...[one, one],
    ...[four, headAgain, one, one, four],
    fourAgain,
    ...[four, fourAgain, four, fourAgain, four],
    fourAgain,
    ...[four, fourAgain, nothing, nothing, tailLength],
    fourAgain,
    ...[nothing, nothing, tailLength, tailAgain, tail],
    tailAgain,
  ];
  const packed = Buffer.concat(program);
  return [Buffer.concat([head, packed, tail]), packed];
}

/** The next n bytes as they are: the header of a stored block, five bytes long. */
function asIs(n: number): Buffer {
  const block = Buffer.alloc(5);
  block.writeUInt16LE(n, 1);
  block.writeUInt16LE(0xffff - n, 3);
  return block;
}

/** The bytes again that were last written: a block of Huffman codes, five bytes long, too. */
function again(bytes: Buffer, last = false): Buffer {
  let bits = '';
  /** A number, the lowest bit first; a code, the highest first. */
  const number = (value: number, width: number) => {
    bits += [...value.toString(2).padStart(width, '0')].reverse().join('');
  };
  const code = (value: number, width: number) => {
    bits += value.toString(2).padStart(width, '0');
  };
  number(last ? 1 : 0, 1);
  number(1, 2);
  if (bytes.length === 20) {
    // Twice ten bytes from twenty before.
    for (let times = 0; times < 2; times++) {
      code(264 - 256, 7);
      code(8, 5);
      number(20 - 17, 3);
    }
  } else {
    // All but the last byte from so many before (67 to 114, of 65 to 128), and the last one, 255, as it is.
    const length = bytes.length - 1;
    code(277 - 256 + Math.floor((length - 67) / 16), 7);
    number((length - 67) % 16, 4);
    const far = bytes.length >= 97;
    code(far ? 13 : 12, 5);
    number(bytes.length - (far ? 97 : 65), 5);
    code(bytes[length] + 256, 9);
  }
  code(0, 7);
  if (bits.length !== 40) throw new Error(`expected 40 bits; received ${bits.length}`);
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt([...byte].reverse().join(''), 2)) ?? []);
}

/** The x of 32 bits for which the columns that x picks add to the right side, without carry. */
function solve(columns: number[], right: number): number {
  const rows = Array.from({ length: 32 }, (_, bit) => ({
    left: columns.reduce((sum, column, k) => (column & (1 << bit) ? sum + 2 ** k : sum), 0),
    right: (right >>> bit) & 1,
  }));
  for (let k = 0; k < 32; k++) {
    const at = rows.findIndex(({ left }, i) => i >= k && left & (1 << k));
    if (at < 0) throw new Error('expected a checksum that fits; there is none: try another name');
    [rows[k], rows[at]] = [rows[at], rows[k]];
    for (const [i, row] of rows.entries()) {
      if (i === k || !(row.left & (1 << k))) continue;
      row.left ^= rows[k].left;
      row.right ^= rows[k].right;
    }
  }
  return rows.reduce((sum, row, k) => sum + row.right * 2 ** k, 0);
}
