import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Redis } from 'ioredis';
import type { TrialResult } from '../compute/trial-result.js';
import { resultProblem } from '../runs/result-problem.js';
import { writeWhole } from '../terminal/write-whole.js';
import { secondsKept } from './announcements.js';
import { keyPrefix } from './needs.js';

/** What lies under a result's key is not that result: forged, damaged, or of someone without the secret. */
export class BadParcel extends Error {}

/** A result's fields: the names that a model's folder has, and no other, become names of files. */
const fieldNames = /^(result|signature|model\/(model\.json|aver\.json|weights-[0-9a-f]{16}\.bin))$/;
const mostFields = 5;
/** Compressed and unpacked: a result of 100,000 recordings, and a model of 60 million weights. */
const mostBytes = 256 * 2 ** 20;

/**
 * The key under which a job's result lies in Redis: a hash with the result, and one field for each file of the trained
 * model where it is to be kept. Not BullMQ's return value, which is text, and is copied into every event.
 */
export function parcelKey(jobId: string): string {
  return `${keyPrefix}:result:${jobId}`;
}

/**
 * Leaves a result, whole or not at all, where every coordinator finds it, in place of whatever lay there.
 *
 * @param modelDirectory Folder of the trained model, if it is to be kept.
 * @param secret What coordinator and workers know and nobody else: the result is signed with it.
 * @returns How many bytes were sent.
 */
export async function sendParcel(
  redis: Redis,
  jobId: string,
  result: TrialResult,
  modelDirectory?: string,
  secret = queueSecret(),
): Promise<number> {
  const fields: Record<string, Buffer> = { result: await promisify(gzip)(JSON.stringify(result)) };
  for (const name of modelDirectory ? await readdir(modelDirectory) : []) {
    fields[`model/${name}`] = await promisify(gzip)(await readFile(join(modelDirectory as string, name)));
  }
  if (secret) fields.signature = signatureOf(jobId, fields, secret);
  const key = parcelKey(jobId);
  const sent = redis
    .multi()
    .del(key)
    .hset(key, ...Object.entries(fields).flat());
  for (const [error] of (await sent.expire(key, secondsKept).exec()) ?? []) if (error) throw error;
  return Object.values(fields).reduce((sum, bytes) => sum + bytes.length, 0);
}

/**
 * Takes a result in, and writes the model's files where they belong. What is there may have been put there by anybody
 * who can write to the Redis: nothing is believed of it that is not checked.
 *
 * @param trialKey Whose result it must be.
 * @param modelDirectory Where the trained model belongs, if it is wanted.
 * @param secret Where there is one, a result without the right signature is none.
 * @returns Undefined where there is no such result.
 * @throws BadParcel when what is there is not that result.
 * @throws Error when the files cannot be written.
 */
export async function receiveParcel(
  redis: Redis,
  jobId: string,
  trialKey: string,
  modelDirectory?: string,
  secret = queueSecret(),
): Promise<TrialResult | undefined> {
  const fields = await fieldsOf(redis, parcelKey(jobId));
  if (!fields) return undefined;
  const bad = (problem: string) =>
    new BadParcel(`${parcelKey(jobId)}: expected the result of trial ${trialKey}; ${problem}`);
  const { signature, ...signed } = fields;
  if (secret && !(signature && isEqual(signature, signatureOf(jobId, signed, secret)))) {
    throw bad(signature ? 'its signature is of another secret' : 'it has no signature');
  }
  const unpacked = await unpack(fields).catch((error: Error) => {
    throw bad(`it cannot be unpacked: ${error.message}`);
  });
  let result: unknown;
  try {
    result = JSON.parse(unpacked.result.toString());
  } catch (error) {
    throw bad((error as Error).message);
  }
  const problem = resultProblem(result, trialKey);
  if (problem) throw bad(problem);
  if (modelDirectory) {
    const names = Object.keys(unpacked).filter((field) => field.startsWith('model/'));
    if (names.length < 3) throw bad(`found ${names.length} files of its model in place of 3`);
    await mkdir(modelDirectory, { recursive: true });
    // model.json names the weights, so it comes last.
    for (const field of names.sort((a, b) => Number(a === 'model/model.json') - Number(b === 'model/model.json'))) {
      await writeWhole(join(modelDirectory, field.slice('model/'.length)), unpacked[field]);
    }
  }
  return result as TrialResult;
}

/** AVER_QUEUE_SECRET, where it is set. */
function queueSecret(): string | undefined {
  return process.env.AVER_QUEUE_SECRET || undefined;
}

/** The fields of a result; asked for their names and sizes before anything large is fetched. */
async function fieldsOf(redis: Redis, key: string): Promise<Record<string, Buffer> | undefined> {
  const bad = (found: string) => new BadParcel(`${key}: expected a result; found ${found}`);
  const kind = await redis.type(key);
  if (kind === 'none') return undefined;
  if (kind !== 'hash') throw bad(`a ${kind}`);
  const count = await redis.hlen(key);
  if (count > mostFields) throw bad(`${count} fields`);
  const names = await redis.hkeys(key);
  // Gone since it was looked at.
  if (names.length === 0) return undefined;
  const unknown = names.find((name) => !fieldNames.test(name));
  if (unknown !== undefined) throw bad(`a field ${unknown.slice(0, 100)}`);
  if (!names.includes('result')) throw bad(`fields ${names}`);
  const sizes = await Promise.all(names.map((name) => redis.hstrlen(key, name)));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (!(bytes <= mostBytes)) throw bad(`${bytes} bytes`);
  const fields = await redis.hgetallBuffer(key);
  return fields.result && fields;
}

/** One after the other: together they may not be larger than one may be. */
async function unpack({ signature, ...fields }: Record<string, Buffer>): Promise<Record<string, Buffer>> {
  const unpacked: Record<string, Buffer> = {};
  let left = mostBytes;
  for (const [name, bytes] of Object.entries(fields)) {
    unpacked[name] = await promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)(bytes, {
      maxOutputLength: Math.max(1, left),
    });
    left -= unpacked[name].length;
  }
  return unpacked;
}

/** HMAC-SHA-256 over the job and every field's name, length and bytes. */
function signatureOf(jobId: string, fields: Record<string, Buffer>, secret: string): Buffer {
  const hmac = createHmac('sha256', secret).update(`${jobId}\n`);
  for (const name of Object.keys(fields).sort()) {
    hmac.update(`${name} ${fields[name].length}\n`).update(fields[name]);
  }
  return hmac.digest();
}

function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
