// node sweep.js [DATA]
// Learning rates of an MLP on 180 features, three seeds each. Stop it at any time: the next run goes on from there.
import { createProgress, sweep } from '@aver/bench';
import { accuracy, meanInterval } from '@aver/metrics';

const rates = [0.0001, 0.001, 0.01];
const seeds = [0, 1, 2];
const trials = rates.flatMap((learningRate) =>
  seeds.map((seed) => ({
    split: { kind: 'random', seed, testFraction: 0.25 },
    input: { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] },
    inputScale: 1,
    model: { kind: 'mlp', hiddenUnits: 300, classes: 4 },
    optimizer: { name: 'adam', form: 'sklearn', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    training: { batchSize: 256, epochs: 100, l2: 0.01 },
    seed,
  })),
);
const results = await sweep(trials, {
  data: process.argv[2] ?? 'synthetic',
  out: 'results',
  progress: createProgress(),
});

for (const [i, rate] of rates.entries()) {
  const shares = results.slice(i * seeds.length, (i + 1) * seeds.length).map(({ predictions }) =>
    accuracy(
      predictions.map(({ yTrue }) => yTrue),
      predictions.map(({ yPred }) => yPred),
    ),
  );
  const { mean, low, high } = meanInterval(shares);
  console.log(`learning rate ${rate}: accuracy ${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`);
}
