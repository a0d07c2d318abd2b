import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RavdessError } from '../../src/index.js';
import { listRecordings } from '../../src/node.js';
import { corpus, temporaryFolder } from './corpus.js';
import { type ZipEntry, zipArchive } from './zip-builder.js';
import { zipQuine } from './zip-quine.js';

const entries: ZipEntry[] = Object.entries(corpus).map(([name, content]) => ({ name, content }));
const isSong = ({ name }: ZipEntry) => name.includes('/03-02-');
const speech = zipArchive(entries.filter((entry) => !isSong(entry)));
const song = zipArchive(entries.filter(isSong));
const all = Object.keys(corpus)
  .map((path) => path.slice(path.indexOf('/') + 1))
  .sort();
const names = ({ recordings }: Awaited<ReturnType<typeof listRecordings>>) => recordings.map(({ name }) => name);

/** Lists, reads every recording, and closes. */
async function listAndRead(path: string | string[]) {
  const list = await listRecordings(path);
  const levels = await Promise.all(list.recordings.map(async ({ read }) => (await read()).samples[0] * 128));
  await list.close();
  return { ...list, levels };
}

describe('speech and song together', () => {
  test('as two archives that are named, in either order', async () => {
    const folder = await temporaryFolder({ 'speech.zip': speech, 'song.zip': song });
    const paths = [join(folder, 'speech.zip'), join(folder, 'song.zip')];
    const one = await listAndRead(paths);
    expect(names(one)).toEqual(all);
    expect(one).toMatchObject({ leftOut: [], levels: [1, 2, 3, 4, 5] });
    const other = await listAndRead(paths.reverse());
    expect(other.recordings.map(({ name, fingerprint }) => [name, fingerprint])).toEqual(
      one.recordings.map(({ name, fingerprint }) => [name, fingerprint]),
    );
  });

  test('as two archives side by side in a folder, beside a folder of one actor', async () => {
    const [[name, content], ...rest] = entries.map((entry) => [entry.name, entry.content] as const);
    const others = zipArchive(rest.map(([name, content]) => ({ name, content })));
    const list = await listAndRead(await temporaryFolder({ [name]: content, 'more/others.zip': others }));
    expect(names(list)).toEqual(all);
    expect(list).toMatchObject({ leftOut: [], otherFiles: 0, levels: [1, 2, 3, 4, 5] });
  });

  test.each(['stored', 'deflated'] as const)('as archives in an archive, %s', async (method) => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('aver-archive-'));
    const outer = zipArchive([
      { name: 'a/speech.zip', content: speech, method },
      { name: 'a/song.zip', content: song, method },
      { name: 'README.md', content: new Uint8Array(3) },
    ]);
    const list = await listAndRead(join(await temporaryFolder({ 'both.zip': outer }), 'both.zip'));
    expect(names(list)).toEqual(all);
    expect(list).toMatchObject({ leftOut: [], otherFiles: 1, levels: [1, 2, 3, 4, 5] });
    // What was unpacked is gone.
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('aver-archive-'))).toEqual(before);
  });
});

test('an archive beside what was unpacked from it: one line tells of all that is there twice', async () => {
  const list = await listAndRead(await temporaryFolder({ ...corpus, 'Audio.zip': zipArchive(entries) }));
  expect(names(list)).toEqual(all);
  expect(list.leftOut).toEqual([
    { name: 'Audio.zip', code: 'DUPLICATE', reason: '5 recordings that are there outside it too, the same' },
  ]);
});

test.each([
  ['cut to nothing that can be read', song.subarray(0, 40)],
  ['no archive at all', Buffer.from('PK but nothing more')],
])('a whole archive beside one that is %s: what can be used is used, the other is named', async (_, damaged) => {
  const folder = await temporaryFolder({ 'song.zip': damaged, 'speech.zip': speech });
  const whole = names(await listAndRead(join(folder, 'speech.zip')));
  const named = await listAndRead([join(folder, 'speech.zip'), join(folder, 'song.zip')]);
  expect(names(named)).toEqual(whole);
  expect(named.leftOut).toMatchObject([{ name: 'song.zip', code: 'ARCHIVE_DAMAGED' }]);
  const sideBySide = await listAndRead(folder);
  expect(names(sideBySide)).toEqual(whole);
  expect(sideBySide.leftOut).toMatchObject([{ name: 'song.zip', code: 'ARCHIVE_DAMAGED' }]);
  // Alone, there is nothing to use.
  await expect(listRecordings([join(folder, 'song.zip')])).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
});

test('a path that does not exist is refused, whatever stands beside it', async () => {
  const folder = await temporaryFolder({ 'speech.zip': speech });
  await expect(listRecordings([join(folder, 'speech.zip'), join(folder, 'song.zip')])).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(listRecordings([])).rejects.toThrow(TypeError);
});

describe('hostile archives in archives', () => {
  test('what would grow more than twenty times is not unpacked', async () => {
    const bomb = Buffer.concat([zipArchive(entries), Buffer.alloc(2 ** 22)]);
    const outer = zipArchive([...entries, { name: 'bomb.zip', content: bomb }]);
    const list = await listAndRead(join(await temporaryFolder({ 'outer.zip': outer }), 'outer.zip'));
    expect(names(list)).toEqual(all);
    expect(list.leftOut).toMatchObject([{ name: 'bomb.zip', code: 'TOO_LARGE' }]);
  });

  test('one that holds more than it declares is left out', async () => {
    const outer = zipArchive([...entries, { name: 'more.zip', content: song, size: song.length - 1 }]);
    const list = await listAndRead(join(await temporaryFolder({ 'outer.zip': outer }), 'outer.zip'));
    expect(list.leftOut).toMatchObject([{ name: 'more.zip' }]);
    expect(list.leftOut[0].reason).toContain(`more than the ${song.length - 1} bytes`);
  });

  test('an archive in an archive of the corpus is named and not opened, so that a chain of them ends', async () => {
    const inner = zipArchive([{ name: 'deeper.zip', content: song, method: 'stored' }, ...entries.slice(0, 1)]);
    const outer = zipArchive([{ name: 'inner.zip', content: inner, method: 'stored' }]);
    const list = await listAndRead(join(await temporaryFolder({ 'outer.zip': outer }), 'outer.zip'));
    expect(names(list)).toEqual(all.slice(0, 1));
    expect(list.leftOut).toMatchObject([{ name: 'inner.zip/deeper.zip', code: 'ZIP_UNSUPPORTED' }]);
  });

  test('an archive that contains itself, by an entry that begins where it begins, ends', async () => {
    const outer = zipArchive([...entries, { name: 'self.zip', content: song, offset: 0 }]);
    const list = await listAndRead(join(await temporaryFolder({ 'outer.zip': outer }), 'outer.zip'));
    expect(names(list)).toEqual(all);
    expect(list.leftOut.map(({ name }) => name)).toEqual(['self.zip']);
  });

  test('a zip quine, which unpacks to itself without end, is not followed', async () => {
    const name = 'an-archive-that-contains-itself-00.zip';
    const quine = zipQuine(name);
    expect(inflateRawSync(quine.subarray(30 + name.length)).equals(quine)).toBe(true);
    const folder = await temporaryFolder({ 'quine.zip': quine, 'speech.zip': speech });
    const list = await listAndRead(folder);
    expect(names(list)).toEqual(names(await listAndRead(join(folder, 'speech.zip'))));
    expect(list.leftOut).toMatchObject([{ name: `quine.zip/${name}`, code: 'ZIP_UNSUPPORTED' }]);
    await expect(listRecordings(join(folder, 'quine.zip'))).rejects.toThrow(RavdessError);
  });

  test('an entry whose name leads out of the inner archive is left out', async () => {
    const inner = zipArchive([{ name: '../../03-01-03-01-01-01-01.wav', content: new Uint8Array(9) }, ...entries]);
    const list = await listAndRead(await temporaryFolder({ 'inner.zip': inner }));
    expect(names(list)).toEqual(all);
    expect(list.leftOut).toMatchObject([{ code: 'UNSAFE_PATH' }]);
  });

  test('entries that lie over one another, as in a bomb without layers, cost what they declare, or are left out', async () => {
    const [first] = entries;
    const name = (actor: number) => `03-01-03-01-01-01-${String(actor).padStart(2, '0')}.wav`;
    const over = Array.from({ length: 24 }, (_, i) => ({ ...first, name: name(i + 1), offset: 0 }));
    const path = join(await temporaryFolder({ 'over.zip': zipArchive(over) }), 'over.zip');
    const list = await listRecordings(path);
    const outcomes = await Promise.all(
      list.recordings.map((one) =>
        one.read().then(
          () => 'read',
          ({ code }) => code,
        ),
      ),
    );
    await list.close();
    expect(list.recordings.length + list.leftOut.length).toBe(24);
    for (const outcome of outcomes) expect(['read', 'CONTENT_DAMAGED']).toContain(outcome);
    // One that begins within the content of another, where there is no header.
    const inside = [first, { ...first, name: name(1), offset: 40 }];
    const second = join(await temporaryFolder({ 'inside.zip': zipArchive(inside) }), 'inside.zip');
    const found = await listRecordings(second);
    const damaged = found.recordings.find((one) => one.name === name(1));
    await expect(damaged?.read()).rejects.toBeInstanceOf(RavdessError);
    await found.close();
  });
});
