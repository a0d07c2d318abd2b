import type { Block } from '../report/blocks/block.js';
import { renderSvg } from '../report/figures/render-svg.js';
import { mostInLegend, scatterFigure } from '../report/figures/scatter-figure.js';
import { pageHtml } from '../report/page-html.js';
import type { Exploration, GroupFacts, Spread } from './exploration.js';
import type { Separation } from './separation.js';

/** An exploration as one self-contained page. */
export async function explorationPage(document: Exploration): Promise<string> {
  const { name, recordings, speakers, emotions, seconds, leftOut, separation, groups } = document;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text:
        `${recordings} recordings of ${speakers.length} speakers and ${emotions.length} emotions, ` +
        `${(seconds.total / 60).toFixed(1)} minutes; ${leftOut.length} left out.`,
    },
    { kind: 'heading', level: 2, text: 'How they lie' },
    ...(await componentBlocks(document)),
    { kind: 'heading', level: 2, text: 'What tells them apart' },
    {
      kind: 'paragraph',
      text:
        'Each feature alone, by one-way analysis of variance: the share of its variance that lies between the groups ' +
        `(eta squared), and the F ratio. Where features tell speakers apart better than emotions, a model that is ` +
        'tested on voices it has heard may know the voice in place of the emotion: test on unheard speakers. ' +
        `Features: means over time of ${groups.join(', ')}; mel in dB.`,
    },
    separationTable('Features that tell emotions apart best', separation.emotions),
    separationTable('Features that tell speakers apart best', separation.speakers),
    { kind: 'heading', level: 2, text: 'What there is' },
    ...countBlocks(document),
    { kind: 'heading', level: 2, text: 'Length and loudness' },
    soundTable(document),
    { kind: 'heading', level: 2, text: 'What is left out' },
    ...leftOutBlocks(document),
  ];
  return pageHtml(`What is in ${name}`, blocks);
}

async function componentBlocks({ components, name }: Exploration): Promise<Block[]> {
  if (!components) return [{ kind: 'paragraph', text: 'There are too few recordings to draw them.' }];
  const { points, explained } = components;
  const titles = explained.map((share, i) => `component ${i + 1} (${(100 * share).toFixed(0)} % of the variance)`);
  const draw = async (by: 'emotion' | 'speaker') => ({
    caption: `By ${by}${new Set(points.map((point) => point[by])).size > mostInLegend ? '; names stand at the means' : ''}.`,
    alt: `principal components of ${name} by ${by}, ${points.length} recordings`,
    image: {
      svg: await renderSvg(
        scatterFigure(
          points.map((point) => ({ x: rounded(point.x), y: rounded(point.y), group: point[by] })),
          titles as [string, string],
        ),
      ),
    },
  });
  return [
    {
      kind: 'figures',
      title: 'The first two principal components of the standardised features, a point for each recording',
      figures: [await draw('emotion'), await draw('speaker')],
    },
  ];
}

/** A tenth of a pixel at most. */
function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}

function separationTable(caption: string, rows: Separation[]): Block {
  return {
    kind: 'table',
    caption,
    head: ['feature', 'eta squared', 'F ratio'],
    rows: rows.map(({ feature, etaSquared, fRatio }) => [
      feature,
      etaSquared.toFixed(2),
      fRatio === null ? 'none' : fRatio.toFixed(1),
    ]),
  };
}

function countBlocks({ emotions, speakers, sexes, channels, sampleRates }: Exploration): Block[] {
  const table = (title: string, facts: GroupFacts[]): Block[] =>
    facts.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: `Recordings by ${title}`,
            head: [title, 'recordings', 'median seconds', 'median loudness, dBFS'],
            rows: facts.map(({ name, recordings, seconds, rms }) => [
              ...[name, String(recordings), seconds.toFixed(2), rms.toFixed(1)],
            ]),
          },
        ];
  return [
    ...table('emotion', emotions),
    ...table('sex', sexes),
    ...table('channel', channels),
    ...table('sample rate', sampleRates),
    ...table('speaker', speakers),
  ];
}

function soundTable({ seconds, rms, peak, atFullScale }: Exploration): Block {
  const row = (name: string, { min, median, max }: Spread, digits: number) => [
    name,
    ...[min, median, max].map((value) => value.toFixed(digits)),
  ];
  return {
    kind: 'table',
    caption: `Over all recordings; ${atFullScale} of them reach full scale`,
    head: ['what', 'least', 'median', 'most'],
    rows: [row('length, seconds', seconds, 2), row('rms, dBFS', rms, 1), row('peak, dBFS', peak, 1)],
  };
}

function leftOutBlocks({ leftOut }: Exploration): Block[] {
  if (leftOut.length === 0) return [{ kind: 'paragraph', text: 'Nothing.' }];
  return [
    {
      kind: 'table',
      caption: 'Files that cannot be used, and why',
      head: ['file', 'reason'],
      rows: leftOut.map(({ name, reason }) => [name, reason]),
    },
  ];
}
