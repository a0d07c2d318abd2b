export { BackendError, type BackendErrorCode, type BackendErrorOptions } from './backend-error.js';
export {
  type BackendName,
  type PrepareBackendOptions,
  type PreparedBackend,
  prepareBackend,
} from './prepare-backend.js';
export { registerTrainingKernels } from './register-training-kernels.js';
