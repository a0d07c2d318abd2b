import { expect, test } from 'vitest';
import * as metrics from '../src/index.js';

test('the entry exports exactly these names', () => {
  expect(Object.keys(metrics).sort()).toEqual([
    'accuracy',
    'auditReport',
    'balancedAccuracy',
    'bootstrapInterval',
    'classificationReport',
    'cohenKappa',
    'confusionMatrix',
    'correctedResampledTTest',
    'crossValidate',
    'expectedCalibrationError',
    'formatReport',
    'logLoss',
    'matthewsCorrelation',
    'mcnemarTest',
    'meanInterval',
    'pairedPermutationTest',
    'pairsFromConfusionMatrix',
    'paperTables',
    'precisionRecallF1',
    'predictionInterval',
    'rocAuc',
    'rocCurve',
    'topKAccuracy',
    'wilsonInterval',
  ]);
});
