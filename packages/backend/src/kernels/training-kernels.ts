/**
 * The kernels of this package's own, by their names in TensorFlow.js's registry, each with what it is told. @aver/models
 * and @aver/optim run those that the backend in use has, and take these types: what follows is said nowhere else.
 *
 * **AverFusedConv2DMaxPool, AverFusedConv2DMaxPoolGrad**: a convolution, its bias, relu and max-pool in one, and its
 * gradient. The gradient of relu is 0 at 0, and of equal maxima in a window the first, row by row, is the winner: the same
 * as conv2d -> add -> relu -> maxPool, and as the same with relu last.
 *
 * | inputs of the first | |
 * |---|---|
 * | x | float32 (n, height, width, inChannels) |
 * | filter | float32 (filterHeight, filterWidth, inChannels, outChannels) |
 * | bias | float32 (outChannels); may be left out |
 *
 * Outputs: y, float32 (n, pooledHeight, pooledWidth, outChannels), and one tensor more, in which the backend remembers
 * what it likes for its gradient: nobody else reads it. Inputs of the gradient: dy (the gradient of y), and x, filter, y
 * and the remembered tensor (`memory`) of the forward kernel. Outputs: the gradients of filter and bias (also where there
 * was none), and, if `inputGradient`, that of x.
 *
 * **AverBatchNorm, AverBatchNormGrad**: a batch normalisation as in training and the relu behind it, if `relu`:
 * y = (x - mean) gamma / sqrt(variance + epsilon) + beta, mean and variance of x over all axes but the last. Inputs: x,
 * float32 (..., channels); gamma and beta, (channels). Outputs: y; mean and variance, which is divided by the number of
 * values, (channels). Inputs of the gradient: dy (the gradient of y), x, gamma, beta, and mean and variance of the
 * forward kernel. Outputs: the gradients of x, gamma and beta.
 *
 * **AverSeededDropout**: x times a mask, whose values are `scale` or 0 as a hash of two keys and the position decides, bit
 * for bit as the layer SeededDropout of @aver/models makes it. It is its own gradient: told the same, it masks dy.
 *
 * **AverSwish, AverSwishGrad**: x / (1 + exp(-x)), and its gradient: inputs x and dy (the gradient of what the first made).
 *
 * **AverSgdUpdate, AverRootUpdate, AverAdamUpdate**: an optimizer's step over all variables in one pass. Inputs: one list,
 * all weights, then all gradients, all first slots, all second slots. Outputs, in the same order: all new weights, all new
 * first slots, all new second slots.
 *
 * **AverThreeTapConv2D**: a convolution with three taps along one axis, its bias, and max(value, alpha value, floor).
 * Inputs: x, float32 (n, height, width, inChannels), inChannels a multiple of 4; filter, (3, 1, inChannels, outChannels),
 * along the height, padded by a zero at both ends, or (1, 3, inChannels, outChannels), along the width, not padded;
 * outChannels a multiple of 8; bias and floor, (outChannels). It has no gradient.
 *
 * **AverGlobalNorm**: the Euclidean norm of all values of several tensors together, as a scalar.
 */
export interface TrainingKernels {
  AverAdamUpdate: AdamUpdateAttributes;
  AverBatchNorm: BatchNormAttributes;
  AverBatchNormGrad: BatchNormAttributes;
  AverFusedConv2DMaxPool: FusedConv2DMaxPoolAttributes;
  AverFusedConv2DMaxPoolGrad: FusedConv2DMaxPoolGradAttributes;
  AverGlobalNorm: Record<string, never>;
  AverRootUpdate: RootUpdateAttributes;
  AverSeededDropout: SeededDropoutAttributes;
  AverSgdUpdate: SgdUpdateAttributes;
  AverSwish: Record<string, never>;
  AverSwishGrad: Record<string, never>;
  AverThreeTapConv2D: ThreeTapConv2DAttributes;
}

/** What a batch normalisation is told. */
export interface BatchNormAttributes {
  /** Added to the variance. */
  epsilon: number;
  relu: boolean;
}

/** What a fused convolution is told; sizes are [height, width]. */
export interface FusedConv2DMaxPoolAttributes {
  strides: [number, number];
  pad: 'same' | 'valid';
  relu: boolean;
  /** Of the pool's windows, at most 65,536 values; [1, 1] with poolStrides [1, 1] is no pool. */
  poolSize: [number, number];
  poolStrides: [number, number];
  poolPad: 'same' | 'valid';
  /** A dropout behind relu, without which it is not taken, and whether in front of the pool; on wasm only. */
  dropout?: SeededDropoutAttributes & { beforePool: boolean };
}

/** What its gradient is told: a network's first convolution needs no gradient of its input. */
export interface FusedConv2DMaxPoolGradAttributes extends FusedConv2DMaxPoolAttributes {
  inputGradient: boolean;
}

/** What a convolution with three taps is told. */
export interface ThreeTapConv2DAttributes {
  /** From 0 to 1: what is below 0 is multiplied with it. */
  alpha: number;
}

/** What decides a mask of dropout. */
export interface SeededDropoutAttributes {
  /** What is kept is multiplied with it. */
  scale: number;
  /** Kept where the hash, a signed 32-bit integer, is not below. */
  threshold: number;
  key1: number;
  key2: number;
}

/** What all updates are told. */
export interface UpdateAttributes {
  /** How many variables are updated. */
  variables: number;
  /** All gradients together are scaled down to this norm where theirs is larger. */
  clipNorm?: number;
}

/** weights - rate g. */
export interface SgdUpdateAttributes extends UpdateAttributes {
  rate: number;
}

/** v = keep v + add g^2; weights - rate g / sqrt(v + epsilon): RMSProp, and with 1 for both factors AdaGrad. */
export interface RootUpdateAttributes extends UpdateAttributes {
  rate: number;
  keep: number;
  add: number;
  epsilon: number;
}

/** m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; weights - rate m / (sqrt(v + inner) + outer). */
export interface AdamUpdateAttributes extends UpdateAttributes {
  rate: number;
  beta1: number;
  beta2: number;
  /** Added under the root. */
  inner: number;
  /** Added to the root. */
  outer: number;
}
