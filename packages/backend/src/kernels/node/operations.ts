import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** A tensor in TensorFlow's own memory. */
export interface NodeTensor {
  id: number;
  shape: number[];
  /** TensorFlow's number for the type. */
  dtype: number;
}

/** An attribute of an operation, as the binding takes it. */
interface OperationAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** The parts of tfjs-node 4.22 that the kernels use. */
export interface NodeBackend {
  binding: Record<'TF_FLOAT' | 'TF_INT32' | 'TF_INT64', number> &
    Record<`TF_ATTR_${'INT' | 'STRING' | 'BOOL' | 'TYPE'}`, number> & {
      executeOp(name: string, attributes: OperationAttribute[], inputs: number[], outputs: number): NodeTensor[];
      createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): number;
      deleteTensor(id: number): void;
    };
  getInputTensorIds(tensors: TensorInfo[]): number[];
  createOutputTensor(tensor: NodeTensor): Tensor;
  tensorMap: { set(dataId: object, data: NodeTensor & { values: null; refCount: number }): void };
}

/** Attributes by name: integers, the name of a TensorFlow type as `{ type }`, text or a truth value. */
export type Attributes = Record<string, readonly number[] | { type: 'TF_FLOAT' | 'TF_INT64' } | string | boolean>;

/** Whether a backend has the inner parts that the kernels use; one of another version of tfjs-node may have others. */
export function isNodeBackend(backend: object): backend is NodeBackend {
  const { binding, getInputTensorIds, createOutputTensor, tensorMap } = backend as Partial<NodeBackend>;
  const parts = [binding?.executeOp, binding?.createTensor, binding?.deleteTensor, tensorMap?.set];
  return [...parts, getInputTensorIds, createOutputTensor].every((part) => typeof part === 'function');
}

/**
 * TensorFlow operations, one after the other, past TensorFlow.js's engine: what lies between the first input and the last
 * output costs no tensor of TensorFlow.js, and is freed when `end` is called.
 */
export class Operations {
  readonly #backend: NodeBackend;
  readonly #own = new Set<number>();

  constructor(backend: NodeBackend) {
    this.#backend = backend;
  }

  /** The tensors of TensorFlow.js as TensorFlow's. */
  inputs(...tensors: TensorInfo[]): number[] {
    return this.#backend.getInputTensorIds(tensors);
  }

  /** A float32 scalar. */
  scalar(value: number): number {
    return this.#keep(this.#backend.binding.createTensor([], this.#backend.binding.TF_FLOAT, Float32Array.of(value)));
  }

  /** A list of int32, which is how operations take a shape. */
  integers(values: readonly number[]): number {
    const { binding } = this.#backend;
    return this.#keep(binding.createTensor([values.length], binding.TF_INT32, Int32Array.from(values)));
  }

  /** A float32 tensor whose values nobody has set, which costs next to nothing. */
  empty(shape: readonly number[]): NodeTensor {
    const { TF_FLOAT, TF_ATTR_TYPE, TF_ATTR_BOOL } = this.#backend.binding;
    const attributes = [
      { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: 'init', type: TF_ATTR_BOOL, value: false },
    ];
    return this.#execute('Empty', attributes, [this.integers(shape)], 1)[0];
  }

  /** Runs an operation on float32 tensors and gives its first result. */
  run(name: string, inputs: number[], attributes?: Attributes): NodeTensor {
    return this.runAll(name, inputs, 1, attributes)[0];
  }

  /** Runs an operation and gives all its results. */
  runAll(name: string, inputs: number[], outputs: number, attributes: Attributes = {}): NodeTensor[] {
    const { binding } = this.#backend;
    const all = Object.entries<Attributes[string]>({ T: { type: 'TF_FLOAT' }, ...attributes }).map(([name, value]) => {
      if (Array.isArray(value)) return { name, type: binding.TF_ATTR_INT, value };
      if (typeof value === 'object') {
        return { name, type: binding.TF_ATTR_TYPE, value: binding[(value as { type: 'TF_FLOAT' }).type] };
      }
      return { name, type: typeof value === 'string' ? binding.TF_ATTR_STRING : binding.TF_ATTR_BOOL, value };
    });
    return this.#execute(name, all, inputs, outputs);
  }

  /** The sum of tensors of one shape. */
  sum(inputs: number[]): NodeTensor {
    const { TF_FLOAT, TF_ATTR_TYPE, TF_ATTR_INT } = this.#backend.binding;
    const attributes = [
      { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: 'N', type: TF_ATTR_INT, value: inputs.length },
    ];
    return this.#execute('AddN', attributes, inputs, 1)[0];
  }

  /** Frees a large result that nothing needs any more. */
  free({ id }: NodeTensor): void {
    this.#own.delete(id);
    this.#backend.binding.deleteTensor(id);
  }

  /** Hands a result over to TensorFlow.js. */
  output(tensor: NodeTensor): TensorInfo {
    this.#own.delete(tensor.id);
    if (tensor.dtype !== this.#backend.binding.TF_INT64) return this.#backend.createOutputTensor(tensor);
    // The backend's own way prints a warning for int64, which TensorFlow.js does not know.
    const dataId = {};
    this.#backend.tensorMap.set(dataId, { ...tensor, values: null, refCount: 1 });
    return { dataId, shape: tensor.shape, dtype: 'int32' };
  }

  /** Frees every tensor that was made here and not handed over. */
  end(): void {
    for (const id of this.#own) this.#backend.binding.deleteTensor(id);
    this.#own.clear();
  }

  #execute(name: string, attributes: OperationAttribute[], inputs: number[], outputs: number): NodeTensor[] {
    const results = this.#backend.binding.executeOp(name, attributes, inputs, outputs);
    for (const { id } of results) this.#keep(id);
    return results;
  }

  #keep(id: number): number {
    this.#own.add(id);
    return id;
  }
}

/** Runs operations and frees what lies between, also after an error. */
export function withOperations<T>(backend: unknown, run: (operations: Operations) => T): T {
  const operations = new Operations(backend as NodeBackend);
  try {
    return run(operations);
  } finally {
    operations.end();
  }
}
