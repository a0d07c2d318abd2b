import { balancedAccuracy, confusionMatrix, type Interval, meanInterval, wilsonInterval } from '@aver/metrics';
import { actorSex } from '@aver/ravdess';
import { group } from 'd3-array';
import { corpusOf } from '../compute/corpus-of.js';
import { learnedLabels } from '../compute/learned-labels.js';
import { accuracyOf, type Prediction, type TrialResult } from '../compute/trial-result.js';

/** A share of recordings told right, with its 95 % interval. */
export interface Measured {
  mean: number;
  low: number;
  high: number;
  /** Tested recordings. */
  recordings: number;
}

/** How well models of a recipe understand speakers that they have never heard. */
export interface SpeakerEvaluation {
  split: 'speakers';
  folds: number;
  recordings: number;
  /** Over the folds. */
  accuracy: Measured;
  /** The mean of the emotions' recalls, over the folds. */
  unweightedRecall: Measured;
  /** Recall by emotion, over the speakers. */
  emotions: Array<{ name: string; recall: Measured }>;
  /** Accuracy by sex, over its speakers; empty where the corpus does not tell. */
  sexes: Array<{ name: 'female' | 'male'; accuracy: Measured }>;
  /** Accuracy by speaker, over the recordings. */
  speakers: Array<{ name: number | string; accuracy: Measured }>;
  /** Counts: rows true, columns answered. */
  confusion: { labels: string[]; counts: number[][] };
  /** What the intervals are. */
  intervals: string;
}

/**
 * Sums up the folds of one seed: each recording was tested once, by a model that never heard its speaker.
 *
 * @param results One for each fold of the speakers, at least two.
 */
export function speakerEvaluation(results: TrialResult[]): SpeakerEvaluation {
  const { data } = results[0].trial;
  const { corpus, emotions } = data;
  const predictions = results.flatMap((result) => result.predictions);
  const { parseName } = corpusOf(corpus, learnedLabels(data), data.labels);
  const speakerOf = ({ name }: Prediction) => parseName(name).speaker;
  const folds = results.map((result) => result.predictions);
  const speakers = group(predictions, speakerOf);
  const sexes = ['female', 'male'] as const;
  const labels = [...emotions, ...(predictions.some(({ yPred }) => yPred === 'other') ? ['other'] : [])];
  return {
    split: 'speakers',
    folds: folds.length,
    recordings: predictions.length,
    accuracy: over(folds, accuracyOf),
    unweightedRecall: over(folds, unweightedRecall),
    emotions: emotions.map((name) => {
      const shown = [...speakers.values()].map((spoken) => spoken.filter(({ yTrue }) => yTrue === name));
      return { name, recall: over(shown, accuracyOf) };
    }),
    sexes: sexes.flatMap((name) => {
      const ofSex = ([speaker]: [number | string, Prediction[]]) => actorSex(speaker as number) === name;
      const spoken = corpus === 'ravdess' ? [...speakers].filter(ofSex).map(([, one]) => one) : [];
      return spoken.length > 0 ? [{ name, accuracy: over(spoken, accuracyOf) }] : [];
    }),
    speakers: [...speakers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, spoken]) => ({ name, accuracy: over([spoken], accuracyOf) })),
    confusion: {
      labels,
      counts: confusionMatrix(
        predictions.map(({ yTrue }) => yTrue),
        predictions.map(({ yPred }) => yPred),
        { labels },
      ).matrix,
    },
    intervals:
      '95 %: Student t over the folds (accuracy and unweighted recall) or over the speakers (emotions and sexes), ' +
      'Wilson over the recordings of a speaker',
  };
}

/** The mean over groups with Student's interval; of one group alone, Wilson's over its recordings. */
function over(groups: Prediction[][], score: (group: Prediction[]) => number): Measured {
  const filled = groups.filter((group) => group.length > 0);
  const recordings = filled.reduce((sum, group) => sum + group.length, 0);
  const mean = filled.reduce((sum, group) => sum + score(group), 0) / filled.length;
  const { low, high }: Interval =
    filled.length > 1 ? meanInterval(filled.map(score)) : wilsonInterval(Math.round(mean * recordings), recordings);
  return { mean, low: Math.max(0, low), high: Math.min(1, high), recordings };
}

function unweightedRecall(predictions: Prediction[]): number {
  return balancedAccuracy(
    predictions.map(({ yTrue }) => yTrue),
    predictions.map(({ yPred }) => yPred),
  );
}
