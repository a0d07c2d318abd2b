import type { Response } from 'undici';
import { RavdessError } from '../ravdess-error.js';
import { TransferFailure } from './transfer-failure.js';

/** An answer of which the header has arrived. */
export interface HttpAnswer {
  status: number;
  header(name: string): string | null;
  /** The body, piece by piece; leaving the loop early ends the transfer. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** Asks servers, through the proxy that the environment names. */
export interface HttpClient {
  /**
   * One GET request; redirects are followed up to 20 times.
   *
   * @throws TransferFailure when there is no answer, or one that is neither 200, 206 nor 416.
   * @throws the signal's reason when it is aborted.
   */
  get(address: string, headers?: Record<string, string>): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/**
 * A client that honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which Node's own `fetch` does not before version 24.
 *
 * @param idleSeconds After how long without a byte a transfer counts as dead; a slow one is never ended.
 * @param signal Ends every transfer.
 * @throws RavdessError (`DOWNLOAD_FAILED`) when a proxy variable is no URL.
 */
export async function createHttpClient(idleSeconds: number, signal?: AbortSignal): Promise<HttpClient> {
  // Loaded on demand: listing an archive on disk needs no HTTP client.
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = createProxyAgent(EnvHttpProxyAgent);
  return {
    async get(address, headers = {}) {
      const idle = idleTimer(idleSeconds);
      const guard = signal ? AbortSignal.any([signal, idle.signal]) : idle.signal;
      const failure = (error: unknown) => {
        idle.stop();
        signal?.throwIfAborted();
        return error instanceof TransferFailure
          ? error
          : networkFailure(idle.signal.aborted ? idle.signal.reason : error);
      };
      const response = await fetch(address, {
        dispatcher,
        signal: guard,
        // What counts are the bytes of the file, not those of a compressed form.
        headers: { 'accept-encoding': 'identity', 'user-agent': '@aver/ravdess', ...headers },
      }).catch((error) => {
        throw failure(error);
      });
      if (![200, 206, 416].includes(response.status)) {
        const refused = statusFailure(response);
        await response.body?.cancel().catch(() => {});
        throw failure(refused);
      }
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        async *pieces() {
          try {
            for await (const piece of response.body ?? []) {
              idle.restart();
              yield piece;
            }
          } catch (error) {
            throw failure(error);
          } finally {
            idle.stop();
          }
        },
      };
    },
    close: () => dispatcher.destroy(),
  };
}

function createProxyAgent(Agent: typeof import('undici').EnvHttpProxyAgent) {
  try {
    // Requests without TLS go to the proxy as they are, which is what proxies expect; those with TLS through a tunnel.
    return new Agent({ proxyTunnel: false });
  } catch (cause) {
    const message = 'HTTP_PROXY and HTTPS_PROXY must be URLs such as http://proxy:3128';
    throw new RavdessError('DOWNLOAD_FAILED', message, { cause });
  }
}

function idleTimer(seconds: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new Error(`nothing arrived for ${seconds} seconds`));
  }, seconds * 1000).unref();
  return {
    signal: controller.signal,
    restart: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}

// Statuses that pass: timeouts, too many requests, and a server in trouble.
const PASSING = [408, 425, 429, 500, 502, 503, 504];

function statusFailure({ status, headers }: Response): TransferFailure {
  const permanent = !PASSING.includes(status);
  return new TransferFailure(`the server answered with status ${status}`, {
    permanent,
    waitSeconds: permanent ? undefined : retryAfter(headers.get('retry-after')),
  });
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfter(value: string | null): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

// What no second try heals: a name that nobody knows, a certificate that nobody vouches for, going round in circles.
const LASTING = /ENOTFOUND|bad port|CERT|UNABLE_TO_VERIFY|redirect count|Proxy response \(407\)|Proxy Authentication/;

function networkFailure(error: unknown): TransferFailure {
  // fetch says "fetch failed" or "terminated" and hides what happened in its cause, which may hide several in turn.
  let innermost = error as NodeJS.ErrnoException & { errors?: unknown[] };
  for (let depth = 0; depth < 5; depth++) {
    const inside = innermost.cause ?? innermost.errors?.[0];
    if (!(inside instanceof Error)) break;
    innermost = inside;
  }
  const { code, message } = innermost;
  const words = code && !message.includes(code) ? `${message || 'no connection'} (${code})` : message;
  return new TransferFailure(words, { permanent: LASTING.test(words), cause: error });
}
