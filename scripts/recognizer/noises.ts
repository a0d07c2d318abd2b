/** Sounds without a voice, made from a seed: what the recognizer learns to refuse. At 16 kHz, loudest sample 0.5. */

export const noiseRate = 16000;

type Random = () => number;
type Maker = (random: Random, length: number) => Float32Array;

const tau = 2 * Math.PI;
const between = (random: Random, low: number, high: number) => low + (high - low) * random();
const hz = (random: Random, low: number, high: number) => low * (high / low) ** random();
const gauss = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(tau * random());

function made(length: number, value: (n: number) => number): Float32Array {
  return Float32Array.from({ length }, (_, n) => value(n));
}

/** White noise through one pole: 0 white, 0.99 brown, below 0 blue. */
function noise(random: Random, length: number, pole: number): Float32Array {
  let state = 0;
  return made(length, () => {
    state = pole * state + Math.sqrt(1 - pole * pole) * gauss(random);
    return state;
  });
}

/** Noise around a frequency, by a resonance of two poles. */
function resonance(random: Random, length: number, frequency: number, radius: number): Float32Array {
  let [before, last] = [0, 0];
  const turn = 2 * radius * Math.cos((tau * frequency) / noiseRate);
  return made(length, () => {
    const value = (1 - radius) * gauss(random) + turn * last - radius * radius * before;
    [before, last] = [last, value];
    return value;
  });
}

/** A sine of a frequency that moves, in Hz at each sample. */
function swept(length: number, frequency: (n: number) => number): Float32Array {
  let phase = 0;
  return made(length, (n) => {
    phase += (tau * frequency(n)) / noiseRate;
    return Math.sin(phase);
  });
}

/** Adds a sound that begins at a sample. */
function add(to: Float32Array, at: number, sound: Float32Array, gain = 1): void {
  for (let n = 0; n < sound.length && at + n < to.length; n++) to[at + n] += gain * sound[n];
}

/** A tone of harmonics that fall off, with attack and decay. */
function tone(frequency: number, length: number, fall: number, decay: number, harmonics = 10): Float32Array {
  return made(length, (n) => {
    let value = 0;
    for (let h = 1; h <= harmonics && h * frequency < noiseRate / 2; h++) {
      value += Math.sin((tau * h * frequency * n) / noiseRate) / h ** fall;
    }
    return value * Math.min(1, n / 80) * Math.exp((-decay * n) / noiseRate) * Math.min(1, (length - n) / 80);
  });
}

/** A plucked string (Karplus and Strong 1983). */
function pluck(random: Random, frequency: number, length: number): Float32Array {
  const line = made(Math.round(noiseRate / frequency), () => 2 * random() - 1);
  return made(length, (n) => {
    const i = n % line.length;
    const value = line[i];
    line[i] = 0.498 * (value + line[(i + 1) % line.length]);
    return value;
  });
}

/** Calls back at times that come about so often a second. */
function times(random: Random, length: number, perSecond: number, regular: boolean, visit: (at: number) => void): void {
  const step = noiseRate / perSecond;
  for (let at = step * random(); at < length; at += regular ? step : -Math.log(1 - random()) * step)
    visit(Math.floor(at));
}

/** Notes one after the other on a scale, as an instrument. */
function melody(
  random: Random,
  length: number,
  play: (frequency: number, length: number) => Float32Array,
): Float32Array {
  const sound = new Float32Array(length);
  const scale = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16];
  const root = hz(random, 110, 440);
  times(random, length, between(random, 1.5, 6), true, (at) => {
    const voices = random() < 0.4 ? 3 : 1;
    for (let voice = 0; voice < voices; voice++) {
      const frequency = root * 2 ** (scale[Math.floor(random() * scale.length)] / 12);
      add(sound, at, play(frequency, Math.round(between(random, 0.15, 0.9) * noiseRate)), between(random, 0.4, 1));
    }
  });
  return sound;
}

function sum(...sounds: Float32Array[]): Float32Array {
  return sounds[0].map((_, n) => sounds.reduce((total, sound) => total + sound[n], 0));
}

const scaled = (sound: Float32Array, gain: number | ((n: number) => number)) =>
  sound.map((value, n) => value * (typeof gain === 'number' ? gain : gain(n)));

/** A family by its name; the families are what the evaluation leaves out in turn. */
export const noiseFamilies: Record<string, Maker> = {
  silence: (random, length) => (random() < 0.3 ? new Float32Array(length) : noise(random, length, 0)),
  white: (random, length) => noise(random, length, between(random, -0.3, 0.3)),
  pink: (random, length) =>
    sum(noise(random, length, 0.99), scaled(noise(random, length, 0.9), 0.6), scaled(noise(random, length, 0), 0.3)),
  brown: (random, length) => noise(random, length, between(random, 0.97, 0.999)),
  band: (random, length) => resonance(random, length, hz(random, 100, 6000), between(random, 0.9, 0.999)),
  hum: (random, length) =>
    sum(
      tone([50, 60, 100, 120][Math.floor(4 * random())], length, between(random, 0.3, 1.5), 0),
      noise(random, length, 0.5).map((v) => 0.05 * v),
    ),
  sine: (random, length) => {
    const frequency = hz(random, 60, 6000);
    return made(length, (n) => Math.sin((tau * frequency * n) / noiseRate));
  },
  chord: (random, length) => {
    const root = hz(random, 80, 800);
    return sum(
      ...[0, random() < 0.5 ? 3 : 4, 7].map((step) =>
        tone(root * 2 ** (step / 12), length, between(random, 1, 3), 0, 6),
      ),
    );
  },
  buzz: (random, length) => tone(hz(random, 60, 1000), length, between(random, 0.5, 1.2), 0, 30),
  sweep: (random, length) => {
    const [from, to] = [hz(random, 80, 5000), hz(random, 80, 5000)];
    return swept(length, (n) => from * (to / from) ** (n / length));
  },
  siren: (random, length) => {
    const [middle, depth, speed] = [hz(random, 300, 1500), between(random, 0.1, 0.5), between(random, 0.3, 6)];
    let phase = 0;
    return made(length, (n) => {
      phase += (tau * middle * (1 + depth * Math.sin((tau * speed * n) / noiseRate))) / noiseRate;
      return Math.sin(phase) + 0.3 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase);
    });
  },
  beeps: (random, length) => {
    const sound = new Float32Array(length);
    const [frequency, beep] = [hz(random, 400, 4000), between(random, 0.05, 0.4)];
    times(random, length, between(random, 1, 4), true, (at) =>
      add(sound, at, tone(frequency, Math.round(beep * noiseRate), 2, 0, 4)),
    );
    return sound;
  },
  dial: (random, length) => {
    const sound = new Float32Array(length);
    const [low, high] = [
      [697, 770, 852, 941],
      [1209, 1336, 1477],
    ];
    times(random, length, between(random, 2, 6), true, (at) => {
      const size = Math.round(0.12 * noiseRate);
      add(sound, at, tone(low[Math.floor(4 * random())], size, 2, 0, 1));
      add(sound, at, tone(high[Math.floor(3 * random())], size, 2, 0, 1));
    });
    return sound;
  },
  clicks: (random, length) => {
    const sound = scaled(noise(random, length, 0), 0.002);
    times(random, length, between(random, 1, 12), random() < 0.5, (at) => {
      add(
        sound,
        at,
        scaled(noise(random, 20, 0), (n) => Math.exp(-n / 5)),
        between(random, 0.3, 1),
      );
    });
    return sound;
  },
  keys: (random, length) => {
    const sound = scaled(noise(random, length, 0.5), 0.004);
    times(random, length, between(random, 3, 10), false, (at) => {
      const strike = (gain: number, decay: number) =>
        scaled(resonance(random, 800, hz(random, 800, 5000), 0.9), (n) => gain * Math.exp(-n / decay));
      add(sound, at, strike(1, 60), between(random, 0.5, 1));
      add(sound, at + 1200, strike(0.5, 40), between(random, 0.3, 1));
    });
    return sound;
  },
  crackle: (random, length) => {
    const sound = scaled(noise(random, length, 0.9), between(random, 0, 0.05));
    times(random, length, between(random, 20, 400), false, (at) => {
      add(
        sound,
        at,
        scaled(noise(random, 30, 0.3), (n) => Math.exp(-n / 6)),
        random() ** 3,
      );
    });
    return sound;
  },
  rain: (random, length) => {
    const sound = scaled(noise(random, length, 0.2), 0.1);
    times(random, length, between(random, 200, 1500), false, (at) => {
      add(
        sound,
        at,
        scaled(resonance(random, 80, hz(random, 1000, 6000), 0.95), (n) => Math.exp(-n / 20)),
        random() ** 2,
      );
    });
    return sound;
  },
  wind: (random, length) => {
    const [speed, pole] = [between(random, 0.1, 1.5), between(random, 0.95, 0.995)];
    return scaled(noise(random, length, pole), (n) => 0.3 + (1 + Math.sin((tau * speed * n) / noiseRate)) / 2);
  },
  fan: (random, length) => {
    const blades = between(random, 10, 90);
    return sum(
      scaled(
        noise(random, length, between(random, 0.6, 0.95)),
        (n) => 1 + 0.3 * Math.sin((tau * blades * n) / noiseRate),
      ),
      scaled(tone(blades * 2, length, 1, 0), between(random, 0.05, 0.5)),
    );
  },
  engine: (random, length) => {
    const base = between(random, 20, 90);
    let phase = 0;
    const wobble = between(random, 0.2, 2);
    return sum(
      scaled(noise(random, length, 0.9), 0.3),
      made(length, (n) => {
        phase += (base * (1 + 0.1 * Math.sin((tau * wobble * n) / noiseRate))) / noiseRate;
        return (1 - (phase % 1)) ** 4 + 0.5 * (1 - ((2.5 * phase) % 1)) ** 3 - 0.4;
      }),
    );
  },
  drums: (random, length) => {
    const sound = new Float32Array(length);
    times(random, length, between(random, 2, 8), true, (at) => {
      const kind = random();
      if (kind < 0.4)
        add(
          sound,
          at,
          made(
            3000,
            (n) => Math.sin((tau * (50 * n + 900 * (1 - Math.exp(-n / 300)) * 10)) / noiseRate) * Math.exp(-n / 900),
          ),
        );
      else
        add(
          sound,
          at,
          scaled(noise(random, 2500, kind < 0.7 ? 0.3 : -0.5), (n) => 0.6 * Math.exp(-n / (kind < 0.7 ? 600 : 150))),
        );
    });
    return sound;
  },
  piano: (random, length) =>
    melody(random, length, (frequency, size) => tone(frequency, size, 1.3, between(random, 3, 8))),
  organ: (random, length) =>
    melody(random, length, (frequency, size) => tone(frequency, size, between(random, 0.8, 2), 0)),
  strings: (random, length) => melody(random, length, (frequency, size) => pluck(random, frequency, size)),
  bells: (random, length) =>
    melody(random, length, (frequency, size) =>
      sum(...[1, 2.76, 5.4].map((ratio) => tone(Math.min(7000, frequency * ratio), size, 3, 4, 1))),
    ),
  synth: (random, length) => {
    const [ratio, depth] = [Math.ceil(5 * random()), between(random, 0.5, 5)];
    return melody(random, length, (frequency, size) =>
      made(size, (n) => {
        const swing = Math.sin((tau * ratio * frequency * n) / noiseRate);
        return (
          Math.sin((tau * frequency * n) / noiseRate + depth * swing * Math.exp(-n / 3000)) *
          Math.exp(-n / 6000) *
          Math.min(1, n / 80)
        );
      }),
    );
  },
  birds: (random, length) => {
    const sound = scaled(noise(random, length, 0.3), 0.01);
    times(random, length, between(random, 2, 8), false, (at) => {
      const [from, bend, size] = [
        hz(random, 1500, 6000),
        between(random, -0.5, 0.5),
        Math.round(between(random, 0.03, 0.25) * noiseRate),
      ];
      const chirp = swept(size, (n) => from * (1 + (bend * n) / size));
      add(
        sound,
        at,
        scaled(chirp, (n) => Math.sin((Math.PI * n) / size)),
      );
    });
    return sound;
  },
  steps: (random, length) => {
    const sound = scaled(noise(random, length, 0.8), 0.01);
    times(random, length, between(random, 1.2, 3), true, (at) => {
      add(
        sound,
        at,
        scaled(noise(random, 2400, between(random, 0.7, 0.98)), (n) => Math.exp(-n / 500)),
        between(random, 0.5, 1),
      );
    });
    return sound;
  },
};

/**
 * One sound of a family.
 *
 * @param random Numbers in [0, 1).
 * @returns From half a second to five.
 */
export function noiseSound(family: string, random: () => number): Float32Array {
  const sound = noiseFamilies[family](random, Math.round(between(random, 0.5, 5) * noiseRate));
  const loudest = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return loudest > 0 ? sound.map((value) => (value * 0.5) / loudest) : sound;
}
