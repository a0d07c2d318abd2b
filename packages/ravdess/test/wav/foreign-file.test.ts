import { gzipSync } from 'node:zlib';
import { processorTime } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { RavdessError, readAudio } from '../../src/index.js';
import { concat } from './wav-builder.js';

const convert = /; convert it to WAV: ffmpeg -i IN OUT\.wav$/;
const unpack = /; unpack it first$/;
const again = /; a server answered with it in place of the recording; download that again$/;
const another = /; choose the recording instead$/;
const pad = '\0'.repeat(40);

test.each([
  ['an MP3 file', `ID3\x04\0\0\0\0\x00\x05hello\xff\xfb\x90\x64${pad}`, convert],
  ['an MP3 file', `ID3\x03\0\0\0\0\x0f\x7f${pad}`, convert],
  ['an MP3 file', `\xff\xfb\x90\x64${pad}`, convert],
  ['an MP3 file', `\xff\xf3\x90\x64${pad}`, convert],
  ['an AAC file', `\xff\xf1\x50\x80${pad}`, convert],
  ['a FLAC file', `fLaC\0\0\0\x22${pad}`, convert],
  ['a FLAC file', `ID3\x04\0\0\0\0\0\x02xxfLaC\0\0\0\x22${pad}`, convert],
  ['an Ogg Vorbis file', `OggS\0\x02${'\0'.repeat(22)}\x01vorbis${pad}`, convert],
  ['an Ogg Opus file', `OggS\0\x02${'\0'.repeat(22)}OpusHead${pad}`, convert],
  ['an Ogg file', `OggS\0\x02${'\0'.repeat(22)}Speex   ${pad}`, convert],
  ['an M4A file', `\0\0\0\x20ftypM4A \0\0\0\0`, convert],
  ['an MP4 or M4A file', `\0\0\0\x20ftypisom\0\0\0\0`, convert],
  ['a 3GP file', `\0\0\0\x20ftyp3gp4\0\0\0\0`, convert],
  ['an AIFF file', `FORM\0\0\x10\0AIFFCOMM${pad}`, convert],
  ['an AIFF file', `FORM\0\0\x10\nAIFCFVER${pad}`, convert],
  ['a WebM or Matroska file', `\x1a\x45\xdf\xa3${pad}`, convert],
  ['an AU file', `.snd\0\0\0\x18${pad}`, convert],
  ['an AMR file', '#!AMR\n\x3c', convert],
  ['a CAF file', `caff\0\x01\0\0${pad}`, convert],
  ['a Sony Wave64 file', `riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb${pad}`, convert],
  ['a WMA or ASF file', `\x30\x26\xb2\x75\x8e\x66\xcf\x11${pad}`, convert],
  ['a NIST SPHERE file', 'NIST_1A\n   1024\n', convert],
  ['an AVI video', `RIFF\x04\0\0\0AVI ${pad}`, convert],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n', /; .*: git lfs pull$/],
  ['a git-annex pointer', '/annex/objects/SHA256E-s12--ab.wav\n', /; .*: git annex get$/],
  ['a git-annex pointer', '../../.git/annex/objects/x/y/SHA256E-s12--ab.wav', /; .*: git annex get$/],
  ['an HTML page', '\n<!DOCTYPE html>\n<html lang="en"><title>404</title>', again],
  ['an HTML page', '\xef\xbb\xbf<HTML><HEAD>', again],
  ['an XML text', '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied', again],
  ['a JSON text', '{"message": "Not Found"}', again],
  ['a JSON text', '{\n  "status": 404\n}', again],
  ['a zip archive', `PK\x03\x04\x14\0${pad}`, unpack],
  ['a gzip file', String.fromCharCode(...gzipSync('RIFF')), unpack],
  ['a 7-Zip archive', `7z\xbc\xaf\x27\x1c${pad}`, unpack],
  ['a RAR archive', `Rar!\x1a\x07\0${pad}`, unpack],
  ['a tar archive', `03-01-01-01-01-01-01.wav${'\0'.repeat(233)}ustar\x0000`, unpack],
  ['a PNG picture', `\x89PNG\r\n\x1a\n${pad}`, another],
  ['a JPEG picture', `\xff\xd8\xff\xe0${pad}`, another],
  ['a PDF document', '%PDF-1.7', another],
  ["macOS's notes on a file (AppleDouble)", `\0\x05\x16\x07\0\x02\0\0${pad}`, another],
  ['a text, "Please log in to continu"', 'Please log in to continue.', another],
  ['zeros alone', '\0'.repeat(5000), /fetch it again/],
  ['the first bytes of a WAV file', 'RIFF\x24\0\0\0WA', /it was cut; fetch it again/],
  ['no bytes', '', /: the file is empty$/],
])('says that a file is %s: %j', (name, content, advice) => {
  const message = messageFor(content);
  expect(message.startsWith(`not a WAV file: expected RIFF, a size and WAVE at the start; received ${name}`)).toBe(
    true,
  );
  expect(message).toMatch(advice);
  expect(message).not.toMatch(/\n/);
});

test('of what nobody knows, the first bytes are told', () => {
  expect(messageFor(`\x01\x02\x03\xfe${'\x80'.repeat(20)}`)).toMatch(/; received 01 02 03 fe 80 80 80 80 80 80 80 80$/);
});

test('a long file takes no longer than a short one: nothing behind its first bytes is looked at', () => {
  const file = concat([Uint8Array.of(0x20), new Uint8Array(2 ** 24).fill(0x20)]);
  const refusal = () => expect(() => readAudio(file)).toThrow(/received a text/);
  expect(processorTime(refusal)).toBeLessThan(500);
});

function messageFor(content: string): string {
  try {
    readAudio(Uint8Array.from(content, (letter) => letter.charCodeAt(0)));
  } catch (error) {
    expect(error).toBeInstanceOf(RavdessError);
    expect(error).toMatchObject({ code: 'WAV_INVALID' });
    return (error as Error).message;
  }
  throw new Error('readAudio accepted it');
}
