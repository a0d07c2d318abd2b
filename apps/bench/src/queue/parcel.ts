import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Redis } from 'ioredis';
import type { TrialResult } from '../compute/trial-result.js';
import { writeWhole } from '../terminal/write-whole.js';
import { secondsKept } from './announcements.js';
import { keyPrefix } from './needs.js';

/**
 * The key under which a job's result lies in Redis: a hash with the result, and one field for each file of the trained
 * model where it is to be kept. Not BullMQ's return value, which is text, and is copied into every event.
 */
export function parcelKey(jobId: string): string {
  return `${keyPrefix}:result:${jobId}`;
}

/**
 * Leaves a result, whole or not at all, where every coordinator finds it.
 *
 * @param modelDirectory Folder of the trained model, if it is to be kept.
 * @returns How many bytes were sent.
 */
export async function sendParcel(
  redis: Redis,
  jobId: string,
  result: TrialResult,
  modelDirectory?: string,
): Promise<number> {
  const fields: Array<[string, Buffer]> = [['result', await promisify(gzip)(JSON.stringify(result))]];
  for (const name of modelDirectory ? await readdir(modelDirectory) : []) {
    fields.push([`model/${name}`, await promisify(gzip)(await readFile(join(modelDirectory as string, name)))]);
  }
  const key = parcelKey(jobId);
  await redis.multi().hset(key, fields.flat()).expire(key, secondsKept).exec();
  return fields.reduce((sum, [, bytes]) => sum + bytes.length, 0);
}

/**
 * Takes a result in, and writes the model's files where they belong.
 *
 * @param trialKey Whose result it must be.
 * @param modelDirectory Where the trained model belongs, if it is wanted.
 * @returns Undefined where there is no such result.
 * @throws Error when what is there is not that result, or the files cannot be written.
 */
export async function receiveParcel(
  redis: Redis,
  jobId: string,
  trialKey: string,
  modelDirectory?: string,
): Promise<TrialResult | undefined> {
  const fields = await redis.hgetallBuffer(parcelKey(jobId));
  if (!fields.result) return undefined;
  const result = JSON.parse((await promisify(gunzip)(fields.result)).toString()) as TrialResult;
  if (result.key !== trialKey || !Array.isArray(result.predictions)) {
    throw new Error(`${parcelKey(jobId)}: expected the result of trial ${trialKey}; found ${result.key}`);
  }
  if (modelDirectory) {
    await mkdir(modelDirectory, { recursive: true });
    // model.json names the weights, so it comes last.
    const names = Object.keys(fields).filter((field) => field.startsWith('model/'));
    for (const field of names.sort((a, b) => Number(a === 'model/model.json') - Number(b === 'model/model.json'))) {
      const name = field.slice('model/'.length);
      if (!/^\w[\w.-]*$/.test(name)) throw new Error(`${parcelKey(jobId)}: expected names of files; found ${name}`);
      await writeWhole(join(modelDirectory, name), await promisify(gunzip)(fields[field]));
    }
  }
  return result;
}
