import processorUrl from './capture-processor.ts?worker&url';

/** Sound on its way from an audio context to the worker. */
export interface Capture {
  /** What a source of sound is connected to. */
  node: AudioNode;
  /** Where the sound arrives, for the worker; it says null at the end. */
  port: MessagePort;
  /** Ends it: what was heard until then is sent. */
  end(): void;
}

const loaded = new WeakSet<AudioContext>();

/** Opens a way for sound from an audio context straight to the worker, past the page's own thread. */
export async function openCapture(context: AudioContext): Promise<Capture> {
  if (!loaded.has(context)) await context.audioWorklet.addModule(processorUrl);
  loaded.add(context);
  const node = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
  const { port1, port2 } = new MessageChannel();
  node.port.postMessage(port1, [port1]);
  return { node, port: port2, end: () => node.port.postMessage('end') };
}
