import { BackendError } from '../../backend-error.js';
import { simdModule } from './simd-module.js';
import type { WasmBackend } from './wasm-kernel.js';

/** The functions of assembly/, which work on addresses in the wasm backend's own memory. */
export interface SimdKernels {
  averagePoolGradient(
    dy: number,
    dx: number,
    images: number,
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
  ): void;
  columnMoments(matrix: number, mean: number, variance: number, rows: number, columns: number): void;
  normalise(
    x: number,
    mean: number,
    scale: number,
    shift: number,
    y: number,
    rows: number,
    columns: number,
    relu: boolean,
  ): void;
  normalisationSums(
    dy: number,
    x: number,
    mean: number,
    scale: number,
    shift: number,
    dySums: number,
    products: number,
    rows: number,
    columns: number,
    relu: boolean,
  ): void;
  normalisationGradient(
    dy: number,
    x: number,
    mean: number,
    scale: number,
    shift: number,
    constant: number,
    slope: number,
    dx: number,
    rows: number,
    columns: number,
    relu: boolean,
  ): void;
  pooledConvolution(
    x: number,
    weights: number,
    bias: number,
    y: number,
    winners: number,
    rows: number,
    relu: boolean,
    ...sizes: [...ConvolutionSteps, ...PoolSizes, ...MaskBeforePool, winograd: number, scratch: number, tile: number]
  ): void;
  filterGradient(
    x: number,
    dy: number,
    y: number,
    winners: number,
    places: number,
    gradient: number,
    biasGradient: number,
    lists: number,
    counts: number,
    images: number,
    imageBytes: number,
    pooledHeight: number,
    pooledWidth: number,
    outChannels: number,
    poolRowBytes: number,
    poolColumnBytes: number,
    cornerBytes: number,
    filterHeight: number,
    rowLength: number,
    runLength: number,
    scale: number,
  ): void;
  inputGradient(
    dy: number,
    y: number,
    winners: number,
    places: number,
    filter: number,
    gradient: number,
    lists: number,
    counts: number,
    placeCount: number,
    pooledHeight: number,
    pooledWidth: number,
    outChannels: number,
    poolRowBytes: number,
    poolColumnBytes: number,
    cornerBytes: number,
    filterHeight: number,
    rowLength: number,
    runLength: number,
    scale: number,
  ): void;
  denseFilterGradient(
    planes: number,
    dy: number,
    gradient: number,
    sums: number,
    paddedHeight: number,
    paddedWidth: number,
    inChannels: number,
    outHeight: number,
    outWidth: number,
    outChannels: number,
    filterHeight: number,
    filterWidth: number,
  ): void;
  denseProduct(
    a: number,
    aRow: number,
    aInner: number,
    b: number,
    bInner: number,
    bColumn: number,
    bias: number,
    floor: number,
    c: number,
    rows: number,
    inner: number,
    columns: number,
    scratch: number,
  ): void;
  depthwiseFilterGradient(x: number, dy: number, gradient: number, ...sizes: DepthwiseSizes): void;
  depthwiseInputGradient(dy: number, filter: number, gradient: number, ...sizes: DepthwiseSizes): void;
  packFilter(filter: number, packed: number, taps: number, channels: number): void;
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
  dropout(x: number, y: number, length: number, kept: number, threshold: number, key1: number, key2: number): void;
  greater(values: number, bounds: number, result: number, length: number, isOne: boolean): void;
  select(condition: number, first: number, second: number, result: number, length: number): void;
  swish(x: number, y: number, length: number): void;
  swishGradient(x: number, dy: number, dx: number, length: number): void;
  tanh(values: number, result: number, length: number): void;
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
  pointwiseFilterGradient(
    x: number,
    dy: number,
    gradient: number,
    pixels: number,
    tile: number,
    inChannels: number,
    outChannels: number,
  ): void;
  packWinograd(filter: number, packed: number, inChannels: number, outChannels: number): void;
  packWinogradFive(filter: number, packed: number, inChannels: number, outChannels: number, scratch: number): void;
  winogradConvolution(
    size: number,
    x: number,
    packed: number,
    bias: number,
    y: number,
    scratch: number,
    tile: number,
    relu: boolean,
    outHeight: number,
    outWidth: number,
    inChannels: number,
    outChannels: number,
    rowLength: number,
  ): void;
  winogradFilterSums(
    x: number,
    dy: number,
    sums: number,
    scratch: number,
    tile: number,
    rows: number,
    columns: number,
    inChannels: number,
    outChannels: number,
  ): void;
  winogradFilterGradient(sums: number, gradient: number, length: number): void;
  packThreeTaps(filter: number, packed: number, inChannels: number, outChannels: number): void;
  threeTaps(
    x: number,
    packed: number,
    bias: number,
    floors: number,
    y: number,
    zeros: number,
    spare: number,
    scratch: number,
    alpha: number,
    alongHeight: boolean,
    height: number,
    width: number,
    inChannels: number,
    outChannels: number,
  ): void;
  transpose(matrix: number, result: number, rows: number, columns: number, rowLength: number): void;
  sgdUpdate(weights: number, gradient: number, newWeights: number, length: number, scale: number, rate: number): void;
  rootUpdate(
    weights: number,
    gradient: number,
    squares: number,
    newWeights: number,
    newSquares: number,
    length: number,
    scale: number,
    keep: number,
    add: number,
    epsilon: number,
    rate: number,
  ): void;
  adamUpdate(
    weights: number,
    gradient: number,
    firstMoment: number,
    secondMoment: number,
    newWeights: number,
    newFirstMoment: number,
    newSecondMoment: number,
    length: number,
    scale: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    inner: number,
    outer: number,
    rate: number,
  ): void;
  sumOfSquares(values: number, length: number): number;
  sumRows(matrix: number, sums: number, rows: number, columns: number): void;
}

/** outHeight, outWidth, outChannels, filterHeight, rowLength, runLength, rowStep, columnStep. */
export type ConvolutionSteps = [number, number, number, number, number, number, number, number];

/**
 * images, height, width, channels, outputs of a channel, outHeight, outWidth, filterHeight, filterWidth, strideHeight,
 * strideWidth, dilationHeight, dilationWidth, top, left.
 */
export type DepthwiseSizes = [
  ...[number, number, number, number, number, number, number],
  ...[number, number, number, number, number, number, number, number],
];

/** pooledHeight, pooledWidth, poolHeight, poolWidth, poolStrideHeight, poolStrideWidth, poolTop, poolLeft. */
export type PoolSizes = [number, number, number, number, number, number, number, number];

/** kept, threshold, key1, key2, position, rowValues. */
export type MaskBeforePool = [number, number, number, number, number, number];

const instances = new WeakMap<WasmBackend, { kernels: SimdKernels | undefined }>();

/**
 * The SIMD kernels in a backend's memory, or undefined where they cannot be had: no SIMD, or a memory that is shared
 * between threads or out of reach. Callers then take the way through the backend's own kernels.
 */
export function simdKernels(backend: WasmBackend): SimdKernels | undefined {
  return (instances.get(backend) ?? useSimdModule(backend, simdModule)).kernels;
}

/** Lets a backend compute with another module than the usual one. */
export function useSimdModule(backend: WasmBackend, module: string): { kernels: SimdKernels | undefined } {
  const instance = { kernels: instantiate(backend, module) };
  instances.set(backend, instance);
  return instance;
}

/**
 * The SIMD kernels, for the kernels that are registered only where these are.
 *
 * @throws BackendError 'WASM_INTERNALS' where they are not.
 */
export function requiredSimdKernels(backend: WasmBackend): SimdKernels {
  const kernels = simdKernels(backend);
  if (!kernels) throw new BackendError('WASM_INTERNALS', 'the fused kernels need SIMD, which is not there');
  return kernels;
}

function instantiate(backend: WasmBackend, module: string): SimdKernels | undefined {
  const { wasm } = backend as unknown as { wasm?: { asm?: { memory?: unknown } } };
  const memory = wasm?.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory) || !(memory.buffer instanceof ArrayBuffer)) return undefined;
  const bytes = Uint8Array.from(atob(module), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return exports as unknown as SimdKernels;
}
