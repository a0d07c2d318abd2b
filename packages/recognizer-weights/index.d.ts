/** A model's folder as one module: what its files hold. */
declare const weights: {
  /** The card, `aver.json`: what the model is given, what its outputs mean, how it was trained. */
  readonly card: { readonly labels: readonly string[]; readonly [field: string]: unknown };
  /** TensorFlow.js's `model.json`, whose only file of weights is `weights.bin`. */
  readonly model: { readonly [field: string]: unknown };
  /** The bytes of `weights.bin` in base64. */
  readonly weights: string;
};
export default weights;
