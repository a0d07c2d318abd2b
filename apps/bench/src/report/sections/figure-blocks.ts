import { actorSex } from '@aver/ravdess';
import { group } from 'd3-array';
import type { TopLevelSpec } from 'vega-lite';
import { corpusOf } from '../../compute/corpus-of.js';
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

/** The figures of a table: the rows compared, then for each row confusions, emotions, speakers and learning curve. */
export async function figureBlocks({ document, results }: RunTable): Promise<Block[]> {
  const { rows } = document;
  const { emotions } = document.setting;
  if (rows.length === 0) return [];
  const folds = document.setting.split === 'random' ? 'seeds' : 'folds';
  const comparison = await figure(
    comparisonFigure(rows),
    `Bars: our mean accuracy; lines: its 95 % interval; circles: the ${folds} one by one; diamonds: the paper (its figure 9).`,
    rows.map(({ row, accuracy }) => `${row} ${fixed(accuracy.mean)}`).join(', '),
  );
  const each = async (
    title: string,
    draw: (row: TableRow, trials: TrialResult[]) => Promise<Figure>,
    shown: (trials: TrialResult[]) => boolean = () => true,
  ): Promise<Extract<Block, { kind: 'figures' }>> => ({
    kind: 'figures',
    title,
    figures: await Promise.all(rows.flatMap((row, i) => (shown(results[i]) ? [draw(row, results[i])] : []))),
  });
  return [
    { kind: 'figures' as const, title: 'Accuracy, all rows', figures: [comparison] },
    await each(
      'Confusions: true emotions down, predicted across; counts over all trials, and per cent of the true (figure 8)',
      (row) =>
        figure(
          confusionFigure(row.confusion.labels, row.confusion.counts),
          label(row),
          `confusion matrix of ${row.row}; most often right: ${easiest(row)}`,
        ),
    ),
    await each('Recall by emotion; diamonds: the paper', (row) =>
      figure(
        emotionFigure(row),
        label(row),
        row.classes.map(({ name, recall }) => `${name} ${fixed(recall)}`).join(', '),
      ),
    ),
    await each('Accuracy by speaker, over all trials; dashed: their mean', (row, trials) => {
      const speakers = bySpeaker(trials);
      const sorted = [...speakers].sort((a, b) => a.accuracy - b.accuracy);
      const [worst, best] = [sorted[0], sorted[sorted.length - 1]];
      return figure(
        speakerFigure(speakers),
        label(row),
        `accuracy by speaker of ${row.row}: from ${fixed(worst.accuracy)} (${worst.speaker}) to ${fixed(best.accuracy)} (${best.speaker})`,
      );
    }),
    await each(
      'Training loss by epoch: mean, and band from the smallest to the largest trial; dashed: guessing',
      (row, trials) => {
        const losses = trials.map(({ history }) => history.loss);
        const last = losses.flatMap((loss) => loss[loss.length - 1] ?? []);
        const end = last.length > 0 ? fixed(last.reduce((sum, loss) => sum + loss, 0) / last.length) : 'no number';
        return figure(
          learningCurveFigure(losses, emotions.length),
          label(row),
          `training loss of ${row.row}, at the end ${end}`,
        );
      },
      // What is no network has no epochs.
      (trials) => trials.some(({ history }) => history.loss.length > 0),
    ),
  ].filter(({ figures }) => figures.length > 0);
}

/** The accuracy of each speaker's test recordings, over all trials. */
function bySpeaker(trials: TrialResult[]): SpeakerAccuracy[] {
  const { corpus, emotions } = trials[0].trial.data;
  const { parseName } = corpusOf(corpus, emotions);
  const predictions = trials.flatMap((trial) => trial.predictions);
  return [...group(predictions, ({ name }) => parseName(name).speaker)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([speaker, spoken]) => ({
      speaker: String(speaker),
      // The names of other corpora's recordings do not tell.
      sex: corpus === 'ravdess' ? actorSex(speaker as number) : undefined,
      accuracy: accuracyOf(spoken),
    }));
}

function easiest({ classes }: TableRow): string {
  return classes.reduce((most, one) => (one.recall > most.recall ? one : most)).name;
}

function label(row: TableRow): string {
  return `${row.row}, ${optimizerLabel(row)}`;
}

async function figure(spec: TopLevelSpec, caption: string, alt: string): Promise<Figure> {
  return { caption, alt, image: { svg: await renderSvg(spec) } };
}
