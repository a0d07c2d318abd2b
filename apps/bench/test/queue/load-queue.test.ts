import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadQueue, queuePackages } from '../../src/queue/load-queue.js';

/** What Node says of a package that is not there. */
function missing(name: string): Error {
  const message = `Cannot find package '${name}' imported from /usr/lib/node_modules/@aver/bench/dist/cli.js`;
  return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
}

test.each(['bullmq', 'ioredis'])('without %s one line says what to install', async (name) => {
  const loaded = loadQueue(() => Promise.reject(missing(name)));
  await expect(loaded).rejects.toMatchObject({ name: 'CommandError', exitCode: 2 });
  await expect(loaded).rejects.toThrow(/^--queue: .* npm install bullmq@6 ioredis@6 \(.*\)$/);
});

test('what is there is loaded, and other errors stay what they are', async () => {
  expect(await loadQueue(async () => 3)).toBe(3);
  for (const error of [missing('tslib'), new Error("no 'bullmq'")]) {
    await expect(loadQueue(() => Promise.reject(error))).rejects.toBe(error);
  }
});

test('it names the versions that the manifest asks for and the tests run with', () => {
  const { peerDependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  for (const one of queuePackages) {
    const [name, major] = one.split('@');
    expect(peerDependencies[name]).toBe(`^${devDependencies[name]}`);
    expect(devDependencies[name]).toMatch(new RegExp(`^${major}\\.`));
  }
});
