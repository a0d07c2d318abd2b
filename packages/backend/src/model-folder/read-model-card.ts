import { folderError, type ModelFolder, readJson } from './model-folder.js';

const cardFile = 'aver.json';

const groups = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] as const;
const styles = ['gray', 'spek'] as const;
/** Bounds are what a stranger's card may cost: a picture of 4,096 x 4,096 pixels takes a second. */
const mostPixels = 4096;
const integerUpTo = (most: number) => ({
  expected: `a whole number from 1 to ${most}`,
  isGood: (value: number) => Number.isSafeInteger(value) && value >= 1 && value <= most,
});
const notNegative = { expected: 'a number of at least 0', isGood: (value: number) => value >= 0 && value < Infinity };
/** What each parameter of a log-mel picture must be. */
const logMel = {
  rate: integerUpTo(768_000),
  nFft: integerUpTo(65_536),
  hopLength: integerUpTo(65_536),
  bands: integerUpTo(4096),
  fMin: notNegative,
  fMax: notNegative,
  frames: integerUpTo(65_536),
  trimDb: notNegative,
  floorDb: { expected: 'a number', isGood: (value: number) => Number.isFinite(value) },
};

/** What must be known of a saved model beside its weights, to ask it: the file `aver.json` of its folder. */
export interface ModelCard<Emotion extends string = string> {
  /** What each output of the model means; further outputs mean nothing. */
  emotions: Emotion[];
  /** What the model is given of a recording. */
  input:
    | { kind: 'features'; groups: Array<(typeof groups)[number]> }
    | { kind: 'picture'; style: (typeof styles)[number]; size: number }
    | ({ kind: 'logMel' } & Record<keyof typeof logMel, number>);
  /** What every input value is multiplied with. */
  inputScale: number;
  /** What a person should know of the model, such as what it learned from. */
  note?: string;
}

/**
 * Reads the card of a model's folder. What it holds beside the fields of a card is left out.
 *
 * @param folder Its name, for messages, and a function that reads its files.
 * @param emotions The emotions that a card may name.
 * @throws BackendError 'card-missing' when there is no aver.json.
 * @throws BackendError 'card-invalid' when it is not JSON or a field is not what it must be.
 * @example
 * const card = await readModelCard({ name: directory, read: (file) => readFile(join(directory, file)) }, ['happy', 'sad']);
 */
export async function readModelCard<Emotion extends string>(
  folder: ModelFolder,
  emotions: readonly Emotion[],
): Promise<ModelCard<Emotion>> {
  const codes = { missing: 'card-missing', invalid: 'card-invalid' } as const;
  const json = (await readJson(folder, cardFile, codes, 'there is no description of a model')) as ModelCard | null;
  const required = (field: string, expected: string, value: unknown, isGood: boolean) => {
    if (isGood) return;
    const received = JSON.stringify(value) ?? 'nothing';
    const message = `not the description of a model: ${field} must be ${expected}; received ${received.slice(0, 100)}`;
    throw folderError('card-invalid', folder, cardFile, message);
  };

  const { emotions: named, input, inputScale, note } = json ?? ({} as Partial<ModelCard>);
  required('emotions', `two or more of ${emotions.join(', ')}, each once`, named, isSelection(named, emotions, 2));
  const isKnown = ['features', 'picture', 'logMel'].includes(input?.kind as string);
  required('input.kind', 'features, picture or logMel', input?.kind, isKnown);
  if (input?.kind === 'features') {
    required('input.groups', `some of ${groups.join(', ')}`, input.groups, isSelection(input.groups, groups, 1));
  } else if (input?.kind === 'picture') {
    required('input.style', styles.join(' or '), input.style, styles.includes(input.style));
    const { expected, isGood } = integerUpTo(mostPixels);
    required('input.size', expected, input.size, isGood(input.size));
  } else if (input?.kind === 'logMel') {
    for (const [name, { expected, isGood }] of Object.entries(logMel)) {
      const value = input[name as keyof typeof logMel];
      required(`input.${name}`, expected, value, typeof value === 'number' && isGood(value));
    }
    const values = input.bands * input.frames;
    required('input.bands times input.frames', `at most ${mostPixels ** 2}`, values, values <= mostPixels ** 2);
    required('input.fMax', 'above input.fMin', input.fMax, input.fMax > input.fMin);
  }
  const isPositive = Number.isFinite(inputScale) && (inputScale as number) > 0;
  required('inputScale', 'a number above 0', inputScale, isPositive);
  required('note', 'a text', note, note === undefined || typeof note === 'string');
  return { emotions: named, input, inputScale, ...(note !== undefined && { note }) } as ModelCard<Emotion>;
}

/** Whether a value is a list of at least `least` of the allowed names, each once. */
function isSelection(value: unknown, allowed: readonly string[], least: number): boolean {
  return (
    Array.isArray(value) &&
    value.length >= least &&
    value.every((name) => allowed.includes(name)) &&
    new Set(value).size === value.length
  );
}
