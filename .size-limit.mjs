// What each entry weighs for a page or a program that bundles it, minified and gzipped. TensorFlow.js and the recognizer's
// weights are peers; its decoders are loaded when a file comes that needs one, and the speech embedding with a model that does.
// Counted, though a page loads it only where it is asked for by name: the module of wasm-relaxed.
const entry = (name, path, limit, more = {}) => ({
  name,
  path: `packages/${path}`,
  limit,
  gzip: true,
  ignore: [
    '@tensorflow/*',
    '@aver/recognizer-weights',
    '@wasm-audio-decoders/*',
    'mpg123-decoder',
    'ogg-opus-decoder',
    '@aver/models/speech-embedding',
  ],
  ...more,
});
const forNode = { modifyEsbuildConfig: (config) => ({ ...config, platform: 'node' }) };

export default [
  entry('@aver/spectrogram: mfcc alone', 'spectrogram/dist/index.js', '16 kB', { import: '{ mfcc }' }),
  entry('@aver/spectrogram', 'spectrogram/dist/index.js', '50 kB'),
  entry('@aver/ravdess: parseFilename alone', 'ravdess/dist/index.js', '3 kB', { import: '{ parseFilename }' }),
  entry('@aver/ravdess', 'ravdess/dist/index.js', '15 kB'),
  entry('@aver/ravdess/node', 'ravdess/dist/node.js', '200 kB', forNode),
  entry('@aver/ravdess/synthetic', 'ravdess/dist/synthetic.js', '10 kB'),
  entry('@aver/metrics: classificationReport', 'metrics/dist/index.js', '3 kB', { import: '{ classificationReport }' }),
  entry('@aver/metrics', 'metrics/dist/index.js', '17 kB'),
  entry('@aver/models', 'models/dist/index.js', '13 kB'),
  entry('@aver/models/speech-embedding', 'models/dist/speech-embedding.js', '1.05 MB'),
  entry('@aver/optim', 'optim/dist/index.js', '6 kB'),
  // With the module for relaxed SIMD, 10 kB, which is loaded where its backend is asked for: they have grown so long that gzip
  // no longer sees that the two modules are alike.
  entry('@aver/backend', 'backend/dist/index.js', '48 kB'),
  entry('@aver/backend/node', 'backend/dist/node.js', '6 kB', forNode),
  // Much of them is @aver/backend, whose prepareBackend a page would else call by itself.
  entry('@aver/recognizer: createRecognizer alone', 'recognizer/dist/index.js', '45 kB', {
    import: '{ createRecognizer }',
  }),
  entry('@aver/recognizer: loadRecognizer alone', 'recognizer/dist/index.js', '89 kB', {
    import: '{ loadRecognizer }',
  }),
  entry('@aver/recognizer', 'recognizer/dist/index.js', '91 kB'),
  entry('@aver/recognizer/node', 'recognizer/dist/node.js', '96 kB', forNode),
  entry('@aver/recognizer-weights', 'recognizer-weights/index.js', '2 MB'),
];
