import ora from 'ora';
import { duration } from './duration.js';

/** Tells a waiting person how far a step is. */
export interface Progress {
  /** A new step begins. */
  start(step: string): void;
  /**
   * How far the step is.
   *
   * @param fraction Between 0 and 1.
   * @param detail What is going on, in a few words.
   * @param secondsLeft How long it still takes, null where that is unknown; by default reckoned from the start of the
   * step.
   */
  update(fraction: number, detail?: string, secondsLeft?: number | null): void;
  /** The step is done: what was drawn is taken away, unless a last word is given. */
  finish(lastWord?: string): void;
}

const secondsBetweenLines = 15;

/**
 * Progress on stderr: one line that changes in a terminal, a line now and then elsewhere.
 */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  // Some terminals (a container's, a recording's) say that they are 0 columns wide, which ora cannot draw on.
  const drawn = stream.isTTY && stream.columns > 0;
  const spinner = ora({ stream, discardStdin: false, isEnabled: drawn });
  let step = '';
  let started = 0;
  let lastLine = 0;
  const line = (text: string) => {
    if (drawn) spinner.text = text;
    else if (performance.now() - lastLine > secondsBetweenLines * 1000) {
      lastLine = performance.now();
      stream.write(`${text}\n`);
    }
  };
  return {
    start(name) {
      step = name;
      started = performance.now();
      if (drawn) spinner.start(step);
      else {
        lastLine = started;
        stream.write(`${step} ...\n`);
      }
    },
    update(fraction, detail, secondsLeft) {
      const seconds = (performance.now() - started) / 1000;
      const reckoned = fraction > 0.02 ? (seconds * (1 - fraction)) / fraction : null;
      const rest = secondsLeft === undefined ? reckoned : secondsLeft;
      const left = rest === null ? '' : `, ${duration(rest)} left`;
      line(`${step}: ${Math.floor(fraction * 100)} %${left}${detail ? ` (${detail})` : ''}`);
    },
    finish(lastWord) {
      if (drawn) spinner.stop();
      if (lastWord) stream.write(`${lastWord}\n`);
    },
  };
}
