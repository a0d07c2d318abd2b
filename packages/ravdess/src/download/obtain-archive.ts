import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RavdessError } from '../ravdess-error.js';
import { md5Of, sizeOf } from './archive-content.js';
import { type ArchiveRecord, archiveRecord } from './archive-record.js';
import { diskError } from './disk-error.js';
import { downloadFile } from './download-file.js';
import type { FetchArchiveOptions, FetchedArchive } from './fetch-archive.js';
import { createHttpClient, type HttpClient } from './http-client.js';
import { type ArchiveIdentity, archiveNames } from './known-archives.js';
import { progressReporter } from './progress-reporter.js';
import { withLock } from './with-lock.js';
import { type Patience, withRetries } from './with-retries.js';
import { writeNotice } from './write-notice.js';

/** What {@link fetchArchive} decides by itself. */
export interface ObtainArchiveOptions extends FetchArchiveOptions {
  recordUrl: string;
  /** What the archive is known to be, whatever the record says; without it the record is believed. */
  known?: ArchiveIdentity;
  patience: Patience;
}

/** The work of `fetchArchive`: looks whether the archive is there, asks the record, downloads, verifies, renames. */
export async function obtainArchive(options: ObtainArchiveOptions): Promise<FetchedArchive> {
  const { channel, directory, recordUrl, known, patience, onProgress = () => {}, signal } = options;
  signal?.throwIfAborted();
  const name = archiveNames[channel];
  const path = join(directory, name);
  const report = progressReporter(onProgress);
  const noticePath = await writeNotice(directory);
  const result = ({ bytes, md5 }: ArchiveIdentity, downloaded: boolean, resumedFrom = 0) => {
    return { path, name, bytes, md5, downloaded, resumedFrom, noticePath };
  };
  const isThere = async ({ bytes, md5 }: ArchiveIdentity) => {
    if ((await sizeOf(path)) !== bytes) return false;
    report.verifying(bytes);
    return (await md5Of(path, signal)) === md5;
  };
  const retrying = { patience, onRetry: report.retrying, signal };

  async function fetchWith(client: HttpClient): Promise<FetchedArchive> {
    const asking = { ...retrying, address: recordUrl, done: () => 0 };
    const record = await withRetries(() => archiveRecord(client, recordUrl, name), asking);
    if (known) requireKnown(recordUrl, record, known);
    else if (await isThere(record)) return result(record, false);
    // Named by the content that it will have: a part of anything else is never gone on with.
    const part = `${path}.${record.md5.slice(0, 8)}.part`;
    for (let attempt = 1; ; attempt++) {
      const onBytes = (bytes: number) => report.downloading(bytes, record.bytes);
      const { resumedFrom, answers } = await downloadFile(part, record, { ...retrying, client, onBytes });
      report.verifying(record.bytes);
      try {
        const md5 = await md5Of(part, signal);
        if (md5 === record.md5) await rename(part, path);
        else {
          await rm(part, { force: true });
          // What was put together from several answers deserves a second try in one.
          if (attempt === 2 || (resumedFrom === 0 && answers === 1)) throw mismatch(record, md5);
          continue;
        }
      } catch (cause) {
        signal?.throwIfAborted();
        if (cause instanceof RavdessError) throw cause;
        // The part is gone: another process filled the same one and was first.
        if (!(await isThere(record))) throw diskError(cause, path);
      }
      return result(record, true, resumedFrom);
    }
  }

  if (known && (await isThere(known))) return result(known, false);
  return withLock(`${path}.lock`, { onWait: report.waiting, signal }, async () => {
    // Another process may have finished while this one waited.
    if (known && (await isThere(known))) return result(known, false);
    const client = await createHttpClient(patience.idleSeconds, signal);
    try {
      return await fetchWith(client);
    } finally {
      await client.close();
    }
  });
}

function requireKnown(recordUrl: string, record: ArchiveIdentity, known: ArchiveIdentity): void {
  if (record.bytes === known.bytes && record.md5 === known.md5) return;
  const words = ({ bytes, md5 }: ArchiveIdentity) => `${bytes} bytes with MD5 ${md5}`;
  throw new RavdessError(
    'RECORD_INVALID',
    `${recordUrl}: ${known.name} must be ${words(known)}, as published; received ${words(record)}`,
    { input: record },
  );
}

function mismatch({ addresses, md5 }: ArchiveRecord, received: string): RavdessError {
  return new RavdessError(
    'CHECKSUM_MISMATCH',
    `${addresses[0]}: the bytes must have MD5 ${md5}, as the record says; received ${received}`,
    { input: received },
  );
}
