import { openCapture } from './capture.js';

/** A microphone that is being listened to. */
export interface Microphone {
  /** Where its sound arrives, for the worker. */
  port: MessagePort;
  /** Hz. */
  sampleRate: number;
  /** The loudest of the last 40 ms or so: 0 to 1, where it clips. */
  level(): number;
  /** Ends it; what was heard until then has arrived when the port says null. */
  stop(): void;
}

/**
 * Opens the microphone, as raw as the browser gives it: cleaning it up would change what the model hears.
 *
 * A microphone that is unplugged ends as one that is stopped.
 *
 * @param deviceId The browser's name of one; its own choice where there is none.
 * @throws Error in words for the person in front of the page.
 */
export async function openMicrophone(deviceId?: string): Promise<Microphone> {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new Error('This browser gives no microphone to this page (it must be served from localhost or over https).');
  }
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(deviceId && { deviceId: { exact: deviceId } }),
        ...{ channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      },
    });
  } catch (error) {
    const reasons: Record<string, string> = {
      NotAllowedError: 'The microphone was not allowed. The browser’s address bar lets you change that.',
      NotFoundError: 'There is no microphone here.',
      OverconstrainedError: 'The chosen microphone is not there any more.',
      NotReadableError: 'The microphone is in use by another program.',
    };
    const { name, message } = error as DOMException;
    throw new Error(reasons[name] ?? `The microphone cannot be opened: ${message}`, { cause: error });
  }

  // At the microphone's own rate: some browsers refuse to connect another one. The worker resamples.
  const context = new AudioContext();
  const capture = await openCapture(context);
  const source = context.createMediaStreamSource(stream);
  source.connect(capture.node);
  const analyser = context.createAnalyser();
  source.connect(analyser);
  const latest = new Float32Array(analyser.fftSize);
  for (const track of stream.getTracks()) track.onended = () => capture.end();
  return {
    port: capture.port,
    sampleRate: context.sampleRate,
    level() {
      analyser.getFloatTimeDomainData(latest);
      return latest.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    },
    stop() {
      capture.end();
      for (const track of stream.getTracks()) track.stop();
      // The worklet must live until its last message is out.
      setTimeout(() => context.close(), 500);
    },
  };
}
