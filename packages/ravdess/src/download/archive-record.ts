import { RavdessError } from '../ravdess-error.js';
import type { HttpClient } from './http-client.js';
import type { ArchiveIdentity } from './known-archives.js';

/** Where an archive is, and what it must be. */
export interface ArchiveRecord extends ArchiveIdentity {
  /** Addresses of the same file, the better one first. */
  addresses: string[];
}

const MAX_METADATA_BYTES = 4 * 2 ** 20;
// Ten times the official archives: whatever a record says, no more is written to the disk.
const MAX_ARCHIVE_BYTES = 2 ** 31;

/**
 * Reads what a record of Zenodo says about one of its files.
 *
 * Zenodo's API names an address that ignores ranges; the record's page has one that takes them, which comes first.
 *
 * @param client Who asks.
 * @param recordUrl The record's metadata, as JSON.
 * @param name The file's name.
 * @throws TransferFailure when the record cannot be fetched.
 * @throws RavdessError (`RECORD_INVALID`) when it is no such record or has no such file.
 * @see https://developers.zenodo.org, Records; ranges: https://github.com/zenodo/zenodo/issues/2593.
 */
export async function archiveRecord(client: HttpClient, recordUrl: string, name: string): Promise<ArchiveRecord> {
  const invalid = (what: string, input: unknown, cause?: unknown) =>
    new RavdessError('RECORD_INVALID', `${recordUrl}: ${what}`, { input, cause });
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (await client.get(recordUrl)).pieces()) {
    length += piece.length;
    if (length > MAX_METADATA_BYTES) throw invalid(`the record must be at most ${MAX_METADATA_BYTES} bytes`, length);
    pieces.push(piece);
  }
  const text = Buffer.concat(pieces).toString();
  let record: Metadata | null;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    throw invalid(`the record must be JSON; received ${JSON.stringify(text.slice(0, 60))}`, text, cause);
  }
  const files = Array.isArray(record?.files) ? record.files : [];
  const file = files.find((candidate) => candidate?.key === name);
  if (!file) {
    const keys = files.map((candidate) => String(candidate?.key)).slice(0, 5);
    throw invalid(`the record must have a file ${name}; received ${keys.join(', ') || 'none'}`, record);
  }
  const { size, checksum, links } = file;
  if (!(Number.isInteger(size) && Number(size) > 0 && Number(size) <= MAX_ARCHIVE_BYTES)) {
    throw invalid(`size of ${name} must be 1 to ${MAX_ARCHIVE_BYTES} bytes; received ${JSON.stringify(size)}`, size);
  }
  const md5 = /^md5:([0-9a-f]{32})$/i.exec(String(checksum))?.[1].toLowerCase();
  if (!md5) {
    throw invalid(`checksum of ${name} must be md5: and 32 digits; received ${JSON.stringify(checksum)}`, checksum);
  }
  const own = webAddress(links?.self, recordUrl);
  if (!own) throw invalid(`links.self of ${name} must be an address; received ${JSON.stringify(links?.self)}`, links);
  const page = webAddress(record?.links?.self_html, recordUrl);
  const addresses = page ? [`${page}/files/${encodeURIComponent(name)}?download=1`, own] : [own];
  return { name, bytes: Number(size), md5, addresses };
}

/** What of a record matters here; every part may be anything. */
interface Metadata {
  links?: { self_html?: unknown };
  files?: Array<{ key?: unknown; size?: unknown; checksum?: unknown; links?: { self?: unknown } } | null>;
}

function webAddress(value: unknown, base: string): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value, base)) return undefined;
  const { protocol, href } = new URL(value, base);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
