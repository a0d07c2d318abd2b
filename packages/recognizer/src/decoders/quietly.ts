const DECODERS = /^(libopus |mpg123-decoder|@wasm-audio-decoders\/)/;

let running = 0;
let restore = () => {};

/**
 * What some work gives, without what the decoders print on their way: they return it too, and a library does not print.
 * What others print meanwhile is printed.
 */
export async function quietly<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  if (running++ === 0) {
    const { error } = console;
    const filtered = (...words: unknown[]) => {
      if (!DECODERS.test(String(words[0]))) error.apply(console, words);
    };
    console.error = filtered;
    restore = () => {
      if (console.error === filtered) console.error = error;
    };
  }
  try {
    return await work();
  } finally {
    if (--running === 0) restore();
  }
}
