/** Which of the two archives of sound. */
export type ArchiveChannel = 'speech' | 'song';

/** What an archive is recognised by. */
export interface ArchiveIdentity {
  name: string;
  bytes: number;
  /** The MD5 checksum in 32 hexadecimal digits, which is the one that Zenodo keeps. */
  md5: string;
}

/**
 * The two official archives of sound, as published in 2018; a record on Zenodo never changes its files.
 *
 * @see https://zenodo.org/records/1188976; several projects that verified their downloads report the same numbers.
 */
export const knownArchives: Record<ArchiveChannel, ArchiveIdentity> = {
  speech: { name: 'Audio_Speech_Actors_01-24.zip', bytes: 208_468_073, md5: 'bc696df654c87fed845eb13823edef8a' },
  song: { name: 'Audio_Song_Actors_01-24.zip', bytes: 225_505_317, md5: '5411230427d67a21e18aa4d466e6d1b9' },
};

/** The official archives' file names, under which {@link fetchArchive} keeps them. */
export const archiveNames: Readonly<Record<ArchiveChannel, string>> = {
  speech: knownArchives.speech.name,
  song: knownArchives.song.name,
};

/** The official record's metadata. */
export const OFFICIAL_RECORD = 'https://zenodo.org/api/records/1188976';
