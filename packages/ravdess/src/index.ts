/**
 * Names, recordings, WAV files and splits, for Node and browsers.
 *
 * @module @aver/ravdess
 */

export { actorSex } from './actor-sex.js';
export { type CorpusName, corpora } from './corpora/corpora.js';
export {
  type Corpus,
  type CorpusEmotion,
  type CorpusFields,
  corpusEmotions,
  isCorpusEmotion,
} from './corpora/corpus.js';
export { type FolderCorpusOptions, type FolderFields, folderCorpus } from './corpora/folder-corpus.js';
export { type Emotion, emotions, paperEmotions } from './emotions.js';
export type { FilenameField } from './naming/filename-codes.js';
export { formatFilename } from './naming/format-filename.js';
export { parseFilename } from './naming/parse-filename.js';
export type { RecordingFields } from './naming/recording-fields.js';
export { type SafeParseResult, safeParseFilename } from './naming/safe-parse-filename.js';
export { takeOf } from './naming/take-of.js';
export { paperSentences } from './paper-sentences.js';
export { polarity } from './polarity.js';
export { RavdessError, type RavdessErrorCode, type RavdessErrorDetails } from './ravdess-error.js';
export { ravdessNotice } from './ravdess-notice.js';
export { type AheadReading, readAhead } from './read-ahead.js';
export type { Recording } from './recording.js';
export { type NestedFold, nestedFolds } from './splits/nested-folds.js';
export { requireDisjoint } from './splits/require-disjoint.js';
export { sharedItems } from './splits/shared-items.js';
export { type Split, type SplitRandomOptions, splitRandom } from './splits/split-random.js';
export { type SpeakerFold, type SplitSpeakersOptions, splitSpeakers } from './splits/split-speakers.js';
export { type SplitStatementsOptions, type StatementFold, splitStatements } from './splits/split-statements.js';
export { statements } from './statements.js';
export { readAudio, type WavAudio } from './wav/read-audio.js';
export type { WavEncoding } from './wav/read-wav-format.js';
export { type Sound, soundProblem } from './wav/sound-problem.js';
