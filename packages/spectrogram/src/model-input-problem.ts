import { featureNames } from './features/feature-vector.js';
import type { ModelInputSpec } from './model-input.js';

/** What a field must be, in words, and whether a value is. */
type Rule = readonly [expected: string, isGood: (value: unknown) => boolean];

/** Bounds are what a stranger's specification may cost: a picture of 4,096 x 4,096 pixels takes a second. */
const mostPixels = 4096;
const mostInputs = 4;
const integerUpTo = (most: number): Rule => [
  `a whole number from 1 to ${most}`,
  (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most,
];
const notNegative: Rule = ['a number of at least 0', (value) => Number.isFinite(value) && Number(value) >= 0];
const groupNames = Object.keys(featureNames);

/** What each field of a specification must be, by its kind. */
const rules: { [Kind in ModelInputSpec['kind']]: Record<string, Rule> } = {
  features: {
    groups: [`some of ${groupNames.join(', ')}, each once`, isSelection],
    padMode: [
      'constant, reflect or edge, or absent',
      (value) => value === undefined || ['constant', 'reflect', 'edge'].includes(value as string),
    ],
  },
  picture: {
    style: ['gray or spek', (value) => value === 'gray' || value === 'spek'],
    size: integerUpTo(mostPixels),
  },
  logMel: {
    rate: integerUpTo(768_000),
    nFft: integerUpTo(65_536),
    hopLength: integerUpTo(65_536),
    bands: integerUpTo(4096),
    fMin: notNegative,
    fMax: notNegative,
    frames: integerUpTo(65_536),
    trimDb: notNegative,
    floorDb: ['a number', Number.isFinite],
  },
  voice: {},
  several: { inputs: [`a list of 2 to ${mostInputs} inputs`, isShortList] },
};

/**
 * What keeps a value from being a {@link ModelInputSpec}: the one definition of what a specification may be, for those
 * who read it from a file.
 *
 * @param spec Anything, such as a part of a parsed JSON document.
 * @param name What the specification is called in the sentence. @default 'spec'
 * @returns One sentence about the first field that is wrong, such as `spec.size must be a whole number from 1 to 4096;
 * received 0.5`, or undefined where nothing is.
 * @example
 * modelInputProblem({ kind: 'picture', style: 'spek', size: 150 }); // undefined
 */
export function modelInputProblem(spec: unknown, name = 'spec'): string | undefined {
  const fields: Record<string, unknown> = typeof spec === 'object' && spec !== null ? { ...spec } : {};
  const must = (field: string, expected: string) => {
    const value = fields[field];
    const received = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
    return `${name}.${field} must be ${expected}; received ${received.slice(0, 100)}`;
  };
  const kind = Object.keys(rules).find((known) => known === fields.kind) as ModelInputSpec['kind'] | undefined;
  if (!kind) return must('kind', 'features, picture, logMel, voice or several');
  for (const [field, [expected, isGood]] of Object.entries(rules[kind])) {
    if (!isGood(fields[field])) return must(field, expected);
  }
  if (kind === 'several') return problemOfParts(fields.inputs as unknown[], name);
  const values = kind === 'logMel' ? Number(fields.bands) * Number(fields.frames) : 0;
  if (values > mostPixels ** 2) {
    return `${name}.bands times ${name}.frames must be at most ${mostPixels ** 2}; received ${values}`;
  }
  if (kind === 'logMel' && !((fields.fMin as number) < (fields.fMax as number))) {
    return must('fMax', `above ${name}.fMin`);
  }
  return undefined;
}

/** Inputs of one recording must not hold others, so that their number stays bound. */
function problemOfParts(inputs: unknown[], name: string): string | undefined {
  for (const [i, one] of inputs.entries()) {
    if ((one as ModelInputSpec | null)?.kind === 'several') {
      return `${name}.inputs[${i}].kind must be features, picture, logMel or voice; received "several"`;
    }
    const problem = modelInputProblem(one, `${name}.inputs[${i}]`);
    if (problem) return problem;
  }
  return undefined;
}

function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 2 && value.length <= mostInputs;
}

/** Whether a value is a list of groups, each once. */
function isSelection(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((group) => groupNames.includes(group)) &&
    new Set(value).size === value.length
  );
}
