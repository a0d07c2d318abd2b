import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server on 127.0.0.1 that can be cut. */
export interface CuttingProxy {
  port: number;
  /** From now on nothing gets through, in either direction, and nobody is told: as when a cable is pulled. */
  cut(): void;
  /** New connections get through again; the old ones stay dead. */
  mend(): void;
  close(): void;
}

/** Starts a proxy to a port. */
export async function startCuttingProxy(to: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        if (!isCut) other.destroy();
      });
      one.on('data', (bytes) => {
        if (!dead.has(one)) other.write(bytes);
      });
    }
    if (isCut) for (const one of [near, far]) dead.add(one);
  });
  const dead = new WeakSet<Socket>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      isCut = true;
      for (const socket of sockets) dead.add(socket);
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
