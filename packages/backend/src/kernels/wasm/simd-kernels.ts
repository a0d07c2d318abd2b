import { simdModule } from './simd-module.js';
import type { WasmBackend } from './wasm-kernel.js';

/** The functions of assembly/, which work on addresses in the wasm backend's own memory. */
export interface SimdKernels {
  convolution(x: number, filter: number, output: number, ...steps: ConvolutionSteps): void;
  filterGradient(
    x: number,
    dy: number,
    gradient: number,
    lists: number,
    counts: number,
    ...steps: ConvolutionSteps
  ): void;
  filterGradientOfPatches(x: number, dy: number, gradient: number, patch: number, ...steps: ConvolutionSteps): void;
  inputGradient(dy: number, filter: number, gradient: number, list: number, ...steps: ConvolutionSteps): void;
  maxPoolGradient(
    x: number,
    maxima: number,
    dy: number,
    dx: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    filterHeight: number,
    filterWidth: number,
    strideHeight: number,
    strideWidth: number,
    top: number,
    left: number,
    overlap: boolean,
  ): void;
  countNonZero(values: number, length: number): number;
  padImage(
    image: number,
    padded: number,
    height: number,
    width: number,
    channels: number,
    top: number,
    left: number,
    paddedHeight: number,
    paddedWidth: number,
  ): void;
  cropImage(
    padded: number,
    image: number,
    height: number,
    width: number,
    channels: number,
    top: number,
    left: number,
    paddedWidth: number,
  ): void;
  transpose(matrix: number, result: number, rows: number, columns: number, rowLength: number): void;
  moveSums(values: number, totals: number, length: number): void;
  sumRows(matrix: number, sums: number, rows: number, columns: number): void;
}

/** outHeight, outWidth, outChannels, filterHeight, rowLength, runLength, rowStep, columnStep. */
export type ConvolutionSteps = [number, number, number, number, number, number, number, number];

const instances = new WeakMap<WasmBackend, { kernels: SimdKernels | undefined }>();

/**
 * The SIMD kernels in a backend's memory, or undefined where they cannot be had: no SIMD, or a memory that is shared
 * between threads or out of reach. Callers then take the way through the backend's own kernels.
 */
export function simdKernels(backend: WasmBackend): SimdKernels | undefined {
  let instance = instances.get(backend);
  if (!instance) {
    instance = { kernels: instantiate(backend) };
    instances.set(backend, instance);
  }
  return instance.kernels;
}

function instantiate(backend: WasmBackend): SimdKernels | undefined {
  const { wasm } = backend as unknown as { wasm?: { asm?: { memory?: unknown } } };
  const memory = wasm?.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory) || !(memory.buffer instanceof ArrayBuffer)) return undefined;
  const bytes = Uint8Array.from(atob(simdModule), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return exports as unknown as SimdKernels;
}
