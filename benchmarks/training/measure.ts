// Measures one workload on one backend, in a process of its own since the wasm heap never shrinks, and prints JSON.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareBackend } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';
import { matMulSpeed, operationsPerSample } from './arithmetic.js';
import { type KernelTime, profileKernels } from './kernel-profile.js';
import { samples, trainSteps } from './train-steps.js';
import { workloads } from './workloads.js';

/** What one process measures. Times are in milliseconds, per image or per step as the workload says. */
export interface Measurement {
  reason: string;
  times: number[];
  /** Processor time of all threads, which other processes on the machine disturb less. */
  processorTime: number;
  /** Dense operations over median time, and the matrix product's speed in the same process. */
  gigaflops: number;
  matMulGigaflops: number;
  heapMegabytes?: number;
  residentMegabytes: number;
  newTensors: number;
  kernels: KernelTime[];
}

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'auto' },
    workload: { type: 'string', default: 'cnn2d-notebook' },
    loop: { type: 'string', default: 'trainModel' },
    steps: { type: 'string', default: '5' },
    batch: { type: 'string' },
    'tfjs-node': { type: 'string' },
  },
});

const workload = workloads[values.workload];
const batchSize = Number(values.batch ?? workload.batchSize);
const steps = Number(values.steps);
const isStock = values.loop === 'fit';
const reason = await startBackend(values.backend);

const model = workload.model();
const matMulGigaflops = matMulSpeed();
const run = isStock ? fit(workload.stockOptimizer()) : trainSteps(workload, model, batchSize);
if (values.backend !== 'cpu') await run(3); // Plain JavaScript has no heap to grow and takes seconds per picture.
const tensors = tf.memory().numTensors;
const processorBefore = process.cpuUsage();
const milliseconds = await run(steps);
const processor = process.cpuUsage(processorBefore);
const newTensors = tf.memory().numTensors - tensors;

const perStep = workload.per === 'image' ? batchSize : 1;
const median = [...milliseconds].sort((a, b) => a - b)[Math.floor(steps / 2)];
const { wasm } = tf.backend() as unknown as { wasm?: { HEAPU8: Uint8Array } };
const measurement: Measurement = {
  reason,
  times: milliseconds.map((time) => time / perStep),
  processorTime: (processor.user + processor.system) / 1000 / steps / perStep,
  gigaflops: (operationsPerSample(model) * batchSize) / median / 1e6,
  matMulGigaflops,
  heapMegabytes: wasm && wasm.HEAPU8.length / 2 ** 20,
  residentMegabytes: process.resourceUsage().maxRSS / 1024,
  newTensors,
  kernels: values.backend === 'cpu' ? [] : await kernelTimes(),
};
console.log(JSON.stringify(measurement));

/** Ours with its kernels; for model.fit what TensorFlow.js brings, and ours where it could not train without. */
async function startBackend(name: string): Promise<string> {
  const loadNode = async () => {
    // The copy of the bench app, or one that was built elsewhere: this folder depends on none.
    const from = values['tfjs-node'] ?? new URL('../../apps/bench/package.json', import.meta.url);
    return import(pathToFileURL(createRequire(from).resolve('@tensorflow/tfjs-node')).href);
  };
  if (isStock && name === 'node') {
    await loadNode();
    await tf.setBackend('tensorflow');
    return 'node, libtensorflow, stock kernels';
  }
  return (await prepareBackend(name as 'auto', { loadNode })).reason;
}

/** The same by model.fit. */
function fit(optimizer: tf.Optimizer): (count: number) => Promise<number[]> {
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  return async (count) => {
    const { x, y } = samples(workload, count * batchSize);
    const [inputs, labels] = [tf.tensor(x.data, x.shape), tf.tensor(y.data, y.shape)];
    const ends = [performance.now()];
    const callbacks = { onBatchEnd: async () => void ends.push(performance.now()) };
    await model.fit(inputs, labels, { batchSize, epochs: 1, verbose: 0, callbacks });
    tf.dispose([inputs, labels]);
    return ends.slice(1).map((end, i) => end - ends[i]);
  };
}

/** Milliseconds of each kernel, per image or per step like the times. */
async function kernelTimes(): Promise<KernelTime[]> {
  const profile = profileKernels(tf.getBackend());
  const profiled = Math.min(steps, 2);
  await run(profiled);
  return profile().map(({ kernel, milliseconds, calls }) => ({
    kernel,
    milliseconds: milliseconds / profiled / perStep,
    calls: calls / profiled,
  }));
}
