/** The audio thread's part: sends what the microphone hears to the worker, past the page. */

// The scope of a worklet, which the DOM's types do not know.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** Samples in a message: about ten milliseconds. */
const chunkLength = 512;

class CaptureProcessor extends AudioWorkletProcessor {
  private chunk = new Float32Array(chunkLength);
  private filled = 0;
  private worker?: MessagePort;
  private ended = false;

  constructor() {
    super();
    // The page's two words: the port to the worker, and the end.
    this.port.onmessage = ({ data }: MessageEvent<MessagePort | 'end'>) => {
      if (data !== 'end') {
        this.worker = data;
        return;
      }
      this.ended = true;
      this.flush();
      this.worker?.postMessage(null);
    };
  }

  /** Called for every 128 frames of each input's channels. */
  process([channels]: Float32Array[][]): boolean {
    if (this.ended) return false;
    const length = channels[0]?.length ?? 0;
    for (let t = 0; t < length; t++) {
      let sum = 0;
      for (const channel of channels) sum += channel[t];
      this.chunk[this.filled++] = sum / channels.length;
      if (this.filled === chunkLength) this.flush();
    }
    return true;
  }

  private flush(): void {
    this.worker?.postMessage(this.chunk.slice(0, this.filled));
    this.filled = 0;
  }
}

registerProcessor('capture', CaptureProcessor as typeof AudioWorkletProcessor);
