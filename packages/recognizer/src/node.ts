/**
 * Model folders on a disk.
 *
 * @module @aver/recognizer/node
 */

export {
  createRecognizerPool,
  type RecognizerPool,
  type RecognizerPoolOptions,
} from './node/create-recognizer-pool.js';
export { decodeFile } from './node/decode-file.js';
export { type FileRecognizer, loadRecognizer } from './node/load-recognizer.js';
export { type SaveRecognizerOptions, saveRecognizer } from './node/save-recognizer.js';
