/**
 * Lets timers, messages, signals and, in a page, drawing have their turn. Not by a timer, which waits for a millisecond
 * in Node and for up to a second in a hidden tab: by setImmediate in Node, by a message elsewhere.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
