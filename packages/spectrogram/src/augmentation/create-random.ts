import { mulberry32, murmurFinish, requireSeed } from '@aver/random';

/** A stream of random numbers that its seed alone decides. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next whole number from 0 to count - 1, each equally likely. */
  below(count: number): number;
  /** The next number of mean 0 and standard deviation 1, normally distributed. */
  normal(): number;
}

/**
 * A seeded generator: mulberry32 for the bits, a ziggurat of 128 layers for normal numbers.
 *
 * @param caller The function whose name the message carries.
 * @param seed An integer from 0 to 2^32 - 1.
 * @throws RangeError for another seed.
 * @see T. Ettinger's mulberry32; Marsaglia and Tsang (2000), The Ziggurat Method for Generating Random Variables, with the
 * layer and the place in it from different bits, as Doornik (2005) asks for
 */
export function createRandom(caller: string, seed: number): Random {
  requireSeed(caller, seed);
  // Neighbouring seeds become states that lie far apart.
  const bits = mulberry32(murmurFinish(seed));
  const uniform = (): number => bits() / 2 ** 32;
  const { edges, heights } = ziggurat();
  const normal = (): number => {
    for (;;) {
      const drawn = bits() | 0;
      const layer = drawn & 127;
      // 25 bits with a sign, as a number in (-1, 1) that is never 0.
      const place = ((drawn >> 7) + 0.5) / 2 ** 24;
      const x = place * edges[layer];
      if (Math.abs(x) < edges[layer + 1]) return x;
      if (layer === 0) return place < 0 ? -tail(uniform) : tail(uniform);
      const height = heights[layer] + uniform() * (heights[layer + 1] - heights[layer]);
      if (height < Math.exp(-0.5 * x * x)) return x;
    }
  };
  return { uniform, below: (count) => Math.floor(uniform() * count), normal };
}

/** Where the tail begins, and the area of every layer, for 128 layers. */
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;

// A normal number beyond tailStart (Marsaglia 1964).
function tail(uniform: () => number): number {
  for (;;) {
    const x = -Math.log(1 - uniform()) / tailStart;
    if (-2 * Math.log(1 - uniform()) > x * x) return tailStart + x;
  }
}

interface Ziggurat {
  /** Right edges of the layers, from the lowest, whose rectangle stands for its tail too, to the top, where it is 0. */
  edges: Float64Array;
  /** exp(-x^2 / 2) at the edges; a layer lies between its own and the next. */
  heights: Float64Array;
}

let kept: Ziggurat | undefined;

function ziggurat(): Ziggurat {
  if (kept) return kept;
  const density = (x: number): number => Math.exp(-0.5 * x * x);
  const edges = new Float64Array(129);
  edges[0] = layerArea / density(tailStart);
  edges[1] = tailStart;
  for (let layer = 2; layer < 128; layer++) {
    const before = edges[layer - 1];
    edges[layer] = Math.sqrt(-2 * Math.log(layerArea / before + density(before)));
  }
  kept = { edges, heights: edges.map(density) };
  return kept;
}
