import { actorSex } from '@aver/ravdess';
import { group } from 'd3-array';
import type { TopLevelSpec } from 'vega-lite';
import { corpusOf } from '../../compute/corpus-of.js';
import { learnedLabels } from '../../compute/learned-labels.js';
import { accuracyOf, type TrialResult } from '../../compute/trial-result.js';
import type { TableRow } from '../../tables/table-document.js';
import { fixed, optimizerLabel } from '../../tables/words.js';
import type { Block, Figure } from '../blocks/block.js';
import { comparisonFigure } from '../figures/comparison-figure.js';
import { confusionFigure } from '../figures/confusion-figure.js';
import { emotionFigure } from '../figures/emotion-figure.js';
import { learningCurveFigure } from '../figures/learning-curve-figure.js';
import { renderSvg } from '../figures/render-svg.js';
import { type SpeakerAccuracy, speakerFigure } from '../figures/speaker-figure.js';
import type { RunTable } from '../load-run.js';
import type { LabelledRow } from './row-labels.js';

/** Rows beside one another and beside the paper; nothing of none. */
export async function comparisonBlock(rows: LabelledRow[]): Promise<Block[]> {
  if (rows.length === 0) return [];
  const compared = rows.map(({ label, row }) => ({
    label,
    accuracy: row.accuracy,
    paper: row.paper?.accuracy,
  }));
  const units = new Set(rows.map(({ document }) => (document.setting.split === 'random' ? 'seeds' : 'folds')));
  const caption = [
    'Bars: mean accuracy; thin lines: its 95 % interval',
    ...(rows.some(({ row }) => row.accuracy.values.length > 1)
      ? [`broad ones: where one more run would lie; circles: the ${[...units].join(' or ')} one by one`]
      : []),
    ...(compared.some(({ paper }) => paper !== undefined) ? ['diamonds: the paper (its figure 9)'] : []),
  ];
  return [
    {
      kind: 'figures',
      title: 'Accuracy',
      figures: [
        {
          caption: `${caption.join('; ')}.`,
          alt: compared.map(({ label, accuracy }) => `${label} ${fixed(accuracy.mean)}`).join(', '),
          image: {
            svg: await renderSvg(comparisonFigure(compared, { width: 760 })),
            narrow: await renderSvg(comparisonFigure(compared, { width: 200 })),
          },
        },
      ],
    },
  ];
}

/** The figures of a table, row by row: confusions, emotions, speakers and learning curve beside one another. */
export function rowFigures({ document, results }: RunTable): Promise<Block[]> {
  const { emotions } = document.setting;
  return Promise.all(
    document.rows.map(async (row, i): Promise<Block> => {
      const losses = results[i].map(({ history }) => history.loss);
      return {
        kind: 'figures',
        title: `${row.row}, ${optimizerLabel(row)}`,
        figures: [
          await figure(
            confusionFigure(row.confusion.labels, row.confusion.counts),
            'Confusions (figure 8): counts over all trials, and per cent of the true emotion.',
            `confusion matrix of ${row.row}; most often right: ${easiest(row)}`,
          ),
          await figure(
            emotionFigure(row),
            `Recall by emotion${row.paper?.classes ? '; diamonds: the paper' : ''}.`,
            row.classes.map(({ name, recall }) => `${name} ${fixed(recall)}`).join(', '),
          ),
          await ofSpeakers(row, bySpeaker(results[i])),
          // What is no network has no epochs.
          ...(losses.some(({ length }) => length > 0) ? [await ofLosses(row, results[i], emotions.length)] : []),
        ],
      };
    }),
  );
}

function ofSpeakers(row: TableRow, speakers: SpeakerAccuracy[]): Promise<Figure> {
  const sorted = [...speakers].sort((a, b) => a.accuracy - b.accuracy);
  const [worst, best] = [sorted[0], sorted[sorted.length - 1]];
  return figure(
    speakerFigure(speakers),
    'Accuracy by speaker, over all trials; dashed: their mean.',
    `accuracy by speaker of ${row.row}: from ${fixed(worst.accuracy)} (${worst.speaker}) to ${fixed(best.accuracy)} (${best.speaker})`,
  );
}

function ofLosses(row: TableRow, trials: TrialResult[], classes: number): Promise<Figure> {
  const losses = trials.map(({ history }) => history.loss);
  const heldOut = trials.flatMap(({ history }) => (history.heldOut ? [history.heldOut] : []));
  const many = losses.length > 1 ? ': mean, and band from the smallest to the largest trial' : '';
  const tested = heldOut.length > 0 ? '; with points: of the test recordings, which decides nothing' : '';
  const ends = [
    `training loss of ${row.row}, at the end ${atTheEnd(losses)}`,
    ...(heldOut.length > 0
      ? [`of the test recordings ${atTheEnd(heldOut.map((one) => one.map(({ loss }) => loss)))}`]
      : []),
  ];
  return figure(
    learningCurveFigure(losses, classes, heldOut),
    `Training loss by epoch${many}${tested}; dashed: guessing.`,
    ends.join(', '),
  );
}

/** The mean of the last losses. */
function atTheEnd(losses: Array<Array<number | null>>): string {
  const last = losses.flatMap((loss) => loss[loss.length - 1] ?? []);
  return last.length > 0 ? fixed(last.reduce((sum, loss) => sum + loss, 0) / last.length) : 'no number';
}

/** The accuracy of each speaker's test recordings, over all trials. */
function bySpeaker(trials: TrialResult[]): SpeakerAccuracy[] {
  const { data } = trials[0].trial;
  const { parseName } = corpusOf(data.corpus, learnedLabels(data), data.labels);
  const predictions = trials.flatMap((trial) => trial.predictions);
  return [...group(predictions, ({ name }) => parseName(name).speaker)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([speaker, spoken]) => ({
      speaker: String(speaker),
      // The names of other corpora's recordings do not tell.
      sex: data.corpus === 'ravdess' ? actorSex(speaker as number) : undefined,
      accuracy: accuracyOf(spoken),
    }));
}

function easiest({ classes }: TableRow): string {
  return classes.reduce((most, one) => (one.recall > most.recall ? one : most)).name;
}

async function figure(spec: TopLevelSpec, caption: string, alt: string): Promise<Figure> {
  return { caption, alt, image: { svg: await renderSvg(spec) } };
}
