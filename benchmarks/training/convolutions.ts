// The speed of convolutions of usual shapes, forward and backward, beside the limit of the core: see README.md.
import { parseArgs } from 'node:util';
import { prepareBackend } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';
import { coreSpeed } from './core-limit.js';

const { values } = parseArgs({
  options: { backend: { type: 'string', default: 'wasm' }, repetitions: { type: 'string', default: '9' } },
});
const backend = values.backend as 'wasm' | 'wasm-relaxed';
const speed = await coreSpeed(backend);
await prepareBackend(backend);
console.log(
  `${backend}: dense arithmetic as a share of what the core does in registers, in turn; medians of ${values.repetitions}`,
);
console.log('filter  channels      pixels  batch   forward  by filter  by input');

for (const [size, inChannels, outChannels, side, batch] of [
  [3, 8, 16, 64, 16],
  [3, 16, 32, 32, 32],
  [3, 32, 32, 32, 32],
  [3, 32, 64, 16, 32],
  [3, 64, 64, 16, 32],
  [3, 64, 128, 16, 32],
  [3, 128, 128, 8, 64],
  [1, 32, 32, 32, 32],
  [1, 32, 64, 16, 64],
  [1, 64, 128, 8, 64],
  [1, 128, 32, 16, 32],
  [5, 16, 32, 32, 32],
  [5, 64, 64, 16, 32],
]) {
  const x = tf.randomUniform([batch, side, side, inChannels], -1, 1, 'float32', 1);
  const filter = tf.randomUniform([size, size, inChannels, outChannels], -1, 1, 'float32', 2);
  const bias = tf.zeros([outChannels]);
  const attrs = { strides: [1, 1], pad: 'same', relu: false, poolSize: [1, 1], poolStrides: [1, 1], poolPad: 'valid' };
  const run = (name: string, inputs: object, more: object = {}) =>
    tf
      .engine()
      .runKernel(name, inputs as tf.NamedTensorMap, { ...attrs, ...more } as unknown as tf.NamedAttrMap) as tf.Tensor[];
  const dy = tf.randomUniform([batch, side, side, outChannels], -1, 1, 'float32', 3);
  const [y, memory] = run('AverFusedConv2DMaxPool', { x, filter, bias });
  const backward = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };
  const works = [
    () => run('AverFusedConv2DMaxPool', { x, filter, bias }),
    () => run('AverFusedConv2DMaxPoolGrad', { dy, x, filter, y, memory }, { inputGradient: false }),
    () => [run('Conv2DBackpropInput', { dy, filter }, { ...backward, inputShape: x.shape }) as unknown as tf.Tensor],
  ];
  const operations = 2 * batch * side ** 2 * size ** 2 * inChannels * outChannels;
  const shares = works.map((work) => `${(100 * shareOf(work, operations)).toFixed(0)} %`.padStart(9));
  const name = `${size} x ${size} ${`${inChannels} > ${outChannels}`.padStart(11)} ${`${side} x ${side}`.padStart(11)}`;
  console.log(`${name} ${String(batch).padStart(6)} ${shares.join('')}`);
  tf.dispose([x, filter, bias, dy, y, memory]);
}

/** Median of the share, each time beside the core's own speed then: it changes from one second to the next. */
function shareOf(work: () => tf.Tensor[], operations: number): number {
  tf.dispose(work());
  const shares = Array.from({ length: Number(values.repetitions) }, () => {
    const before = speed();
    const start = performance.now();
    tf.dispose(work());
    const milliseconds = performance.now() - start;
    return operations / milliseconds / 1e6 / ((before + speed()) / 2);
  });
  return shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)];
}
