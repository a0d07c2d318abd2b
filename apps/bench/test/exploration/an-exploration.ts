import { type Exploration, type Explored, exploration, soundFacts } from '../../src/exploration/exploration.js';

/** Twelve made-up recordings, explored. */
export function anExploration(): Exploration {
  const emotions = ['happy', 'sad'];
  const explored: Explored[] = Array.from({ length: 12 }, (_, i) => ({
    name: `${i}.wav`,
    fields: { emotion: emotions[i % 2], speaker: (i % 3) + 1, statement: 1, ...{ vocalChannel: 'speech' } },
    sound: soundFacts({ samples: new Float32Array(1600 + 16 * i).fill(i === 0 ? -1 : 0.1), sampleRate: 1600 }),
    // The first feature tells the emotion, the second the speaker.
    features: [i % 2, i % 3, Math.sin(i)],
  }));
  const about = {
    name: 'made up',
    corpus: 'ravdess',
    leftOut: [{ name: 'x.wav', reason: 'silent' }],
    groups: ['mfcc'],
  };
  return exploration(about, explored, ['one', 'two', 'three']);
}
