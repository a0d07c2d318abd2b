/** What the platform may resample to, in Hz; more than speech needs. */
const platformRate = 48000;

/**
 * Decodes what the browser knows, such as M4A and WebM.
 *
 * @param bytes The whole file.
 * @returns Undefined where there is no such decoder, as in Node.js, or the file is none of its.
 */
export async function decodeOnPlatform(
  bytes: Uint8Array,
): Promise<{ samples: Float32Array; sampleRate: number } | undefined> {
  if (typeof OfflineAudioContext === 'undefined') return undefined;
  try {
    // A copy, since it is taken away.
    const buffer = await new OfflineAudioContext(1, 1, platformRate).decodeAudioData(bytes.slice().buffer);
    const samples = new Float32Array(buffer.length);
    for (let channel = 0; channel < buffer.numberOfChannels; channel++) {
      const values = buffer.getChannelData(channel);
      for (let t = 0; t < samples.length; t++) samples[t] += values[t] / buffer.numberOfChannels;
    }
    return { samples, sampleRate: buffer.sampleRate };
  } catch {
    return undefined;
  }
}
