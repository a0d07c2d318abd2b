import { actorSex, type CorpusFields, type RecordingFields } from '@aver/ravdess';
import { group, quantileSorted } from 'd3-array';
import type { LeftOut } from '../inputs/data-source.js';
import { type Loudness, loudness } from './loudness.js';
import { type PrincipalComponents, principalComponents } from './principal-components.js';
import { type Separation, separation } from './separation.js';

/** A recording that could be used, with what was computed of it. */
export interface Explored {
  name: string;
  fields: CorpusFields<string>;
  sound: Loudness & { seconds: number; sampleRate: number };
  features: ArrayLike<number>;
}

/** What is in recordings: what `aver-bench explore --json` prints. */
export interface Exploration {
  name: string;
  corpus: string;
  recordings: number;
  leftOut: LeftOut[];
  emotions: GroupFacts[];
  speakers: GroupFacts[];
  /** Empty where the corpus does not tell. */
  sexes: GroupFacts[];
  channels: GroupFacts[];
  sampleRates: GroupFacts[];
  seconds: Spread & { total: number };
  /** dB below full scale. */
  rms: Spread;
  peak: Spread;
  /** How many recordings reach full scale, and may be clipped. */
  atFullScale: number;
  /** Groups of features that were computed. */
  groups: string[];
  /** The features that tell emotions, or speakers, apart best. */
  separation: { emotions: Separation[]; speakers: Separation[] };
  /** Absent where there are too few recordings. */
  components?: {
    explained: PrincipalComponents['explained'];
    points: Array<{ name: string; emotion: string; speaker: string; x: number; y: number }>;
  };
}

/** Recordings of one kind. */
export interface GroupFacts {
  name: string;
  recordings: number;
  /** Medians: of the length, and of the loudness in dB below full scale. */
  seconds: number;
  rms: number;
}

/** A distribution. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

const best = 10;

/** What `loudness` and the samples of a recording say. */
export function soundFacts({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }): Explored['sound'] {
  return { ...loudness(samples), seconds: samples.length / sampleRate, sampleRate };
}

/**
 * Puts together what is in recordings.
 *
 * @param explored At least one.
 * @param featureNames Of the values of each.
 */
export function exploration(
  about: Pick<Exploration, 'name' | 'corpus' | 'leftOut' | 'groups'>,
  explored: Explored[],
  featureNames: readonly string[],
): Exploration {
  const isRavdess = about.corpus === 'ravdess';
  const emotionOf = ({ fields }: Explored) => fields.emotion;
  const speakerOf = ({ fields }: Explored) => String(fields.speaker);
  const rows = explored.map(({ features }) => features);
  const components = principalComponents(rows);
  const seconds = explored.map(({ sound }) => sound.seconds);
  return {
    ...about,
    recordings: explored.length,
    emotions: factsBy(explored, emotionOf),
    speakers: factsBy(explored, speakerOf),
    sexes: isRavdess ? factsBy(explored, ({ fields }) => actorSex(fields.speaker as number)) : [],
    channels: isRavdess
      ? factsBy(explored, ({ fields }) => (fields as Partial<RecordingFields>).vocalChannel ?? '')
      : [],
    sampleRates: factsBy(explored, ({ sound }) => `${sound.sampleRate} Hz`),
    seconds: { ...spread(seconds), total: seconds.reduce((sum, one) => sum + one, 0) },
    rms: spread(explored.map(({ sound }) => sound.rms)),
    peak: spread(explored.map(({ sound }) => sound.peak)),
    // Half of the smallest step of 16 bits.
    atFullScale: explored.filter(({ sound }) => sound.peak > 20 * Math.log10(1 - 1.5 / 32768)).length,
    separation: {
      emotions: separation(rows, featureNames, explored.map(emotionOf)).slice(0, best),
      speakers: separation(rows, featureNames, explored.map(speakerOf)).slice(0, best),
    },
    ...(components && {
      components: {
        explained: components.explained,
        points: components.points.map((point, i) => ({
          name: explored[i].name,
          emotion: emotionOf(explored[i]),
          speaker: speakerOf(explored[i]),
          ...point,
        })),
      },
    }),
  };
}

function factsBy(explored: Explored[], key: (one: Explored) => string): GroupFacts[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...group(explored, key)]
    .sort(([a], [b]) => collator.compare(a, b))
    .map(([name, some]) => ({
      name,
      recordings: some.length,
      seconds: spread(some.map(({ sound }) => sound.seconds)).median,
      rms: spread(some.map(({ sound }) => sound.rms)).median,
    }));
}

function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => quantileSorted(sorted, share) as number;
  return { min: at(0), median: at(0.5), max: at(1) };
}
