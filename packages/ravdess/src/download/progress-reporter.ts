import type { FetchProgress } from './fetch-archive.js';
import { transferRate } from './transfer-rate.js';

/** Says how far a fetch is, keeping the numbers that do not change from one report to the next. */
export interface ProgressReporter {
  waiting(): void;
  retrying(problem: string, secondsToRetry: number): void;
  downloading(receivedBytes: number, totalBytes: number): void;
  verifying(totalBytes: number): void;
}

/** @param onProgress Called with every report. */
export function progressReporter(onProgress: (progress: FetchProgress) => void): ProgressReporter {
  let receivedBytes = 0;
  let totalBytes = 0;
  let rate = transferRate();
  return {
    waiting: () => onProgress({ state: 'waiting', receivedBytes, totalBytes }),
    retrying(problem, secondsToRetry) {
      rate = transferRate();
      onProgress({ state: 'retrying', receivedBytes, totalBytes, problem, secondsToRetry });
    },
    downloading(received, total) {
      receivedBytes = received;
      totalBytes = total;
      const bytesPerSecond = rate(received);
      const secondsLeft = bytesPerSecond ? (total - received) / bytesPerSecond : undefined;
      onProgress({ state: 'downloading', receivedBytes, totalBytes, bytesPerSecond, secondsLeft });
    },
    verifying(total) {
      receivedBytes = total;
      totalBytes = total;
      onProgress({ state: 'verifying', receivedBytes, totalBytes });
    },
  };
}
