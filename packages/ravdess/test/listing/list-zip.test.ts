import { execFileSync, spawnSync } from 'node:child_process';
import { rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RavdessError } from '../../src/index.js';
import { listRecordings } from '../../src/node.js';
import { corpus, recordingBytes, temporaryFolder } from './corpus.js';
import { expectOpen } from './expect-open.js';
import { type ZipEntry, zipArchive } from './zip-builder.js';

const entries: ZipEntry[] = Object.entries(corpus).map(([name, content]) => ({ name, content }));
const happy = 'Actor_01/03-01-03-01-01-01-01.wav';

async function archiveFile(archive: Uint8Array): Promise<string> {
  return join(await temporaryFolder({ 'corpus.zip': archive }), 'corpus.zip');
}

/** The list of an archive whose happy recording of actor 1 is changed as told. */
async function listWith(change: Partial<ZipEntry>) {
  return listRecordings(
    await archiveFile(zipArchive(entries.map((entry) => (entry.name === happy ? { ...entry, ...change } : entry)))),
  );
}

describe('listRecordings of a zip archive', () => {
  test.each(['stored', 'deflated'] as const)(
    'gives the same names, fields, fingerprints and sounds as a folder: %s',
    async (method) => {
      const folder = await listRecordings(await temporaryFolder(corpus));
      const directory = { name: 'Actor_01/', content: new Uint8Array(0), method: 'stored' as const };
      const readme = { name: 'README.md', content: new Uint8Array(3), method };
      // The order in the archive plays no part.
      const archive = zipArchive([readme, ...entries.map((entry) => ({ ...entry, method })).reverse(), directory]);
      const zip = await listRecordings(await archiveFile(archive));
      expect(zip).toMatchObject({ leftOut: [], otherFiles: 1 });
      const plain = ({ recordings }: typeof zip) =>
        Promise.all(recordings.map(async ({ read, ...rest }) => ({ ...rest, ...(await read()) })));
      expect(await plain(zip)).toEqual(await plain(folder));
      await zip.close();
    },
  );

  test('reads many at once, and the same one again', async () => {
    const { recordings, close } = await listRecordings(await archiveFile(zipArchive(entries)));
    const all = [...recordings, ...recordings, ...recordings];
    const audio = await Promise.all(all.map((recording) => recording.read()));
    expect(audio.map(({ samples }) => samples[0] * 128)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
    await close();
  });

  test('close waits for the reads under way, frees the file, and ends reading', async () => {
    const path = await archiveFile(zipArchive(entries));
    const { recordings, close } = await listRecordings(path);
    expectOpen(path, true);
    const reading = Promise.all(recordings.map((recording) => recording.read()));
    await Promise.all([close(), close()]);
    expect(await reading).toHaveLength(5);
    expectOpen(path, false);
    await expect(recordings[0].read()).rejects.toMatchObject({
      code: 'CLOSED',
      message: 'Actor_01/03-01-01-01-01-01-01.wav: the corpus was closed before this read',
    });
  });

  test('a process that forgets to close ends all the same', async () => {
    const path = await archiveFile(zipArchive(entries));
    const node = fileURLToPath(new URL('../../src/node.ts', import.meta.url));
    const script = `import { listRecordings } from ${JSON.stringify(node)};
      const { recordings } = await listRecordings(${JSON.stringify(path)});
      await recordings[0].read();
      console.log(recordings.length);`;
    const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
      timeout: 20_000,
      encoding: 'utf8',
    });
    expect(printed).toBe('5\n');
  });

  test('duplicates within the archive: the first by path is taken', async () => {
    const again = { name: `zweite/${happy.slice(9)}`, content: recordingBytes(99) };
    const twice = { name: happy, content: recordingBytes(98) };
    const list = await listRecordings(await archiveFile(zipArchive([again, ...entries, twice])));
    expect(list.recordings).toHaveLength(5);
    expect((await list.recordings[2].read()).samples[0]).toBe(3 / 128);
    expect(list.leftOut.map(({ name, code, reason }) => `${name}: ${code}: ${reason}`)).toEqual([
      `${happy}: DUPLICATE: a duplicate of ${happy}, with other content`,
      `zweite/${happy.slice(9)}: DUPLICATE: a duplicate of ${happy}, with other content`,
    ]);
  });
});

describe('an entry that cannot be read is left out, and the others stay', () => {
  test.each<[string, Partial<ZipEntry>, string, string]>([
    ['encrypted', { flags: 1 }, 'ENCRYPTED', 'encrypted'],
    ['in another compression', { method: 12 }, 'ZIP_UNSUPPORTED', 'compression method must be 0 or 8; received 12'],
    [
      'a declared 4 GiB',
      { size: 0xfffffffe },
      'TOO_LARGE',
      '4294967294 bytes are more than the 33554432 that are read',
    ],
    ['a byte too many', { size: 2 ** 25 + 1 }, 'TOO_LARGE', '33554433 bytes are more than the 33554432 that are read'],
    [
      'a packed size beyond all bounds',
      { packedSize: 0xfffffffe },
      'TOO_LARGE',
      '4294967294 bytes are more than the 33554432 that are read',
    ],
    [
      'stored in too few bytes',
      { method: 'stored', size: 5000 },
      'CONTENT_DAMAGED',
      'stored in 2044 bytes, but 5000 bytes long',
    ],
    ['a symbolic link', { attributes: (0o120777 << 16) >>> 0 }, 'LINK', 'a symbolic link'],
  ])('%s', async (_, change, code, reason) => {
    const list = await listWith(change);
    expect(list.recordings).toHaveLength(4);
    expect(list.leftOut).toEqual([{ name: happy, code, reason }]);
    await list.recordings[0].read();
  });

  test.each([
    ['../03-01-03-01-01-01-01.wav', 'invalid relative path: ../03-01-03-01-01-01-01.wav'],
    ['a/../../03-01-03-01-01-01-01.wav', 'invalid relative path: a/../../03-01-03-01-01-01-01.wav'],
    ['..\\03-01-03-01-01-01-01.wav', 'invalid relative path: ../03-01-03-01-01-01-01.wav'],
    ['/etc/03-01-03-01-01-01-01.wav', 'absolute path: /etc/03-01-03-01-01-01-01.wav'],
    ['C:/03-01-03-01-01-01-01.wav', 'absolute path: C:/03-01-03-01-01-01-01.wav'],
    ['../notes.txt', 'invalid relative path: ../notes.txt'],
  ])('named %s', async (name, reason) => {
    const list = await listWith({ name });
    expect(list.recordings).toHaveLength(4);
    expect(list.leftOut).toEqual([{ name: name.replaceAll('\\', '/'), code: 'UNSAFE_PATH', reason }]);
  });

  test('a name with backslashes, as some tools on Windows write, is a good name', async () => {
    expect((await listWith({ name: happy.replace('/', '\\') })).recordings).toHaveLength(5);
  });
});

describe('a damaged entry is listed, and reading it says what is wrong', () => {
  const content = corpus[happy];
  const packed = deflateRawSync(content);
  const flipped = Buffer.from(content);
  flipped[100] ^= 1;
  const bomb = new Uint8Array(2 ** 26);
  test.each<[string, Partial<ZipEntry>, string, RegExp]>([
    [
      'one bit flipped',
      { method: 'stored', packed: flipped },
      'CONTENT_DAMAGED',
      /content must have the listed size and CRC-32, 2044-.*; received 2044-/,
    ],
    ['a wrong checksum', { checksum: 1 }, 'CONTENT_DAMAGED', /CRC-32, 2044-00000001; received/],
    [
      'nonsense in place of deflated bytes',
      { packed: Buffer.alloc(packed.length, 0xff) },
      'CONTENT_DAMAGED',
      /: invalid /,
    ],
    [
      'deflated bytes cut short',
      { packed: packed.subarray(0, packed.length - 5) },
      'CONTENT_DAMAGED',
      /unexpected end of file/,
    ],
    ['no deflated bytes', { packed: new Uint8Array(0) }, 'CONTENT_DAMAGED', /unexpected end of file/],
    ['more bytes than declared', { size: 2000 }, 'CONTENT_DAMAGED', /unpacks to more bytes than the archive says/],
    [
      'a bomb that declares little',
      { packed: deflateRawSync(bomb), size: 2044 },
      'CONTENT_DAMAGED',
      /unpacks to more bytes than the archive says/,
    ],
    ['fewer bytes than declared', { size: 3000 }, 'CONTENT_DAMAGED', /CRC-32, 3000-.*; received 2044-/],
    ['a declared size of 0', { size: 0 }, 'CONTENT_DAMAGED', /unpacks to more bytes/],
    [
      'a packed size beyond the archive',
      { packedSize: 1e6 },
      'CONTENT_DAMAGED',
      /bytes \d+ to \d+ of \d+ do not exist/,
    ],
    [
      'a place beyond the archive',
      { offset: 0x7fffffff },
      'CONTENT_DAMAGED',
      /bytes 2147483647 to 2147483677 of \d+ do not exist/,
    ],
    ['a place where no entry is', { offset: 1 }, 'CONTENT_DAMAGED', /there is no entry at byte 1$/],
    ['text in place of a WAV file', { content: Buffer.from('text') }, 'WAV_INVALID', /not a WAV file/],
    ['an empty file', { content: new Uint8Array(0) }, 'WAV_INVALID', /received no bytes/],
  ])('%s', async (_, change, code, message) => {
    const list = await listWith(change);
    expect(list.leftOut).toEqual([]);
    expect(list.recordings).toHaveLength(5);
    const error = await list.recordings[2].read().catch((reason) => reason);
    expect(error).toBeInstanceOf(RavdessError);
    expect(error).toMatchObject({ code, input: happy, message: expect.stringMatching(message) });
    expect(error.message).toMatch(/^Actor_01\/03-01-03-01-01-01-01.wav: /);
    for (const index of [0, 1, 3, 4]) await list.recordings[index].read();
    await list.close();
  });

  test('a place that no file system call would take', async () => {
    // Zip64: the directory says 0xFFFFFFFF, and 2^63 in an extra field.
    const extra = Buffer.from('0100080000000000000000ff', 'hex');
    const { recordings } = await listWith({ offset: 0xffffffff, extra });
    await expect(recordings[2].read()).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
  });

  test('an archive that went away or was cut while it is open', async () => {
    const path = await archiveFile(zipArchive(entries));
    const { recordings, close } = await listRecordings(path);
    await truncate(path, 100);
    await expect(recordings[4].read()).rejects.toMatchObject({
      code: 'CONTENT_DAMAGED',
      message: expect.stringContaining('the archive was cut while it was read'),
    });
    await close();
  });

  test('an archive that was replaced by another goes on as it was', async () => {
    const path = await archiveFile(zipArchive(entries));
    const { recordings, close } = await listRecordings(path);
    await rename(path, `${path}.old`);
    await writeFile(path, 'something else');
    await rm(`${path}.old`);
    expect((await recordings[0].read()).samples).toHaveLength(1000);
    await close();
  });
});

const whole = zipArchive(entries);

describe('of an archive whose directory cannot be read', () => {
  test.each([
    ['with fewer entries than it says', zipArchive(entries, { count: 6 })],
    ['with something behind its end', Buffer.concat([whole, Buffer.from('trailing')])],
    ['whose directory begins beyond its end', patched(whole, whole.length - 6, 0x7fffffff)],
    ['of several disks', patched(whole, whole.length - 18, 1)],
    ['with an impossible extra field', zipArchive(entries.map((entry) => ({ ...entry, extra: Buffer.alloc(4, 255) })))],
    ['whose zip64 directory lies at 2^63', zip64At(whole, '0000000000000080')],
    ['whose zip64 directory lies beyond its end', zip64At(whole, 'ffffff7f00000000')],
    ['without a directory', whole.subarray(0, -22)],
    [
      'with sizes behind the contents',
      zipArchive(entries.map((entry) => ({ ...entry, streamed: true }))).subarray(0, -22),
    ],
    [
      'stored, with sizes behind the contents',
      zipArchive(entries.map((entry) => ({ ...entry, method: 'stored' as const, streamed: true }))).subarray(0, -22),
    ],
  ])('%s, all recordings are found', async (_, archive) => {
    const path = await archiveFile(archive);
    const { recordings, leftOut, close } = await listRecordings(path);
    expect(leftOut).toEqual([
      {
        name: 'corpus.zip',
        code: 'ARCHIVE_DAMAGED',
        reason: expect.stringMatching(
          /^its directory cannot be read \(.+\); its files were found one by one, and none seems to be missing$/,
        ),
      },
    ]);
    const sounds = await Promise.all(recordings.map((recording) => recording.read()));
    expect(sounds.map(({ samples }) => samples[0] * 128)).toEqual([1, 2, 3, 4, 5]);
    expectOpen(path, true);
    await close();
    expectOpen(path, false);
  });

  test.each([false, true])(
    'those recordings are found that are whole, wherever it was cut (streamed: %s)',
    async (streamed) => {
      const archive = zipArchive(entries.map((entry) => ({ ...entry, streamed })));
      const directory = archive.indexOf('PK\x01\x02', 'latin1');
      const ends = entries.map((_, index) => {
        const next = entries[index + 1];
        return next ? archive.indexOf(next.name) - 30 : directory;
      });
      for (let length = 0; length < archive.length; length += 13) {
        const path = await archiveFile(archive.subarray(0, length));
        const found = ends.filter((end) => end <= length).length;
        const list = await listRecordings(path).catch((error) => error);
        if (found === 0) {
          expect(list).toMatchObject({ name: 'RavdessError', code: length < 2 ? 'NOT_A_CORPUS' : 'ARCHIVE_DAMAGED' });
          expectOpen(path, false);
          continue;
        }
        expect(list.recordings).toHaveLength(found);
        expect(list.leftOut).toHaveLength(1);
        if (length < directory)
          expect(list.leftOut[0].reason).toContain(`what lay behind byte ${ends[found - 1]} is missing`);
        await list.recordings[found - 1].read();
        await list.close();
      }
    },
  );

  test('what is refused or damaged is reported as ever', async () => {
    const changed: ZipEntry[] = [{ ...entries[0], flags: 1 }, { ...entries[1], checksum: 1 }, ...entries.slice(2)];
    const { recordings, leftOut } = await listRecordings(await archiveFile(zipArchive(changed, { count: 9 })));
    expect(leftOut.map(({ name, code }) => [name, code])).toEqual([
      [entries[0].name, 'ENCRYPTED'],
      ['corpus.zip', 'ARCHIVE_DAMAGED'],
    ]);
    await expect(recordings[0].read()).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
  });
});

describe('listRecordings refuses an archive', () => {
  test('of which nothing is left, and leaves no file open', async () => {
    const path = await archiveFile(whole.subarray(0, 60));
    const error = await listRecordings(path).catch((reason) => reason);
    expect(error).toBeInstanceOf(RavdessError);
    expect(error).toMatchObject({
      code: 'ARCHIVE_DAMAGED',
      input: path,
      cause: expect.any(Error),
      message: expect.stringMatching(
        /corpus.zip: the zip archive is damaged or was cut; neither its directory nor any entry can be read \(.+\); fetch it again$/,
      ),
    });
    expectOpen(path, false);
  });

  test.each([
    ['whose first half is missing', whole.subarray(whole.length / 2), 'NOT_A_CORPUS'],
    ['with strong encryption', zipArchive([{ ...entries[0], flags: 0x41 }]), 'NO_RECORDINGS'],
    ['without entries', zipArchive([]), 'NO_RECORDINGS'],
    ['without recordings', zipArchive([{ name: 'README', content: new Uint8Array(1) }]), 'NO_RECORDINGS'],
    [
      'without recordings and cut',
      zipArchive([{ name: 'README', content: new Uint8Array(1) }]).subarray(0, -1),
      'NO_RECORDINGS',
    ],
  ])('%s', async (_, archive, code) => {
    const path = await archiveFile(archive);
    const error = await listRecordings(path).catch((reason) => reason);
    expect(error).toBeInstanceOf(RavdessError);
    expect(error).toMatchObject({ code, input: path });
    expectOpen(path, false);
  });

  test('but takes one with a comment', async () => {
    const path = await archiveFile(zipArchive(entries, { comment: 'RAVDESS' }));
    expect((await listRecordings(path)).recordings).toHaveLength(5);
  });

  test('and takes a zip64 one, as Python writes it', async (context) => {
    const python = ['python3', process.env.AVER_PYTHON].find((command) => {
      return command && spawnSync(command, ['--version']).status === 0;
    });
    if (!python) {
      console.error('SKIPPED: a zip64 archive of another writer; no python3.');
      return context.skip();
    }
    const folder = await temporaryFolder(corpus);
    const path = join(folder, 'zip64.zip');
    // To a pipe, so that sizes lie behind the contents; 70,000 small files more need a zip64 directory.
    const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
    for name in sys.argv[2:]:
        with archive.open(zipfile.ZipInfo(name), 'w', force_zip64=True) as entry:
            entry.write(open(name, 'rb').read())
    for number in range(70000):
        archive.writestr(zipfile.ZipInfo(f'notes/{number}.txt'), b'')
`;
    execFileSync(python, ['-c', script, path, ...Object.keys(corpus)], { cwd: folder });
    const { recordings, leftOut, otherFiles, close } = await listRecordings(path);
    expect(leftOut).toEqual([]);
    expect(otherFiles).toBe(70_000);
    const sounds = await Promise.all(recordings.map((recording) => recording.read()));
    expect(sounds.map(({ samples }) => samples[0] * 128)).toEqual([1, 2, 3, 4, 5]);
    await close();
  });
});

/** A copy with one 32-bit number changed. */
function patched(archive: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(archive);
  copy.writeUInt32LE(value, at);
  return copy;
}

/** An archive that says it is zip64 and that its directory's end record is at the given place. */
function zip64At(archive: Buffer, place: string): Buffer {
  const locator = Buffer.from(`504b060700000000${place}01000000`, 'hex');
  return Buffer.concat([archive.subarray(0, -22), locator, archive.subarray(-22)]);
}
