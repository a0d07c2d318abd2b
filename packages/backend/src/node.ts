/**
 * Models on disk.
 *
 * @module @aver/backend/node
 */

export { loadModel } from './load-model.js';
export { saveModel } from './save-model.js';
