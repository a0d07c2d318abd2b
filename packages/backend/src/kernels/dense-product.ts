import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, release, type WasmBackend } from './wasm/wasm-kernel.js';

/** Of what the kernel lays out at once: rows and columns together, values of each, and those of its spare place. */
const [lines, depth, spare] = [192, 512, 32];

/** With fewer rows, laying the other matrix out does not pay; measured. */
const leastRows = 12;

/** Two matrices or batches of them: (..., rows, inner) and (..., inner, columns), unless they are transposed. */
export interface Operands {
  a: TensorInfo;
  b: TensorInfo;
  transposeA: boolean;
  transposeB: boolean;
}

/** Whether our kernel does a product, and does it faster: what it does not is the backend's own to do, or to refuse. */
export function isDenseProduct(operands: Operands): boolean {
  const { a, b } = operands;
  const { rows, inner, columns, aBatch, bBatch } = sizesOf(operands);
  const isPaired =
    aBatch.join() === bBatch.join() || util.sizeFromShape(aBatch) === 1 || util.sizeFromShape(bBatch) === 1;
  return (
    a.dtype === 'float32' &&
    b.dtype === 'float32' &&
    isPaired &&
    rows >= leastRows &&
    inner[0] === inner[1] &&
    inner[0] > 0 &&
    columns > 0
  );
}

/** The product of what isDenseProduct is true of, with a bias for each column and relu where they are asked for. */
export function denseProduct(
  backend: WasmBackend,
  simd: SimdKernels,
  operands: Operands,
  { bias, relu = false }: { bias?: TensorInfo; relu?: boolean } = {},
): TensorInfo {
  const { a, b, transposeA, transposeB } = operands;
  const {
    rows,
    inner: [inner],
    columns,
    aBatch,
    bBatch,
  } = sizesOf(operands);
  const batch = broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const scratch = allocate(backend, [spare + lines * Math.min(inner, depth)]);
  try {
    const c = allocate(backend, [...batch, rows, columns]);
    const [aFrom, bFrom, cFrom, biasFrom] = [a, b, c, bias].map((info) => (info ? addressOf(backend, info) : 0));
    const aStep = util.sizeFromShape(aBatch) === 1 ? 0 : 4 * rows * inner;
    const bStep = util.sizeFromShape(bBatch) === 1 ? 0 : 4 * inner * columns;
    for (let i = 0; i < util.sizeFromShape(batch); i++) {
      simd.denseProduct(
        aFrom + i * aStep,
        transposeA ? 1 : inner,
        transposeA ? rows : 1,
        bFrom + i * bStep,
        transposeB ? 1 : columns,
        transposeB ? inner : 1,
        biasFrom,
        relu ? 0 : -Infinity,
        cFrom + 4 * i * rows * columns,
        rows,
        inner,
        columns,
        addressOf(backend, scratch),
      );
    }
    return c;
  } finally {
    release(backend, scratch);
  }
}

function sizesOf({ a, b, transposeA, transposeB }: Operands) {
  const [aLast, bLast] = [a.shape.slice(-2), b.shape.slice(-2)];
  if (transposeA) aLast.reverse();
  if (transposeB) bLast.reverse();
  return {
    rows: aLast[0],
    inner: [aLast[1], bLast[0]],
    columns: bLast[1],
    aBatch: a.shape.slice(0, -2),
    bBatch: b.shape.slice(0, -2),
  };
}
