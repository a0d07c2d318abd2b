// Written by scripts/convert-speech-embedding.py. Apache-2.0, Google: see NOTICE.
/** Of each filter of the first convolution, what its activation is at least. */
export const firstFloors: readonly number[] = [
  -0.32495674, -0.0034808223, 3.1365175, 1.3215542, -0.0422625, -0.16675171, -0.4, 0.4327497, -0.115059994,
  -0.005421435, 0.09417526, -0.15832058, -0.13535729, 0.30198082, -0.28491104, -0.38836983, -0.07265446, 0.13342817,
  -0.013326168, 1.8732123, 2.206341, 1.2409695, 0.3473828, 2.229598,
];
