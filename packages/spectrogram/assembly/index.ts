// The loops that take the time of features, in WebAssembly with SIMD. AssemblyScript; scripts/build-kernel.ts compiles it.
//
// Transforms work on two frames of a spectrogram at once: lane 0 of every v128 is one frame, lane 1 the next. All other
// loops take four columns of a matrix, or four values, or four outputs of a filter, at once. Each does the operations of its plain twin in src/ in the
// same order, so that both give the same bits.
//
// Memory belongs to the caller, who says where everything lies; 64 bytes behind each place may be read or, before the
// caller's next step, overwritten. A complex number of two frames takes 32 bytes: re, re, im, im.

export { autocorrelations } from './autocorrelation';
export { areWithin, largest } from './checks';
export { decibels } from './decibels';
export { extremes } from './extremes';
export { filtered } from './filtered';
export { interpolated } from './interpolated';
export { inverse } from './inverse';
export { masked } from './masked';
export { medians } from './medians';
export { transform } from './transform';
export { weightedRows } from './weighted-rows';
