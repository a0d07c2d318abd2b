import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type PreviewServer, preview } from 'vite';
import vitestConfig from '../../../vitest.config.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The built site, served on loopback. */
export interface Site {
  url: string;
  /** Folder of the built files. */
  directory: string;
  /** Ends the server, as if the network were gone; the files stay. */
  goOffline(): Promise<void>;
  close(): Promise<void>;
}

/** Builds the site from the sources of this workspace, as the other tests run against them, and serves it. */
export async function buildSite(): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), 'aver-web-'));
  const common = { root, logLevel: 'error', resolve: { alias: vitestConfig.resolve?.alias } } as const;
  await build({ ...common, build: { outDir: directory, emptyOutDir: true } });
  const server: PreviewServer = await preview({
    ...common,
    build: { outDir: directory },
    preview: { host: '127.0.0.1', port: 0 },
  });
  async function goOffline(): Promise<void> {
    // Else it waits for connections that the browser keeps open.
    (server.httpServer as Server).closeAllConnections();
    await server.close();
  }
  return {
    url: server.resolvedUrls?.local[0] as string,
    directory,
    goOffline,
    async close() {
      if (server.httpServer.listening) await goOffline();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
