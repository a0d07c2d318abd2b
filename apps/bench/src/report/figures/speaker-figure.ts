import type { TopLevelSpec } from 'vega-lite';
import { colours, figureSpec, shareAxis } from './figure-config.js';

/** How often a speaker's recordings were told right. */
export interface SpeakerAccuracy {
  speaker: string;
  /** Where the corpus tells it. */
  sex?: 'female' | 'male';
  accuracy: number;
}

/**
 * The accuracy of a row's model by speaker: women as circles, men as triangles, the mean of the speakers as a dashed
 * line.
 *
 * @param speakers One entry for each speaker that was tested.
 */
export function speakerFigure(speakers: SpeakerAccuracy[]): TopLevelSpec {
  const mean = speakers.reduce((sum, { accuracy }) => sum + accuracy, 0) / speakers.length;
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'accuracy',
    axis: shareAxis,
    scale: { domain: [0, 1] },
  });
  const x = {
    field: 'speaker',
    type: 'ordinal',
    title: 'speaker',
    sort: null,
    axis: { labelAngle: -90, labelFontSize: 10, labelOverlap: false },
  };
  const shape = {
    field: 'sex',
    type: 'nominal',
    scale: { domain: ['female', 'male'], range: ['circle', 'triangle-up'] },
    legend: speakers.some(({ sex }) => sex) ? { orient: 'top', title: null } : null,
  };
  return figureSpec({
    width: { step: 13 },
    height: 130,
    data: { values: speakers },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 55, color: colours.ours, opacity: 1 },
        encoding: { x, y: y('accuracy'), shape },
      },
      { data: { values: [{ mean }] }, mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { y: y('mean') } },
    ],
  });
}
