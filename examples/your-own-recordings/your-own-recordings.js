// npm start -- FOLDER, with FOLDER/LABEL/SPEAKER_anything.wav
// How well can a small network tell your labels on speakers whom it has not heard? Each speaker is left out once.
import { prepareBackend } from '@aver/backend';
import { balancedAccuracy, crossValidate, rocAuc } from '@aver/metrics';
import { mlp, predictProbabilities, trainModel } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import { folderCorpus } from '@aver/ravdess';
import { folderLabels, listRecordings } from '@aver/ravdess/node';
import { featureVector } from '@aver/spectrogram';

const adam = { name: 'adam', form: 'keras', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const folder = process.argv[2];
if (!folder) {
  console.error('usage: npm start -- FOLDER');
  process.exit(2);
}
console.log((await prepareBackend()).reason);
const labels = await folderLabels(folder);
const { recordings, leftOut, close } = await listRecordings(folder, { corpus: folderCorpus({ labels }) });
const features = [];
for (const recording of recordings) {
  const { samples, sampleRate } = await recording.read();
  features.push(featureVector(samples, sampleRate, { tuning: 0 }).values);
}
await close();
console.log(`${recordings.length} recordings of ${labels.join(', ')}; ${leftOut.length} left out`);

const truth = recordings.map(({ fields }) => fields.emotion);
const width = features[0].length;
const folds = await crossValidate({
  groups: recordings.map(({ fields }) => fields.speaker),
  async fit(train) {
    const scale = standardisation(train);
    const model = mlp({ inputLength: width, hiddenUnits: 32, classes: labels.length, seed: 1 });
    const y = train.flatMap((i) => labels.map((label) => Number(label === truth[i])));
    await trainModel(model, {
      x: scale(train),
      y: { data: Float32Array.from(y), shape: [train.length, labels.length] },
      optimizer: createOptimizer(adam),
      classWeights: 'balanced',
      batchSize: 16,
      epochs: 40,
      seed: 1,
    });
    return { model, scale };
  },
  async score({ model, scale }, test) {
    const probabilities = await predictProbabilities(model, scale(test));
    model.dispose();
    const yTrue = test.map((i) => truth[i]);
    const yPred = test.map((_, row) => {
      const own = probabilities.data.subarray(row * labels.length, (row + 1) * labels.length);
      return labels[own.indexOf(Math.max(...own))];
    });
    return { recall: balancedAccuracy(yTrue, yPred), area: rocAuc(yTrue, probabilities, { labels }) };
  },
});
for (const { groups, score } of folds) {
  console.log(`${groups.join(', ')}: mean recall ${score.recall.toFixed(2)}, ROC AUC ${score.area.toFixed(2)}`);
}
console.log(`on unheard speakers: mean recall ${average(folds.map(({ score }) => score.recall)).toFixed(2)}`);

/** Scales features by mean and deviation of the recordings to train on; what is tested must not decide them. */
function standardisation(train) {
  const means = Array.from({ length: width }, (_, k) => average(train.map((i) => features[i][k])));
  const deviations = means.map((mean, k) => Math.sqrt(average(train.map((i) => (features[i][k] - mean) ** 2))) || 1);
  return (rows) => ({
    data: Float32Array.from(rows.flatMap((i) => means.map((mean, k) => (features[i][k] - mean) / deviations[k]))),
    shape: [rows.length, width],
  });
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
