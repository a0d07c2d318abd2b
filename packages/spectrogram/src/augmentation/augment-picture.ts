import { requireFinite, requireInteger, requireNotNegative } from '../require-argument.js';
import { createRandom, type Random } from './create-random.js';

/** How pictures are changed at random while a model learns from them: plain JSON, every field 0, which is off, unless given. */
export interface AugmentationSpec {
  /** Time is stretched about the picture's middle by a factor uniform in 1 - speed .. 1 + speed; below 1. @default 0 */
  speed?: number;
  /** Frames by which the recording is moved, uniform in -timeShift .. timeShift. @default 0 */
  timeShift?: number;
  /** Bands by which the recording is moved up, uniform in -bandShift .. bandShift. @default 0 */
  bandShift?: number;
  /** dB that are added to all that is not silence, uniform in -gain .. gain. @default 0 */
  gain?: number;
  /** dB: normal noise on all that is not silence, its standard deviation uniform in 0 .. noise. @default 0 */
  noise?: number;
  /** How many ranges of bands are silenced, and how many of frames. @default 0 */
  masks?: number;
  /** The most bands of one range: 0 to maskBands, each number equally likely. @default 0 */
  maskBands?: number;
  /** The most frames of one range: 0 to maskFrames, each number equally likely. @default 0 */
  maskFrames?: number;
}

export interface AugmentPictureOptions extends AugmentationSpec {
  /** Rows: bands, the lowest first. */
  height: number;
  /** Columns: frames. */
  width: number;
}

/**
 * A picture of decibels above silence, as {@link logMelSpectrogram} makes it, changed at random, so that a model does not learn
 * a small set of recordings by heart: said faster or slower, earlier or later, with a longer or shorter vocal tract,
 * louder or softer, with noise, and with parts missing.
 *
 * Cell (b, t) is first read at band b - s and frame m + (t - m - d) / f, where m = (width - 1) / 2, by bilinear
 * interpolation; beyond the first and last frame is silence, beyond the lowest and highest band are these. Then, where it is
 * above 0, it is max(0, cell + g + n e) with e normal. Then `masks` ranges of bands and `masks` of frames are set to 0, each
 * as wide as drawn and anywhere in the picture with equal chance. f, d, s, g, n and the ranges are drawn for each picture.
 *
 * @param picture height * width values, row after row, 0 being silence. Left as it is.
 * @param options Size, and what is changed how far.
 * @param seed A whole number from 0 to 2^32 - 1. Equal ones give equal pictures.
 * @returns height * width values.
 * @throws TypeError when the picture is no Float32Array.
 * @throws RangeError for a picture that is not of that size or not finite, a value out of range, or another seed.
 * @see Jaitly and Hinton (2013), Vocal Tract Length Perturbation (VTLP) Improves Speech Recognition, of which a shift on
 * the mel scale is a likeness; Park et al. (2019), SpecAugment, for the masks
 * @example
 * augmentPicture(data, { height: 64, width: 160, speed: 0.15, bandShift: 2, masks: 1, maskBands: 8, maskFrames: 16 }, 1);
 */
export function augmentPicture(
  picture: Float32Array,
  options: AugmentPictureOptions,
  seed: number,
): Float32Array<ArrayBuffer> {
  const { height, width, speed = 0, timeShift = 0, bandShift = 0, gain = 0, noise = 0 } = options;
  const { masks = 0, maskBands = 0, maskFrames = 0 } = options;
  requirePicture(picture, height, width);
  if (!(speed >= 0 && speed < 1)) {
    throw new RangeError(`augmentPicture: speed must be at least 0 and below 1; received ${speed}`);
  }
  for (const [name, value] of Object.entries({ timeShift, bandShift, gain, noise })) {
    requireNotNegative('augmentPicture', name, value);
  }
  requireInteger('augmentPicture', 'masks', masks, 0);
  requireWidth('maskBands', maskBands, height);
  requireWidth('maskFrames', maskFrames, width);

  // Numbers are drawn for what is off too, so that a field that is changed leaves the others' numbers as they were.
  const random = createRandom('augmentPicture', seed);
  const within = (most: number): number => most * (2 * random.uniform() - 1);
  const factor = 1 + within(speed);
  const frames = within(timeShift);
  const bands = within(bandShift);
  const level = within(gain);
  const deviation = noise * random.uniform();

  const result = warped(picture, height, width, factor, frames, bands);
  for (let mask = 0; mask < masks; mask++) {
    const rows = random.below(maskBands + 1);
    const row = random.below(height - rows + 1);
    result.fill(0, row * width, (row + rows) * width);
    const columns = random.below(maskFrames + 1);
    const column = random.below(width - columns + 1);
    for (let at = column; at < result.length; at += width) result.fill(0, at, at + columns);
  }
  // Behind the masks, which are silence and stay so.
  if (level !== 0 || deviation > 0) addLevel(result, level, deviation, random);
  return result;
}

// The picture with time stretched about its middle by `factor` and moved by so many frames and bands.
function warped(
  picture: Float32Array,
  height: number,
  width: number,
  factor: number,
  frames: number,
  bands: number,
): Float32Array<ArrayBuffer> {
  const middle = (width - 1) / 2;
  // A row with two silent frames on either side: whatever lies further out is read there.
  const row = new Float64Array(width + 4);
  const lows = new Int32Array(width);
  const shares = new Float64Array(width);
  for (let t = 0; t < width; t++) {
    const place = Math.min(width, Math.max(-2, middle + (t - middle - frames) / factor));
    lows[t] = Math.floor(place) + 2;
    shares[t] = place + 2 - lows[t];
  }

  const result = new Float32Array(height * width);
  for (let b = 0; b < height; b++) {
    const place = Math.min(height - 1, Math.max(0, b - bands));
    const low = Math.floor(place);
    const share = place - low;
    const below = low * width;
    const above = Math.min(height - 1, low + 1) * width;
    for (let t = 0; t < width; t++) {
      row[t + 2] = picture[below + t] + share * (picture[above + t] - picture[below + t]);
    }
    for (let t = 0, to = b * width; t < width; t++, to++) {
      const at = lows[t];
      result[to] = row[at] + shares[t] * (row[at + 1] - row[at]);
    }
  }
  return result;
}

// Louder or softer, with noise: what is silence stays silence, and nothing is softer than it.
function addLevel(picture: Float32Array, level: number, deviation: number, random: Random): void {
  for (let i = 0; i < picture.length; i++) {
    const cell = picture[i];
    if (cell <= 0) continue;
    const changed = deviation > 0 ? cell + level + deviation * random.normal() : cell + level;
    picture[i] = Math.max(0, changed);
  }
}

function requirePicture(picture: Float32Array, height: number, width: number): void {
  const tag = Object.prototype.toString.call(picture);
  if (tag !== '[object Float32Array]') {
    throw new TypeError(`augmentPicture: picture must be a Float32Array; received ${tag}`);
  }
  requireInteger('augmentPicture', 'height', height);
  requireInteger('augmentPicture', 'width', width);
  if (picture.length !== height * width) {
    throw new RangeError(
      `augmentPicture: picture must be of ${height} x ${width} values; received ${picture.length} values`,
    );
  }
  requireFinite('augmentPicture', 'picture', picture);
}

function requireWidth(name: string, value: number, most: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value <= most)) {
    throw new RangeError(`augmentPicture: ${name} must be a whole number from 0 to ${most}; received ${value}`);
  }
}
