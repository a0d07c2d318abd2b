import type { Attributes } from './operations.js';

/** What TensorFlow's operations of max-pooling with places take; sizes are [height, width]. */
export function poolAttributes(size: readonly number[], strides: readonly number[], pad: 'same' | 'valid'): Attributes {
  return {
    Targmax: { type: 'TF_INT64' },
    ksize: [1, ...size, 1],
    strides: [1, ...strides, 1],
    padding: pad.toUpperCase(),
    include_batch_in_index: true,
  };
}
