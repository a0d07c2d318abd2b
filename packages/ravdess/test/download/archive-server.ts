import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** How the server answers one request for the archive. */
export type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => unknown;

export interface ArchiveServer {
  /** Of the record's metadata. */
  recordUrl: string;
  origin: string;
  /** The requests so far: path, and the range asked for. */
  requests: Array<{ path: string; range?: string }>;
  /** Answers to the next requests for the archive; honest ones follow. */
  answers: Answer[];
  /** Answers to the next requests for the record. */
  recordAnswers: Answer[];
  /** What the record says; a test changes it. */
  // biome-ignore lint/suspicious/noExplicitAny: metadata can be anything
  record: any;
  stop(): Promise<void>;
}

export const md5 = (content: Uint8Array) => createHash('md5').update(content).digest('hex');

/** A server with a record in the form of Zenodo's API and one archive, which goes away after the test. */
export async function archiveServer(name: string, content: Buffer): Promise<ArchiveServer> {
  const requests: ArchiveServer['requests'] = [];
  const answers: Answer[] = [];
  const recordAnswers: Answer[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, range: request.headers.range });
    if (path === '/api/records/1188976') {
      const answer = recordAnswers.shift() ?? ((_, plain) => plain.end(JSON.stringify(result.record)));
      return answer(request, response, content);
    }
    if (path === '/content') return (answers.shift() ?? honest)(request, response, content);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(stop);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const other = { key: 'Video_Speech_Actor_01.zip', size: 1, checksum: 'md5:x', links: {} };
  const file = {
    key: name,
    size: content.length,
    checksum: `md5:${md5(content)}`,
    links: { self: `${origin}/content` },
  };
  const record = { id: 1188976, files: [other, file] };
  const result = { recordUrl: `${origin}/api/records/1188976`, origin, requests, answers, recordAnswers, record, stop };
  return result;
}

/** The answer of a server that takes ranges. */
const honest: Answer = (request, response, content) => {
  const start = startOf(request);
  if (start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  head(request, response, content);
  response.end(content.subarray(start));
};

/** Closes the connection after so many bytes. */
export const cutAfter =
  (bytes: number): Answer =>
  (request, response, content) => {
    head(request, response, content);
    const start = startOf(request);
    response.write(content.subarray(start, start + bytes), () => response.destroy());
  };

/** Closes the connection without an answer. */
export const hangUp: Answer = (request) => request.socket.destroy();

/** All of it, whatever range was asked for. */
export const ignoreRange: Answer = (_, response, content) =>
  response.writeHead(200, { 'content-length': content.length }).end(content);

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end('no');

/** Sends something of which the length is not known beforehand. */
export const send =
  (body: Uint8Array): Answer =>
  (_, response) => {
    response.writeHead(200);
    response.end(body);
  };

/** Sends so many bytes and then nothing more, without closing. */
export const stallAfter =
  (bytes: number): Answer =>
  (request, response, content) => {
    head(request, response, content);
    const start = startOf(request);
    response.write(content.subarray(start, start + bytes));
  };

/** Sends so many bytes, one piece after a pause. */
export const drip =
  (bytes: number, pauseSeconds: number): Answer =>
  async (request, response, content) => {
    head(request, response, content);
    for (let at = startOf(request); at < content.length && !response.destroyed; at += bytes) {
      response.write(content.subarray(at, at + bytes));
      await sleep(pauseSeconds * 1000);
    }
    response.end();
  };

function startOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

function head(request: IncomingMessage, response: ServerResponse, content: Buffer): void {
  const start = startOf(request);
  const headers = { 'content-length': content.length - start };
  if (start === 0) response.writeHead(200, headers);
  else {
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { ...headers, 'content-range': range });
  }
}
