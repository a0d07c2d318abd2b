/**
 * Classification metrics, intervals, tests of difference, and the audit of published reports.
 *
 * @module @aver/metrics
 */

export {
  type AuditReportOptions,
  auditReport,
  type Misprint,
  type ReportAudit,
} from './audit/audit-report.js';
export type { Contradiction } from './audit/contradictions.js';
export { type PaperTable, paperTables } from './audit/paper-tables.js';
export type { PublishedClass, PublishedReport, PublishedScores } from './audit/published-report.js';
export type { ZeroDivision } from './audit/row-counts.js';
export { accuracy } from './classification/accuracy.js';
export { balancedAccuracy } from './classification/balanced-accuracy.js';
export {
  type ClassificationReport,
  type ClassificationReportOptions,
  classificationReport,
} from './classification/classification-report.js';
export { cohenKappa } from './classification/cohen-kappa.js';
export {
  type ConfusionMatrix,
  type ConfusionMatrixOptions,
  confusionMatrix,
} from './classification/confusion-matrix.js';
export { type FormatReportOptions, formatReport } from './classification/format-report.js';
export type { Label } from './classification/labels.js';
export { matthewsCorrelation } from './classification/matthews-correlation.js';
export { pairsFromConfusionMatrix } from './classification/pairs-from-confusion-matrix.js';
export {
  type ClassScores,
  type PrecisionRecallF1,
  type PrecisionRecallF1Options,
  precisionRecallF1,
  type Scores,
} from './classification/precision-recall-f1.js';
export {
  type CorrectedResampledTTest,
  type CorrectedResampledTTestOptions,
  correctedResampledTTest,
} from './differences/corrected-resampled-t-test.js';
export { type McnemarTest, type McnemarTestOptions, mcnemarTest } from './differences/mcnemar-test.js';
export {
  type PairedPermutationTest,
  type PairedPermutationTestOptions,
  pairedPermutationTest,
} from './differences/paired-permutation-test.js';
export {
  type BootstrapInterval,
  type BootstrapIntervalOptions,
  bootstrapInterval,
} from './intervals/bootstrap-interval.js';
export type { Interval } from './intervals/interval.js';
export { type MeanInterval, type MeanIntervalOptions, meanInterval } from './intervals/mean-interval.js';
export { predictionInterval } from './intervals/prediction-interval.js';
export { type WilsonIntervalOptions, wilsonInterval } from './intervals/wilson-interval.js';
export {
  type ExpectedCalibrationErrorOptions,
  expectedCalibrationError,
} from './probabilities/expected-calibration-error.js';
export { type LogLossOptions, logLoss } from './probabilities/log-loss.js';
export { type RocAucOptions, rocAuc } from './probabilities/roc-auc.js';
export { type RocCurve, type RocCurveOptions, rocCurve } from './probabilities/roc-curve.js';
export type { ScoreMatrix } from './probabilities/score-matrix.js';
export { type TopKAccuracyOptions, topKAccuracy } from './probabilities/top-k-accuracy.js';
export { type CrossValidateOptions, crossValidate, type FoldScore } from './validation/cross-validate.js';
