import type { Random } from '../create-random.js';
import { type ControlTracks, nasalPole } from '../sentence/control-tracks.js';
import { bandPass } from './band-pass.js';
import { createGlottalSource, type GlottalSourceOptions } from './glottal-source.js';
import { antiresonate, resonate } from './resonate.js';
import { type Resonator, resonator } from './resonator.js';

/** What stays the same through a sentence, besides the glottis. */
export interface RenderSpeechOptions extends GlottalSourceOptions {
  /** Factor on the formants above the third, which lie at 3500 Hz, 4500 Hz and so on in a man's voice. */
  formantScale: number;
}

/**
 * Makes sound from control tracks: glottal pulses and breath noise through a cascade of formant resonators, plus
 * frication noise through a band-pass of its own (the structure of Klatt 1980, J. Acoust. Soc. Am. 67, 971-995).
 *
 * @param tracks The movements.
 * @param options The voice.
 * @param random Where the noise, jitter and shimmer come from.
 * @returns Samples of any scale, `frames * frameSeconds` long.
 */
export function renderSpeech(tracks: ControlTracks, options: RenderSpeechOptions, random: Random): Float64Array {
  const { sampleRate, formantScale } = options;
  const { frameSeconds, pitch, voicing, aspiration, frication, cutoff } = tracks;
  const { formants, bandwidths, nasalZero, noiseFrequency, noiseBandwidth } = tracks;
  const frames = pitch.length;
  const sampleAt = (frame: number) => Math.round(frame * frameSeconds * sampleRate);
  const speech = new Float64Array(sampleAt(frames));
  const turbulence = new Float64Array(Math.ceil(frameSeconds * sampleRate) + 1);
  // White noise of the same power per Hz at every sample rate.
  const noiseScale = Math.sqrt(sampleRate / 48000);
  const noise = () => noiseScale * (2 * random.uniform() - 1);

  const glottis = createGlottalSource(options, random);
  let tilted = 0;
  // The filters of the tract, one after the other: first those that move, then those that do not.
  const movingAt = (frame: number) =>
    formants.map((formant, k) => resonator(formant[frame], bandwidths[k][frame], sampleRate));
  const zeroAt = (frame: number) => resonator(nasalZero[frame], nasalBandwidth, sampleRate);
  const fixed = [...higherFormants(formantScale, sampleRate), resonator(nasalPole, nasalBandwidth, sampleRate)];
  const movingStates = formants.map(() => new Float64Array(2));
  const fixedStates = fixed.map(() => new Float64Array(2));
  const zeroState = new Float64Array(2);
  const turbulenceState = new Float64Array(4);

  let moving = movingAt(0);
  let zero = zeroAt(0);
  for (let frame = 0; frame < frames; frame++) {
    const next = Math.min(frame + 1, frames - 1);
    const start = sampleAt(frame);
    const stop = sampleAt(frame + 1);
    const tick = 1 / (stop - start);

    // A one-pole low-pass is the spectral tilt of the voice.
    const keep = Math.exp((-2 * Math.PI * cutoff[frame]) / sampleRate);
    for (let i = start; i < stop; i++) {
      const w = (i - start) * tick;
      const voice = voicing[frame] + w * (voicing[next] - voicing[frame]);
      const breath = aspiration[frame] + w * (aspiration[next] - aspiration[frame]);
      glottis.next(pitch[frame]);
      tilted = keep * tilted + (1 - keep) * voiceScale * voice * glottis.slope;
      // While the voice swings, breath comes in puffs.
      const gate = 1 - 0.7 * Math.min(1, voice) * (1 - glottis.flow);
      speech[i] = tilted + gate * breath * noise();
    }

    const nextMoving = movingAt(next);
    const nextZero = zeroAt(next);
    for (let k = 0; k < moving.length; k++) resonate(speech, start, stop, moving[k], nextMoving[k], movingStates[k]);
    antiresonate(speech, start, stop, zero, nextZero, zeroState);
    for (let k = 0; k < fixed.length; k++) resonate(speech, start, stop, fixed[k], fixed[k], fixedStates[k]);
    moving = nextMoving;
    zero = nextZero;

    if (frication[frame] > 0 || frication[next] > 0) {
      for (let i = start; i < stop; i++) {
        turbulence[i - start] =
          (frication[frame] + (i - start) * tick * (frication[next] - frication[frame])) * noise();
      }
      const centre = Math.min(noiseFrequency[frame], 0.42 * sampleRate);
      bandPass(turbulence, stop - start, centre, noiseBandwidth[frame], sampleRate, turbulenceState);
      for (let i = start; i < stop; i++) speech[i] += turbulence[i - start];
    }
  }
  return speech;
}

/** Weight of the voice against the noises, whose amplitudes were chosen for slopes in 1/ms of a period of 8 ms. */
const voiceScale = 0.125;

const nasalBandwidth = 100;

/**
 * The formants that do not move: one every 1000 Hz up to nearly half the sample rate, as in a tube, ever broader. A
 * cascade that ended sooner would fall by 12 dB an octave more for each formant that is missing.
 */
function higherFormants(formantScale: number, sampleRate: number): Resonator[] {
  const result: Resonator[] = [];
  for (let frequency = 3500 * formantScale; frequency < 0.47 * sampleRate; frequency += 1000 * formantScale) {
    result.push(resonator(frequency, 60 + 0.04 * frequency, sampleRate));
  }
  return result;
}
