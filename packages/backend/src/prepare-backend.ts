import * as tf from '@tensorflow/tfjs-core';
import { BackendError } from './backend-error.js';
import { hasRelaxedSimd } from './has-relaxed-simd.js';
import { isAbsent } from './is-absent.js';
import { loadTfjsNode } from './load-tfjs-node.js';
import { registerNodeKernels } from './register-node-kernels.js';
import { registerRelaxedBackend } from './register-relaxed-backend.js';
import { registerTrainingKernels } from './register-training-kernels.js';

/**
 * The backends that can be prepared; `webgpu` and `webgl` in a browser that has them. `wasm-relaxed` is `wasm` with fused
 * multiply-add where WebAssembly has relaxed SIMD, which rounds otherwise, and not the same on every processor.
 */
export type BackendName = 'node' | 'webgpu' | 'webgl' | 'wasm' | 'wasm-relaxed' | 'cpu';

/** Options of {@link prepareBackend}. */
export interface PrepareBackendOptions {
  /**
   * Imports `@tensorflow/tfjs-node` from where it is installed. An application that depends on it should pass this:
   * under pnpm no other package sees the application's copy.
   * @default () => import('@tensorflow/tfjs-node')
   */
  loadNode?: () => Promise<unknown>;
  /**
   * Where the wasm backend's .wasm files are: a folder's URL, or a URL for each of the three files. In Node.js they
   * are found without it; a page of a browser needs it.
   */
  wasmPaths?: string | Record<string, string>;
}

/** Which backend was chosen. */
export interface PreparedBackend {
  /** The backend that is now in use. */
  name: BackendName;
  /** One line for people: what it is, and why no faster one was taken. */
  reason: string;
}

/** Under one type, since listeners of both are only compared and taken away here. */
const handledEvents = ['uncaughtException', 'unhandledRejection'] as 'uncaughtException'[];

/**
 * Chooses, loads and sets the TensorFlow.js backend. In Node.js `node` if its native binding loads; in a browser `webgpu`
 * or `webgl`, if the page has imported '@tensorflow/tfjs-backend-webgpu' or '...-webgl' and it computes; else `wasm`
 * with training kernels of our own, else `cpu`. `wasm-relaxed`, whose results depend on the
 * processor, is taken by name only.
 *
 * @param name The backend wanted; 'auto' takes the first that works.
 * @returns Its name, and the reason in one line.
 * @throws RangeError for another name.
 * @throws BackendError 'NODE_ABSENT', 'NODE_BROKEN', 'GPU_ABSENT', 'GPU_FAILED', 'WASM_ABSENT', 'WASM_FAILED',
 *   'RELAXED_SIMD_ABSENT' or 'CPU_ABSENT' when a backend asked for by name cannot be had; with 'auto' the last, when there
 *   is none at all.
 * @example
 * const { reason } = await prepareBackend();
 * console.log(reason); // wasm, SIMD, own training kernels; tfjs-node is not installed
 */
export async function prepareBackend(
  name: 'auto' | BackendName = 'auto',
  { loadNode, wasmPaths }: PrepareBackendOptions = {},
): Promise<PreparedBackend> {
  const prepare: Record<BackendName, () => Promise<string>> = {
    node: () => prepareNode(loadNode),
    webgpu: () => prepareGpu('webgpu'),
    webgl: () => prepareGpu('webgl'),
    wasm: () => prepareWasm('wasm', wasmPaths),
    'wasm-relaxed': () => prepareWasm('wasm-relaxed', wasmPaths),
    cpu: prepareCpu,
  };
  if (name !== 'auto') {
    if (!Object.hasOwn(prepare, name)) {
      throw new RangeError(`prepareBackend: name must be auto, ${Object.keys(prepare).join(', ')}; received ${name}`);
    }
    return { name, reason: `${await prepare[name]()}; asked for by name` };
  }

  const passedOver: string[] = [];
  const candidates = isNode() ? (['node', 'wasm'] as const) : (['webgpu', 'webgl', 'wasm'] as const);
  for (const candidate of candidates) {
    try {
      return { name: candidate, reason: [await prepare[candidate](), ...passedOver].join('; ') };
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      passedOver.push(shortReason(error));
    }
  }
  return { name: 'cpu', reason: [await prepareCpu(), ...passedOver].join('; ') };
}

async function prepareNode(loadNode?: () => Promise<unknown>): Promise<string> {
  await loadTfjsNode(loadNode);
  if (!tf.findBackendFactory('tensorflow')) {
    throw new BackendError('NODE_BROKEN', 'tfjs-node was loaded but registered no backend; loadNode must import it');
  }
  await use('tensorflow');
  return registerNodeKernels(tf.backend()) ? 'node, libtensorflow, own training kernels' : 'node, libtensorflow';
}

/** The page imports the backend's package, so that one which does without carries none of it. */
async function prepareGpu(name: 'webgpu' | 'webgl'): Promise<string> {
  if (!tf.findBackendFactory(name)) {
    throw new BackendError(
      'GPU_ABSENT',
      `${name} is not imported; let the page import @tensorflow/tfjs-backend-${name} before, or use the wasm backend`,
    );
  }
  try {
    await start(name);
    await use(name);
    // Some start and then cannot compute: a lost context, a driver that is refused, no float textures.
    const sum = tf.tidy(() => tf.sum(tf.square(tf.tensor1d([1, 2, 3]))));
    const [value] = await sum.data();
    sum.dispose();
    if (value !== 14) throw new Error(`it computes 1 + 4 + 9 = ${value}`);
  } catch (cause) {
    throw new BackendError('GPU_FAILED', `${name} does not work here (${firstLine(cause)}); use the wasm backend`, {
      cause,
    });
  }
  return `${name}, graphics processor`;
}

async function prepareWasm(
  name: 'wasm' | 'wasm-relaxed',
  wasmPaths?: string | Record<string, string>,
): Promise<string> {
  if (name === 'wasm-relaxed' && !hasRelaxedSimd()) {
    throw new BackendError(
      'RELAXED_SIMD_ABSENT',
      'wasm-relaxed needs relaxed SIMD of WebAssembly; use Node.js 22 or newer, start Node.js 20 with ' +
        '--experimental-wasm-relaxed-simd, or use the wasm backend',
    );
  }
  const wasm = await import('@tensorflow/tfjs-backend-wasm').catch((cause) => {
    throw absent('wasm', cause, '@tensorflow/tfjs-backend-wasm');
  });
  registerTrainingKernels();
  if (name === 'wasm-relaxed') await registerRelaxedBackend();
  try {
    if (wasmPaths !== undefined) wasm.setWasmPaths(wasmPaths);
    await withoutNewHandlers(() => start(name));
  } catch (cause) {
    throw new BackendError(
      'WASM_FAILED',
      `the wasm backend did not start (${firstLine(cause)}); check that the .wasm files are where wasmPaths says`,
      { cause },
    );
  }
  await use(name);
  if (name === 'wasm-relaxed') return 'wasm-relaxed, relaxed SIMD, own training kernels';
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  if (simd) return 'wasm, SIMD, own training kernels';
  return 'wasm, no SIMD (several times slower: use an engine with WebAssembly SIMD), own training kernels';
}

async function prepareCpu(): Promise<string> {
  // tfjs-node brings a copy of its own, and each kernel that is registered twice makes TensorFlow.js print a warning.
  if (!tf.findBackendFactory('cpu')) {
    await import('@tensorflow/tfjs-backend-cpu').catch((cause) => {
      // Whoever has none wants the fast one, which brings this.
      throw absent('cpu', cause, '@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm');
    });
  }
  // Its first tensor would print an advertisement for tfjs-node.
  (tf.findBackend('cpu') as unknown as { firstUse: boolean }).firstUse = false;
  await use('cpu');
  return 'cpu, plain JavaScript';
}

/** What an import of a backend that failed is to be called: absent, or what it is. */
function absent(name: 'wasm' | 'cpu', cause: unknown, ...packages: string[]): unknown {
  if (!isAbsent(packages[0], cause)) return cause;
  const installed = packages.map((one) => `${one}@4.22.0`).join(' ');
  const code = name === 'wasm' ? 'WASM_ABSENT' : 'CPU_ABSENT';
  return new BackendError(code, `the ${name} backend is not installed; run npm install ${installed}`, { cause });
}

/** Starts a backend, so that a failure is an exception: setBackend() alone prints a warning and answers false. */
async function start(name: string): Promise<void> {
  if (name in tf.engine().registry) return;
  const backend = await tf.findBackendFactory(name)();
  tf.engine().registry[name] = backend;
}

/**
 * Takes away the handlers of uncaught errors that the wasm module sets for the whole process: they only throw the
 * error again, which hides where it came from and kills an application that handles it.
 */
async function withoutNewHandlers(run: () => Promise<void>): Promise<void> {
  const events = isNode() ? handledEvents : [];
  const before = events.map((event) => process.listeners(event));
  await run();
  for (const [i, event] of events.entries()) {
    for (const listener of process.listeners(event)) {
      if (!before[i].includes(listener)) process.off(event, listener);
    }
  }
}

async function use(name: string): Promise<void> {
  await tf.setBackend(name);
  await tf.ready();
}

function isNode(): boolean {
  return typeof process === 'object' && process.versions?.node !== undefined;
}

function firstLine(error: unknown): string {
  return String((error as { message?: string })?.message ?? error).split('\n')[0];
}

/** Why a backend was passed over, without the remedy: something that works was found. */
function shortReason({ code, message }: BackendError): string {
  if (code === 'NODE_BROKEN') return 'tfjs-node is installed but does not load';
  return message.split(';')[0];
}
