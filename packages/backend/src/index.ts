/**
 * Picks and prepares a TensorFlow.js backend, and gives it the kernels that training needs.
 *
 * @module @aver/backend
 */

export { BackendError, type BackendErrorCode, type BackendErrorOptions } from './backend-error.js';
export type {
  AdamUpdateAttributes,
  BatchNormAttributes,
  FusedConv2DMaxPoolAttributes,
  FusedConv2DMaxPoolGradAttributes,
  RootUpdateAttributes,
  SeededDropoutAttributes,
  SgdUpdateAttributes,
  TrainingKernels,
  UpdateAttributes,
} from './kernels/training-kernels.js';
export type { ModelFolder } from './model-folder/model-folder.js';
export { readModel } from './model-folder/read-model.js';
export {
  type BackendName,
  type PrepareBackendOptions,
  type PreparedBackend,
  prepareBackend,
} from './prepare-backend.js';
export { registerTrainingKernels } from './register-training-kernels.js';
