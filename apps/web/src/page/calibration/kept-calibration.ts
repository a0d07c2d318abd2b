import type { SpeakerCalibration } from '@aver/recognizer';

/** Where the browser keeps it: on this device, for this page. */
const key = 'aver:calibration';

/** The calibration that is kept on this device, if there is one that can be read. */
export function keptCalibration(): SpeakerCalibration | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** @throws Error where the browser keeps nothing for this page. */
export function keepCalibration(calibration: SpeakerCalibration): void {
  try {
    localStorage.setItem(key, JSON.stringify(calibration));
  } catch (cause) {
    throw new Error('This browser keeps nothing for this page: the calibration lasts until the page is closed.', {
      cause,
    });
  }
}

export function deleteCalibration(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where nothing may be kept, nothing was.
  }
}
