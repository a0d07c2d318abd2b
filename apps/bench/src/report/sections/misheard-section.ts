import { parseFilename, statements } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';
import { colourPicture, encodePng } from '@aver/spectrogram';
import type { Prediction, TrialResult } from '../../compute/trial-result.js';
import { fixed } from '../../tables/words.js';
import type { Block, Figure } from '../blocks/block.js';
import { renderSvg } from '../figures/render-svg.js';
import { spectrogramFigure } from '../figures/spectrogram-figure.js';
import type { RunTable } from '../load-run.js';
import { wavFile } from '../recordings/wav-file.js';
import { bestRow, labelledRows } from './row-labels.js';

/** So many recordings are listed, and so many of the built-in ones can be heard: each is 90 kB of the page. */
const most = 8;
const mostHeard = 4;

/** Enough for voices, and a quarter of the corpus's own rate. */
const heardRate = 12_000;

/** A recording that was taken for another emotion. */
interface Misheard extends Prediction {
  /** How sure the model was of its answer. */
  probability: number;
  /** In how many of all trials that tested it the answer was wrong. */
  wrong: number;
  tested: number;
}

/** What the best row was most sure of and wrong: by name, and what is built in to be heard and seen. */
export async function misheardSection(tables: RunTable[]): Promise<Block[]> {
  const best = bestRow(labelledRows(tables.map(({ document }) => document)));
  const table = tables.find(({ document }) => document === best?.document);
  if (!best || !table) return [];
  const alike = tables.filter(({ document }) => document.data.fingerprint === table.document.data.fingerprint);
  const all = alike.flatMap(({ results }) => results.flat());
  const found = misheard(table.results[table.document.rows.indexOf(best.row)], all);
  if (found.length === 0) return [];
  const shown = found.slice(0, most);
  const isBuiltIn = table.document.data.name === 'synthetic';
  return [
    { kind: 'heading', level: 2, text: 'What was misheard' },
    {
      kind: 'paragraph',
      text:
        `${best.label} took ${found.length} recordings for another emotion; these are the ${shown.length} of which it was most sure. ` +
        'Where nearly every trial is wrong, listen: the recording may not sound as it is labelled.',
    },
    {
      kind: 'folded',
      title: 'Which recordings they are',
      blocks: [misheardTable(shown)],
    },
    ...(isBuiltIn ? await heard(shown.slice(0, mostHeard)) : []),
  ];
}

function misheardTable(shown: Misheard[]): Block {
  return {
    kind: 'table',
    caption: 'Misheard recordings, the most confident answers first; trials of all rows here',
    head: ['recording', 'shown', 'answered', 'probability', 'wrong in'],
    rows: shown.map(({ name, yTrue, yPred, probability, wrong, tested }) => [
      ...[name, yTrue, yPred, fixed(probability), `${wrong} of ${tested} trials`],
    ]),
  };
}

/** Each recording once, with the most confident of the wrong answers. */
function misheard(results: TrialResult[], all: TrialResult[]): Misheard[] {
  const wrong = new Map<string, Misheard>();
  for (const { predictions } of results) {
    for (const one of predictions) {
      const probability = Math.max(...one.probabilities);
      // A model that diverged is sure of nothing.
      if (one.yPred === one.yTrue || !(probability > (wrong.get(one.name)?.probability ?? 0))) continue;
      wrong.set(one.name, { ...one, probability, wrong: 0, tested: 0 });
    }
  }
  for (const { name, yTrue, yPred } of all.flatMap(({ predictions }) => predictions)) {
    const one = wrong.get(name);
    if (!one) continue;
    one.tested++;
    if (yPred !== yTrue) one.wrong++;
  }
  return [...wrong.values()].sort((a, b) => b.probability - a.probability || (a.name < b.name ? -1 : 1));
}

async function heard(recordings: Misheard[]): Promise<Block[]> {
  const figures: Figure[] = [];
  for (const { name, yTrue, yPred } of recordings) {
    const spoken = builtIn(name);
    if (!spoken) continue;
    const { samples, sampleRate } = spoken;
    const png = encodePng(colourPicture(samples, sampleRate, { width: 300, height: 160 }));
    const seconds = samples.length / sampleRate;
    const svg = await renderSvg(spectrogramFigure(Buffer.from(png).toString('base64'), seconds, sampleRate));
    figures.push({
      caption: `"${spoken.words}", actor ${spoken.actor}: ${yTrue}, answered ${yPred}.`,
      alt: `${name}, ${yTrue}, answered ${yPred}`,
      image: { svg },
      sound: Buffer.from(wavFile(samples, sampleRate)).toString('base64'),
    });
  }
  return figures.length === 0
    ? []
    : [
        {
          kind: 'folded',
          title: 'Recordings to hear and see',
          blocks: [{ kind: 'figures', title: 'To hear and see', figures }],
        },
      ];
}

/** A recording of the built-in corpus, spoken again; undefined where an edited result names one that it has not. */
function builtIn(name: string) {
  try {
    const fields = parseFilename(name);
    const { samples, sampleRate } = synthesize(fields, { sampleRate: heardRate });
    return { samples, sampleRate, words: statements[fields.statement], actor: fields.actor };
  } catch {
    return undefined;
  }
}
