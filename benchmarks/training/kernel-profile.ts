import * as tf from '@tensorflow/tfjs-core';

/** Milliseconds and calls of one kernel, the kernels that it calls itself not counted. */
export interface KernelTime {
  kernel: string;
  milliseconds: number;
  calls: number;
}

/**
 * From now on, times every kernel of a backend. Right for backends whose kernels are done when they return: wasm, cpu
 * and node are.
 *
 * @returns A function that gives the times since its last call, the longest first.
 */
export function profileKernels(backend: string): () => KernelTime[] {
  let times = new Map<string, KernelTime>();
  let innerMilliseconds = 0; // Of the kernels that the running kernel has called.
  for (const config of tf.getKernelsForBackend(backend)) {
    const { kernelName, kernelFunc } = config;
    config.kernelFunc = (params) => {
      const outerMilliseconds = innerMilliseconds;
      innerMilliseconds = 0;
      const start = performance.now();
      try {
        return kernelFunc(params);
      } finally {
        const milliseconds = performance.now() - start;
        const time = times.get(kernelName) ?? { kernel: kernelName, milliseconds: 0, calls: 0 };
        time.milliseconds += milliseconds - innerMilliseconds;
        time.calls++;
        times.set(kernelName, time);
        innerMilliseconds = outerMilliseconds + milliseconds;
      }
    };
  }
  return () => {
    const sorted = [...times.values()].sort((a, b) => b.milliseconds - a.milliseconds);
    times = new Map();
    return sorted;
  };
}
