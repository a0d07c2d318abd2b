import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Emotion, RavdessError } from '../../src/index.js';
import { listRecordings } from '../../src/node.js';
import { chunk, fmt, pcm, wavFile } from '../wav/wav-builder.js';
import { corpus, recordingBytes, temporaryFolder } from './corpus.js';
import { expectOpen } from './expect-open.js';

const names = (list: { recordings: Array<{ name: string }> }) => list.recordings.map(({ name }) => name);

describe('listRecordings of a folder', () => {
  test('lists every recording, sorted by name, with fields, fingerprint and sound', async () => {
    const list = await listRecordings(await temporaryFolder(corpus));
    expect(names(list)).toEqual([
      '03-01-01-01-01-01-01.wav',
      '03-01-02-01-01-01-01.wav',
      '03-01-03-01-01-01-01.wav',
      '03-01-03-01-01-01-02.wav',
      '03-02-04-02-01-01-02.wav',
    ]);
    expect(list).toMatchObject({ leftOut: [], otherFiles: 0 });
    const { fields, fingerprint, read } = list.recordings[3];
    expect(fields).toMatchObject({ emotion: 'happy', actor: 2 });
    const bytes = corpus['Actor_02/03-01-03-01-01-01-02.wav'];
    expect(fingerprint).toBe(`${bytes.length}-${crc32(bytes).toString(16).padStart(8, '0')}`);
    expect(await read()).toEqual({ samples: new Float32Array(1000).fill(4 / 128), sampleRate: 48000 });
  });

  test('leaves no file open', async () => {
    const folder = await temporaryFolder(corpus);
    const { recordings } = await listRecordings(folder);
    for (const path of Object.keys(corpus)) expectOpen(join(folder, path), false);
    for (const { read } of recordings) await read();
    for (const path of Object.keys(corpus)) expectOpen(join(folder, path), false);
  });

  test('takes the fingerprint of a file of several megabytes over all of it', async () => {
    const values = Array.from({ length: 1_300_000 }, (_, t) => (t % 100) / 128);
    const bytes = wavFile([fmt(), chunk('data', pcm(values, 16))]);
    const { recordings } = await listRecordings(await temporaryFolder({ '03-01-03-01-01-01-01.wav': bytes }));
    expect(recordings[0].fingerprint).toBe(`${bytes.length}-${crc32(bytes).toString(16).padStart(8, '0')}`);
    expect((await recordings[0].read()).samples).toHaveLength(1_300_000);
  });

  test('takes any nesting, any case of the ending, and nothing but the emotions and channels asked for', async () => {
    const folder = await temporaryFolder({
      'a/b/c/d/e/03-01-05-01-01-01-01.WAV': recordingBytes(1),
      '03-01-03-01-01-01-02.wav': recordingBytes(2),
      'song/03-02-03-01-01-01-02.wav': recordingBytes(3),
    });
    expect(names(await listRecordings(folder))).toEqual([
      '03-01-03-01-01-01-02.wav',
      '03-01-05-01-01-01-01.wav',
      '03-02-03-01-01-01-02.wav',
    ]);
    const happySpeech = await listRecordings(folder, { emotions: ['happy'], vocalChannels: ['speech'] });
    expect(names(happySpeech)).toEqual(['03-01-03-01-01-01-02.wav']);
    expect(happySpeech.leftOut).toEqual([]);
  });

  test('reports WAV files with bad names and counts the other files without noise', async () => {
    const list = await listRecordings(
      await temporaryFolder({
        ...corpus,
        'README.md': 'read me',
        '.DS_Store': 'x',
        'Actor_01/01-01-03-01-01-01-01.mp4': 'x',
        'Actor_01/._03-01-03-01-01-01-01.wav': 'x',
        '__MACOSX/Actor_01/03-01-03-01-01-01-01.wav': 'x',
        'Actor_01/notes.wav': 'x',
        'Actor_01/03-01-03-01-01-01-25.wav': 'x',
      }),
    );
    expect(list.recordings).toHaveLength(5);
    expect(list.otherFiles).toBe(5);
    expect(list.leftOut).toEqual([
      {
        name: 'Actor_01/03-01-03-01-01-01-25.wav',
        code: 'BAD_FILENAME',
        reason: '"03-01-03-01-01-01-25.wav": actor must be 01 to 24; received "25"',
      },
      { name: 'Actor_01/notes.wav', code: 'BAD_FILENAME', reason: expect.stringContaining('seven two-digit fields') },
    ]);
  });

  test('keeps the first of several files for one recording, by path, and reports the others', async () => {
    const list = await listRecordings(
      await temporaryFolder({
        'z/03-01-03-01-01-01-01.wav': recordingBytes(9),
        'a/03-01-03-01-01-01-01.wav': recordingBytes(8),
        'b/03-01-03-01-01-01-01.WAV': recordingBytes(8),
      }),
    );
    expect(list.recordings).toHaveLength(1);
    expect((await list.recordings[0].read()).samples[0]).toBe(8 / 128);
    expect(list.leftOut).toEqual([
      {
        name: 'b/03-01-03-01-01-01-01.WAV',
        code: 'DUPLICATE',
        reason: 'a duplicate of a/03-01-03-01-01-01-01.wav, with the same content',
      },
      {
        name: 'z/03-01-03-01-01-01-01.wav',
        code: 'DUPLICATE',
        reason: 'a duplicate of a/03-01-03-01-01-01-01.wav, with other content',
      },
    ]);
  });

  test('follows links, each real folder once, and loops end', async () => {
    const copy = await temporaryFolder(corpus);
    const folder = await temporaryFolder({ 'Actor_03/03-01-03-01-01-01-03.wav': recordingBytes(1) });
    await symlink(join(copy, 'Actor_02'), join(folder, 'Actor_02'));
    await symlink(join(copy, 'Actor_01/03-01-03-01-01-01-01.wav'), join(folder, '03-01-03-01-01-01-01.wav'));
    await symlink(folder, join(folder, 'Actor_03/itself'));
    await symlink('..', join(folder, 'Actor_03/above'));
    await symlink('Actor_03', join(folder, 'A_before'));
    await symlink('round', join(folder, 'round'));
    await symlink('nowhere', join(folder, '03-01-04-01-01-01-01.wav'));
    const list = await listRecordings(folder);
    expect(names(list)).toEqual([
      '03-01-03-01-01-01-01.wav',
      '03-01-03-01-01-01-02.wav',
      '03-01-03-01-01-01-03.wav',
      '03-02-04-02-01-01-02.wav',
    ]);
    expect(list.leftOut).toEqual([
      { name: '03-01-04-01-01-01-01.wav', code: 'UNREADABLE', reason: 'cannot be read (ENOENT)' },
    ]);
    await list.recordings[1].read();
    // A file goes by its own path, not by a link's.
    await rm(join(folder, 'Actor_03/03-01-03-01-01-01-03.wav'));
    await expect(list.recordings[2].read()).rejects.toThrow(/^Actor_03\//);
  });

  test('does not follow a link that leads out to what lies around the corpus', async () => {
    const around = await temporaryFolder({
      'corpus/03-01-03-01-01-01-01.wav': recordingBytes(1),
      'private/03-01-03-01-01-01-02.wav': recordingBytes(2),
    });
    await symlink('..', join(around, 'corpus/out'));
    await symlink('/', join(around, 'corpus/root'));
    const list = await listRecordings(join(around, 'corpus'));
    expect(list.recordings).toHaveLength(1);
    expect(list.leftOut).toEqual([
      { name: 'out', code: 'LINK', reason: 'a link to a folder around the corpus' },
      { name: 'root', code: 'LINK', reason: 'a link to a folder around the corpus' },
    ]);
  });

  test('leaves out what is no regular file, what is too large, and a damaged file only when it is read', async () => {
    const folder = await temporaryFolder({ ...corpus, '03-01-05-01-01-01-09.wav': 'not a WAV file' });
    execFileSync('mkfifo', [join(folder, '03-01-05-01-01-01-07.wav')]);
    await mkdir(join(folder, '03-01-05-01-01-01-10.wav'));
    await writeFile(join(folder, '03-01-05-01-01-01-08.wav'), '');
    await truncate(join(folder, '03-01-05-01-01-01-08.wav'), 2 ** 25 + 1);
    const list = await listRecordings(folder);
    expect(list.leftOut).toEqual([
      { name: '03-01-05-01-01-01-07.wav', code: 'UNREADABLE', reason: 'not a regular file' },
      {
        name: '03-01-05-01-01-01-08.wav',
        code: 'TOO_LARGE',
        reason: '33554433 bytes are more than the 33554432 that are read',
      },
    ]);
    const damaged = list.recordings.find(({ name }) => name === '03-01-05-01-01-01-09.wav');
    await expect(damaged?.read()).rejects.toMatchObject({
      name: 'RavdessError',
      code: 'WAV_INVALID',
      message: expect.stringMatching(/^03-01-05-01-01-01-09.wav: not a WAV file: /),
      input: '03-01-05-01-01-01-09.wav',
      cause: expect.any(RavdessError),
    });
  });

  test.skipIf(process.getuid?.() === 0)('reports folders and files that may not be read', async () => {
    const folder = await temporaryFolder(corpus);
    await chmod(join(folder, 'Actor_01'), 0);
    await chmod(join(folder, 'Actor_02/03-01-03-01-01-01-02.wav'), 0);
    const list = await listRecordings(folder);
    expect(list.recordings).toHaveLength(1);
    expect(list.leftOut).toEqual([
      { name: 'Actor_01', code: 'UNREADABLE', reason: 'cannot be read (EACCES)' },
      { name: 'Actor_02/03-01-03-01-01-01-02.wav', code: 'UNREADABLE', reason: 'cannot be read (EACCES)' },
    ]);
    await chmod(join(folder, 'Actor_01'), 0o700);
    await chmod(folder, 0);
    await expect(listRecordings(folder)).rejects.toMatchObject({ code: 'UNREADABLE' });
    await chmod(folder, 0o700);
  });

  test('notices a file that changed or went away after it was listed', async () => {
    const folder = await temporaryFolder(corpus);
    const [first, second] = (await listRecordings(folder)).recordings;
    await writeFile(join(folder, 'Actor_01', first.name), recordingBytes(77));
    await rm(join(folder, 'Actor_01', second.name));
    await expect(first.read()).rejects.toMatchObject({
      code: 'CONTENT_DAMAGED',
      message: expect.stringMatching(
        /^Actor_01\/03-01-01-01-01-01-01.wav: content must have the listed size and CRC-32, 2044-.*; received 2044-/,
      ),
    });
    await expect(second.read()).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: 'Actor_01/03-01-02-01-01-01-01.wav: cannot be read (ENOENT)',
    });
  });

  test('reads many at once, and none after close', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 24 }, (_, index) => [
        `03-01-03-01-01-01-${String(index + 1).padStart(2, '0')}.wav`,
        recordingBytes(index),
      ]),
    );
    const { recordings, close } = await listRecordings(await temporaryFolder(files));
    const audio = await Promise.all([...recordings, ...recordings].map((recording) => recording.read()));
    expect(audio.map(({ samples }) => samples[0] * 128)).toEqual([...new Array(24).keys(), ...new Array(24).keys()]);
    await close();
    await close();
    await expect(recordings[0].read()).rejects.toMatchObject({ code: 'CLOSED', name: 'RavdessError' });
  });
});

describe('listRecordings refuses', () => {
  test.each([
    [
      'a path that does not exist',
      'nothing/here',
      'NOT_FOUND',
      /nothing\/here: expected a folder or zip archive; it does not exist$/,
    ],
    ['a path through a file', 'README.txt/Actor_01', 'NOT_FOUND', /it does not exist$/],
    [
      'a text file',
      'README.txt',
      'NOT_A_CORPUS',
      /README.txt: expected a folder or zip archive; received a file of another kind$/,
    ],
    ['an empty file', 'empty', 'NOT_A_CORPUS', /received a file of another kind$/],
    ['a single recording', 'with/03-01-03-01-01-01-01.wav', 'NOT_A_CORPUS', /received a file of another kind$/],
    ['a pipe', 'pipe', 'NOT_A_CORPUS', /received something that is neither file nor folder$/],
    [
      'an empty folder',
      'nobody',
      'NO_RECORDINGS',
      /expected at least one RAVDESS recording of the kinds asked for; received nothing$/,
    ],
    [
      'a folder without recordings',
      'without',
      'NO_RECORDINGS',
      /received 1 other files; 1 left out, first x.wav: "x.wav": name must be/,
    ],
    ['a path that is too long', 'x'.repeat(5000), 'UNREADABLE', /it cannot be read \(ENAMETOOLONG\)$/],
    ['a path with a zero byte', 'a\0b', 'UNREADABLE', /it cannot be read \(ERR_INVALID_ARG_VALUE\)$/],
  ])('%s', async (_, path, code, message) => {
    const folder = await temporaryFolder({
      'README.txt': 'This is not an archive. PK is in the middle of it.',
      empty: '',
      'with/03-01-03-01-01-01-01.wav': recordingBytes(1),
      'without/x.wav': '',
      'without/y.txt': '',
    });
    await mkdir(join(folder, 'nobody'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const error = await listRecordings(`${folder}/${path}`).catch((reason) => reason);
    expect(error).toBeInstanceOf(RavdessError);
    expect(error).toMatchObject({ code, input: `${folder}/${path}`, message: expect.stringMatching(message) });
  });

  test('a choice that nothing fits', async () => {
    const folder = await temporaryFolder(corpus);
    await expect(listRecordings(folder, { emotions: ['disgust'] })).rejects.toMatchObject({
      code: 'NO_RECORDINGS',
      message: expect.stringMatching(/received 5 of other kinds$/),
    });
  });

  test('options that are no known values', async () => {
    const folder = await temporaryFolder(corpus);
    for (const emotions of [[], ['bored'], 'happy', null]) {
      const listing = listRecordings(folder, { emotions: emotions as Emotion[] });
      await expect(listing).rejects.toThrow(RangeError);
      await expect(listing).rejects.toThrow(
        /^listRecordings: emotions must be a list of one or more of neutral, .*; received/,
      );
    }
    await expect(listRecordings(folder, { vocalChannels: ['shouted' as 'speech'] })).rejects.toThrow(
      'listRecordings: vocalChannels must be a list of one or more of speech, song; received ["shouted"]',
    );
  });

  test('a path that is no string', async () => {
    for (const path of [undefined, null, 3, new URL('file:///x')]) {
      await expect(listRecordings(path as unknown as string)).rejects.toThrow(TypeError);
      await expect(listRecordings(path as unknown as string)).rejects.toThrow(
        /^listRecordings: path must be a string, or a list of them; received/,
      );
    }
  });
});
