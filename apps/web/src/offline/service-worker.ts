/** Keeps the whole site after the first visit, so that it works offline; nothing else is ever kept. */

/** Put in by vite.config.ts: every file of the site, and a name that changes with any of them. */
declare const AVER_SITE: { version: string; files: string[] };

/** The parts of the scope of a service worker that are used here; the DOM's types do not know it. */
interface Scope {
  addEventListener(type: string, listener: (event: WorkEvent & FetchEvent) => void): void;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}
interface WorkEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = self as unknown as Scope;
const { version, files } = AVER_SITE;
const cacheName = `aver-${version}`;

scope.addEventListener('install', (event) => event.waitUntil(keepSite()));
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()));
// A newer version waits until the reader wants it: pages of the older one need the older files.
scope.addEventListener('message', () => scope.skipWaiting());
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && new URL(request.url).origin === location.origin) {
    event.respondWith(answer(request));
  }
});

async function keepSite(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files);
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('aver-') && name !== cacheName) await caches.delete(name);
  }
  await scope.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  // A server that says `Vary: Origin` would have scripts and workers asked for anew; the files are the same for all.
  const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true });
  return kept ?? fetch(request);
}
