import { describe, expect, test } from 'vitest';
import {
  type Corpus,
  type CorpusFields,
  type CorpusName,
  corpora,
  paperEmotions,
  polarity,
  RavdessError,
} from '../../src/index.js';

const { emodb, cremad, tess, savee, nemo } = corpora;

/** What a bad name's error says, without the name itself. */
function complaint(corpus: Corpus, name: unknown): unknown[] {
  try {
    corpus.parseName(name as string);
  } catch (error) {
    if (!(error instanceof RavdessError)) throw error;
    const { code, field, expected, received, message } = error;
    expect(code).toBe('BAD_FILENAME');
    expect(message).toContain(`${field} must be ${expected}; received ${received}`);
    expect(message).not.toContain('\n');
    return [field, received];
  }
  throw new Error(`${String(name)} was taken`);
}

// The documented examples of each naming scheme, and a recording of each emotion.
const good: Array<[CorpusName, string, CorpusFields & Record<string, unknown>]> = [
  ['ravdess', '03-01-03-01-02-01-20.wav', { emotion: 'happy', speaker: 20, statement: 2, actor: 20, repetition: 1 }],
  ['emodb', '03a01Fa.wav', { speaker: '03', statement: 'a01', emotion: 'happy', version: 'a' }],
  ['emodb', '03a01Wa.wav', { speaker: '03', statement: 'a01', emotion: 'angry', version: 'a' }],
  ['emodb', '16b10Td.wav', { speaker: '16', statement: 'b10', emotion: 'sad', version: 'd' }],
  ['emodb', '09a07Na.wav', { speaker: '09', statement: 'a07', emotion: 'neutral', version: 'a' }],
  ['emodb', '10b03Lb.wav', { speaker: '10', statement: 'b03', emotion: 'bored', version: 'b' }],
  ['emodb', '08b09Ec.wav', { speaker: '08', statement: 'b09', emotion: 'disgust', version: 'c' }],
  ['emodb', '14a05Aa.wav', { speaker: '14', statement: 'a05', emotion: 'fearful', version: 'a' }],
  ['cremad', '1001_DFA_ANG_XX.wav', { speaker: '1001', statement: 'DFA', emotion: 'angry', intensity: 'unspecified' }],
  ['cremad', '1091_IEO_HAP_HI.wav', { speaker: '1091', statement: 'IEO', emotion: 'happy', intensity: 'high' }],
  ['cremad', '1012_IEO_SAD_LO.wav', { speaker: '1012', statement: 'IEO', emotion: 'sad', intensity: 'low' }],
  ['cremad', '1012_IEO_FEA_MD.wav', { speaker: '1012', statement: 'IEO', emotion: 'fearful', intensity: 'medium' }],
  [
    'cremad',
    '1050_WSI_NEU_XX.wav',
    { speaker: '1050', statement: 'WSI', emotion: 'neutral', intensity: 'unspecified' },
  ],
  [
    'cremad',
    '1050_TSI_DIS_XX.wav',
    { speaker: '1050', statement: 'TSI', emotion: 'disgust', intensity: 'unspecified' },
  ],
  ['tess', 'OAF_back_angry.wav', { speaker: 'OAF', statement: 'back', emotion: 'angry' }],
  ['tess', 'YAF_youth_ps.wav', { speaker: 'YAF', statement: 'youth', emotion: 'surprised' }],
  ['tess', 'YAF_home_fear.wav', { speaker: 'YAF', statement: 'home', emotion: 'fearful' }],
  ['tess', 'OAF_dog_neutral.wav', { speaker: 'OAF', statement: 'dog', emotion: 'neutral' }],
  ['tess', 'OAF_dog_happy.wav', { speaker: 'OAF', statement: 'dog', emotion: 'happy' }],
  ['tess', 'OAF_dog_sad.wav', { speaker: 'OAF', statement: 'dog', emotion: 'sad' }],
  ['tess', 'OAF_dog_disgust.wav', { speaker: 'OAF', statement: 'dog', emotion: 'disgust' }],
  ['savee', 'DC_a01.wav', { speaker: 'DC', statement: '01', emotion: 'angry' }],
  ['savee', 'JE_d03.wav', { speaker: 'JE', statement: '03', emotion: 'disgust' }],
  ['savee', 'JK_f15.wav', { speaker: 'JK', statement: '15', emotion: 'fearful' }],
  ['savee', 'KL_h02.wav', { speaker: 'KL', statement: '02', emotion: 'happy' }],
  ['savee', 'KL_n30.wav', { speaker: 'KL', statement: '30', emotion: 'neutral' }],
  ['savee', 'KL_sa01.wav', { speaker: 'KL', statement: '01', emotion: 'sad' }],
  ['savee', 'KL_su15.wav', { speaker: 'KL', statement: '15', emotion: 'surprised' }],
  ['nemo', 'EB0_anger_1.wav', { speaker: 'EB0', statement: '1', emotion: 'angry' }],
  ['nemo', 'IC0_fear_10.wav', { speaker: 'IC0', statement: '10', emotion: 'fearful' }],
  ['nemo', 'KD0_happiness_9.wav', { speaker: 'KD0', statement: '9', emotion: 'happy' }],
  ['nemo', 'MP0_neutral_42.wav', { speaker: 'MP0', statement: '42', emotion: 'neutral' }],
  ['nemo', 'SM0_sadness_89.wav', { speaker: 'SM0', statement: '89', emotion: 'sad' }],
  ['nemo', 'WR0_surprise_90.wav', { speaker: 'WR0', statement: '90', emotion: 'surprised' }],
];

describe('the names of every corpus', () => {
  test.each(good)('%s: %s', (name, file, fields) => {
    const corpus: Corpus = corpora[name];
    expect(corpus.parseName(file)).toMatchObject(fields);
    expect(corpus.emotions).toContain(fields.emotion);
    const { name: own } = corpus;
    expect(own).toBe(name);
    // Folders of any system, any case of the ending, or none.
    for (const path of [`some/folder.x/${file}`, `C:\\some\\${file.replace('.wav', '.WAV')}`, file.slice(0, -4)]) {
      expect(corpus.parseName(path)).toEqual(corpus.parseName(file));
    }
    expect(corpus.formatName(corpus.parseName(file))).toBe(file);
  });

  test('each has the paper’s four emotions, each once, and each emotion has a polarity', () => {
    for (const corpus of Object.values(corpora)) {
      expect(corpus.emotions).toEqual(expect.arrayContaining([...paperEmotions]));
      expect(new Set(corpus.emotions).size).toBe(corpus.emotions.length);
      for (const emotion of corpus.emotions) expect(['positive', 'negative']).toContain(polarity(emotion));
    }
    const counts = Object.values(corpora).map(({ emotions }) => emotions.length);
    expect(counts).toEqual([8, 7, 6, 7, 7, 6]);
    expect(polarity('bored')).toBe('negative');
  });

  test('the two misnamed files of the published corpora are taken for what they mean', () => {
    const sad = cremad.parseName('AudioWAV/1040_ITH_SAD_X.wav');
    expect(sad).toEqual({ speaker: '1040', statement: 'ITH', emotion: 'sad', intensity: 'unspecified' });
    expect(cremad.formatName(sad)).toBe('1040_ITH_SAD_XX.wav');
    const neutral = tess.parseName('OAF_neutral/OA_bite_neutral.wav');
    expect(neutral).toEqual({ speaker: 'OAF', statement: 'bite', emotion: 'neutral' });
    expect(tess.formatName(neutral)).toBe('OAF_bite_neutral.wav');
  });

  test('SAVEE: the folder tells the speaker where the name does not', () => {
    for (const path of ['DC/a01.wav', 'AudioData/DC/a01.wav', 'AudioData\\DC\\a01.WAV', 'KL/DC/a01.wav']) {
      expect(savee.parseName(path)).toEqual({ speaker: 'DC', statement: '01', emotion: 'angry' });
    }
    expect(savee.parseName('KL/DC_a01.wav').speaker).toBe('DC');
    expect(savee.formatName(savee.parseName('DC/sa01.wav'))).toBe('DC_sa01.wav');
  });
});

describe('bad names', () => {
  test.each([
    ['03a01W.wav', 'name', '6 characters'],
    ['03a01Waa.wav', 'name', '8 characters'],
    ['.wav', 'name', '0 characters'],
    ['04a01Wa.wav', 'speaker', '"04"'],
    ['03a03Wa.wav', 'statement', '"a03"'],
    ['03a01wa.wav', 'emotion', '"w"'],
    ['03a01WA.wav', 'version', '"A"'],
    ['03a01Wa.mp3', 'extension', '".mp3"'],
    ['03-01-03-01-01-01-20.wav', 'name', '20 characters'],
  ])('EMO-DB: %s', (name, field, received) => {
    expect(complaint(emodb, name)).toEqual([field, received]);
  });

  test.each([
    ['1001_DFA_ANG.wav', 'name', '3 fields'],
    ['1001_DFA_ANG_XX_1.wav', 'name', '5 fields'],
    ['1001.wav', 'name', '1 field'],
    ['1000_DFA_ANG_XX.wav', 'speaker', '"1000"'],
    ['1092_DFA_ANG_XX.wav', 'speaker', '"1092"'],
    ['01001_DFA_ANG_XX.wav', 'speaker', '"01001"'],
    ['1001_XXX_ANG_XX.wav', 'statement', '"XXX"'],
    ['1001_DFA_ang_XX.wav', 'emotion', '"ang"'],
    ['1001_DFA_SUR_XX.wav', 'emotion', '"SUR"'],
    ['1001_DFA_ANG_X.wav', 'intensity', '"X"'],
    ['1001_DFA_ANG_toString.wav', 'intensity', '"toString"'],
    ['1001_DFA_ANG_XX.flv', 'extension', '".flv"'],
  ])('CREMA-D: %s', (name, field, received) => {
    expect(complaint(cremad, name)).toEqual([field, received]);
  });

  test.each([
    ['OAF_back.wav', 'name', '2 fields'],
    ['OAF_back_angry_2.wav', 'name', '4 fields'],
    ['', 'name', '1 field'],
    ['MAF_back_angry.wav', 'speaker', '"MAF"'],
    ['OA_back_angry.wav', 'speaker', '"OA"'],
    ['OAF__angry.wav', 'statement', '""'],
    ['OAF_b4ck_angry.wav', 'statement', '"b4ck"'],
    ['OAF_back_fearful.wav', 'emotion', '"fearful"'],
  ])('TESS: %s', (name, field, received) => {
    expect(complaint(tess, name)).toEqual([field, received]);
  });

  test.each([
    ['DC_a01_2.wav', 'name', '3 fields'],
    ['a01.wav', 'speaker', '""'],
    ['XX/a01.wav', 'speaker', '""'],
    ['XX_a01.wav', 'speaker', '"XX"'],
    ['DC_x01.wav', 'emotion', '"x"'],
    ['DC_.wav', 'emotion', '""'],
    ['DC_s01.wav', 'emotion', '"s"'],
    ['DC_a16.wav', 'statement', '"16"'],
    ['DC_a00.wav', 'statement', '"00"'],
    ['DC_n31.wav', 'statement', '"31"'],
    ['DC_a1.wav', 'statement', '"1"'],
    ['DC_a001.wav', 'statement', '"001"'],
    ['DC_a01\n.wav', 'statement', '"01\\n"'],
  ])('SAVEE: %j', (name, field, received) => {
    expect(complaint(savee, name)).toEqual([field, received]);
  });

  test.each([
    ['EB0_anger.wav', 'name', '2 fields'],
    ['EB0_anger_1_2.wav', 'name', '4 fields'],
    ['EB1_anger_1.wav', 'speaker', '"EB1"'],
    ['EB0_angry_1.wav', 'emotion', '"angry"'],
    ['EB0_anger_0.wav', 'statement', '"0"'],
    ['EB0_anger_01.wav', 'statement', '"01"'],
    ['EB0_anger_91.wav', 'statement', '"91"'],
    ['EB0_anger_1.opus', 'extension', '".opus"'],
  ])('nEMO: %s', (name, field, received) => {
    expect(complaint(nemo, name)).toEqual([field, received]);
  });

  test.each(Object.values(corpora).map((corpus) => [corpus.name, corpus] as const))(
    '%s: what is no string, and the names of all other corpora',
    (name, corpus) => {
      for (const value of [undefined, null, 3, {}]) expect(complaint(corpus, value)[0]).toBe('name');
      for (const [other, file] of good) if (other !== name) expect(complaint(corpus, file)).toHaveLength(2);
    },
  );

  test('formatName refuses what has no code', () => {
    const fields = { speaker: '03', statement: 'a01', emotion: 'surprised' as const, version: 'a' };
    expect(() => emodb.formatName(fields)).toThrow(RangeError);
    expect(() => emodb.formatName(fields)).toThrow(
      /^formatName: fields.emotion must be one of .*; received surprised$/,
    );
  });
});
