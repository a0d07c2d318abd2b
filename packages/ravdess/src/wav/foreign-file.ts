import { withoutId3 } from './without-id3.js';

const CONVERT = 'convert it to WAV: ffmpeg -i IN OUT.wav';
const UNPACK = 'unpack it first';
const AGAIN = 'a server answered with it in place of the recording; download that again';
const ANOTHER = 'choose the recording instead';

/** What a file begins with, a letter a byte, what it is then, and what to do. */
const KINDS: ReadonlyArray<readonly [start: string | RegExp, name: string, advice: string]> = [
  ['fLaC', 'a FLAC file', CONVERT],
  [/^OggS.{24}OpusHead/s, 'an Ogg Opus file', CONVERT],
  [/^OggS.{25}vorbis/s, 'an Ogg Vorbis file', CONVERT],
  ['OggS', 'an Ogg file', CONVERT],
  [/^.{4}ftyp(M4A|M4B)/s, 'an M4A file', CONVERT],
  [/^.{4}ftyp(3g)/s, 'a 3GP file', CONVERT],
  [/^.{4}ftyp(heic|heix|mif1|avif)/s, 'a HEIF picture', ANOTHER],
  [/^.{4}ftyp/s, 'an MP4 or M4A file', CONVERT],
  [/^FORM.{4}AIF[FC]/s, 'an AIFF file', CONVERT],
  ['\x1a\x45\xdf\xa3', 'a WebM or Matroska file', CONVERT],
  [/^(\.snd|dns\.)/s, 'an AU file', CONVERT],
  ['#!AMR', 'an AMR file', CONVERT],
  ['caff', 'a CAF file', CONVERT],
  ['riff\x2e\x91\xcf\x11', 'a Sony Wave64 file', CONVERT],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'a WMA or ASF file', CONVERT],
  ['NIST_1A', 'a NIST SPHERE file', CONVERT],
  ['wvpk', 'a WavPack file', CONVERT],
  ['MAC ', "a Monkey's Audio file", CONVERT],
  ['FLV\x01', 'a Flash video', CONVERT],
  [/^RIFF.{4}AVI /s, 'an AVI video', CONVERT],
  [/^RIFF.{4}WEBP/s, 'a WebP picture', ANOTHER],
  [/^(MThd|RIFF.{4}RMID)/s, 'a MIDI file, which holds notes and no sound', ANOTHER],
  [/^\xff[\xf0\xf1\xf8\xf9]/s, 'an AAC file', CONVERT],
  [/^\xff[\xe2-\xef\xf2-\xf7\xfa-\xfe]/s, 'an MP3 file', CONVERT],
  [/^version https:\/\/(git-lfs|hawser)/s, 'a Git LFS pointer', 'fetch what it points to: git lfs pull'],
  [/^(\.\.\/)*(\.git|\/)?\/?annex\/objects\//s, 'a git-annex pointer', 'fetch what it points to: git annex get'],
  [/^\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body)/is, 'an HTML page', AGAIN],
  [/^\s*<\?xml/is, 'an XML text', AGAIN],
  [/^\s*[{[]\s*["\]}{[\d]/s, 'a JSON text', AGAIN],
  ['PK\x03\x04', 'a zip archive', UNPACK],
  ['PK\x05\x06', 'a zip archive without a file', ANOTHER],
  ['\x1f\x8b', 'a gzip file', UNPACK],
  [/^BZh\d/s, 'a bzip2 file', UNPACK],
  ['\xfd7zXZ', 'an xz file', UNPACK],
  ['\x28\xb5\x2f\xfd', 'a Zstandard file', UNPACK],
  ['7z\xbc\xaf', 'a 7-Zip archive', UNPACK],
  ['Rar!', 'a RAR archive', UNPACK],
  [/^.{257}ustar/s, 'a tar archive', UNPACK],
  ['\x89PNG', 'a PNG picture', ANOTHER],
  ['\xff\xd8\xff', 'a JPEG picture', ANOTHER],
  ['GIF8', 'a GIF picture', ANOTHER],
  ['%PDF', 'a PDF document', ANOTHER],
  ['\x93NUMPY', 'a NumPy array', ANOTHER],
  ['\0\x05\x16\x07', "macOS's notes on a file (AppleDouble)", ANOTHER],
  [/^(RIFF|RIFX|RF64|BW64).{0,7}$/s, 'the first bytes of a WAV file', 'it was cut; fetch it again'],
  ['\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0', 'zeros alone', 'it was never written; fetch it again'],
];

/**
 * What a file is that is no WAV file, and what to do, as words behind "received".
 *
 * @param bytes The whole file, of which the first 512 bytes are looked at.
 * @returns Such as `an MP3 file; convert it to WAV: ffmpeg -i IN OUT.wav`; of what nobody knows, the first bytes.
 */
export function foreignFile(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'no bytes: the file is empty';
  const behindTag = withoutId3(bytes);
  const start = latin1(behindTag).replace(/^\xef\xbb\xbf/, ''); // the mark of UTF-8, which says nothing
  const kind = KINDS.find(([known]) => (typeof known === 'string' ? start.startsWith(known) : known.test(start)));
  if (kind) return `${kind[1]}; ${kind[2]}`;
  if (behindTag.byteLength < bytes.byteLength) return `an MP3 file; ${CONVERT}`;
  if (/^[\t\r\n\x20-\x7e]+$/.test(start)) return `a text, ${JSON.stringify(start.slice(0, 24))}; ${ANOTHER}`;
  const hex = Array.from(bytes.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0'));
  return hex.join(' ');
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 512));
}
