/** What has a decoder of its own. */
export type CompressedFormat = 'MP3' | 'FLAC' | 'Ogg Vorbis' | 'Opus';

const STARTS: ReadonlyArray<readonly [RegExp, CompressedFormat]> = [
  [/^fLaC/, 'FLAC'],
  [/^OggS.{24}OpusHead/s, 'Opus'],
  [/^OggS.{24}.vorbis/s, 'Ogg Vorbis'],
  [/^OggS.{24}.FLAC/s, 'FLAC'],
  // The sync word of MPEG-1, 2 or 2.5 with a layer: without one it is AAC.
  [/^\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]/s, 'MP3'],
];

/**
 * Which of the formats with a decoder of their own a file has, by its first bytes, behind ID3 tags.
 *
 * @param bytes The whole file.
 * @returns Undefined for anything else.
 */
export function compressedFormat(bytes: Uint8Array): CompressedFormat | undefined {
  const body = behindId3(bytes);
  const start = String.fromCharCode(...bytes.subarray(body, body + 64));
  const format = STARTS.find(([known]) => known.test(start))?.[1];
  // A tag is put before an MP3 file by habit, and the sync word may come late behind it.
  return format ?? (body > 0 && !/^(RIFF|RIFX|RF64|BW64|FORM)/.test(start) ? 'MP3' : undefined);
}

/** Where the file begins behind its ID3 tags. */
function behindId3(bytes: Uint8Array): number {
  let at = 0;
  while (at + 10 <= bytes.length && String.fromCharCode(...bytes.subarray(at, at + 3)) === 'ID3') {
    const [a, b, c, d] = bytes.subarray(at + 6, at + 10);
    at += 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127);
  }
  return at;
}
