import type { CalibrationOutcome, ModelInfo, Sound } from '../../worker/calls.js';
import { byId, create, share } from '../elements.js';
import type { Engine } from '../engine.js';
import { startRecording } from '../listen/recording.js';
import { deleteCalibration, keepCalibration, keptCalibration } from './kept-calibration.js';

/** Sentences that say nothing of a mood. */
const sentences = [
  'The bus to the station leaves at ten past eight.',
  'There are two glasses and a plate on the table.',
  'I put the keys into the upper drawer of the desk.',
  'The library is open until six on every weekday.',
  'We need bread, a litre of milk and some apples.',
];
/** Of a shorter one, in seconds, there is too little to learn. */
const shortestSentence = 1;

/** The part of the page that learns how the reader sounds. */
export interface CalibrationPanel {
  /** What is kept on this device is used from now on for a model that was just taken, where it takes one. */
  apply(model: ModelInfo): Promise<ModelInfo>;
}

export interface CalibrationPanelOptions {
  engine: Engine;
  /** The browser's name of the microphone that the reader chose. */
  microphone: () => string;
  /** The model is asked about somebody else from now on. */
  onModel: (model: ModelInfo) => void;
  onError: (error: unknown) => void;
}

export function setUpCalibration({ engine, microphone, onModel, onError }: CalibrationPanelOptions): CalibrationPanel {
  const section = byId('calibration', HTMLElement);
  const sentence = byId('calibration-sentence', HTMLElement);
  const button = byId('calibrate', HTMLButtonElement);
  const cancelButton = byId('calibration-cancel', HTMLButtonElement);
  const deleteButton = byId('calibration-delete', HTMLButtonElement);
  const meter = byId('calibration-level', HTMLMeterElement);
  const status = byId('calibration-status', HTMLElement);
  const changes = byId('calibration-changes', HTMLTableElement);
  /** Of the sentence that is being spoken. */
  let stop: (() => void) | undefined;
  let isCancelled = false;

  button.addEventListener('click', async () => {
    if (stop) return stop();
    button.disabled = true;
    isCancelled = false;
    cancelButton.hidden = false;
    changes.hidden = true;
    try {
      const sounds = await record();
      if (sounds) await learn(await engine('calibrate', sounds));
    } catch (error) {
      status.textContent = '';
      onError(error);
    } finally {
      sentence.hidden = true;
      cancelButton.hidden = true;
      button.disabled = false;
      button.textContent = 'Begin';
    }
  });
  cancelButton.addEventListener('click', () => {
    isCancelled = true;
    stop?.();
  });
  deleteButton.addEventListener('click', async () => {
    deleteCalibration();
    try {
      onModel(await engine('useSpeaker', undefined));
      changes.hidden = true;
      deleteButton.hidden = true;
      status.textContent = 'Deleted: the model is asked about nobody in particular.';
    } catch (error) {
      onError(error);
    }
  });

  /** Every sentence; undefined where the reader had enough. */
  async function record(): Promise<Sound[] | undefined> {
    const sounds: Sound[] = [];
    while (sounds.length < sentences.length) {
      // Cancelled before anything was heard, a recording is an error.
      const sound = await speak(sentences[sounds.length], sounds.length === sentences.length - 1).catch((error) => {
        if (isCancelled) return undefined;
        throw error;
      });
      if (!sound || isCancelled) {
        status.textContent = 'Cancelled: nothing was kept.';
        return undefined;
      }
      if (sound.samples.length >= shortestSentence * sound.sampleRate) sounds.push(sound);
      else status.textContent = 'That was short: please say the whole sentence.';
    }
    return sounds;
  }

  async function speak(words: string, isLast: boolean): Promise<Sound> {
    const recording = await startRecording(engine, {
      ...{ microphone: microphone(), isAsked: false },
      onHeard: () => {
        meter.value = recording.level();
      },
    });
    const end = new Promise<void>((resolve) => {
      stop = resolve;
    });
    sentence.textContent = `“${words}”`;
    sentence.hidden = false;
    meter.hidden = false;
    button.disabled = false;
    button.textContent = isLast ? 'Done' : 'Next sentence';
    try {
      await Promise.race([end, recording.sound]);
      recording.stop();
      return await recording.sound;
    } finally {
      stop = undefined;
      meter.hidden = true;
    }
  }

  async function learn({ calibration, changes: all }: CalibrationOutcome): Promise<void> {
    onModel(await engine('useSpeaker', calibration));
    deleteButton.hidden = false;
    const others = all.filter(({ before, after }) => before.label !== after.label).length;
    status.textContent =
      `Calibrated to you. Of your ${all.length} sentences, ${others} ${others === 1 ? 'gets' : 'get'} another answer than before. ` +
      'What is kept is a list of numbers, without any sound, on this device.';
    const head = create('tr', {}, ...['Sentence', 'Before', 'Now'].map((text) => create('th', { scope: 'col' }, text)));
    const row = ({ before, after }: CalibrationOutcome['changes'][number], i: number) =>
      create(
        'tr',
        {},
        create('th', { scope: 'row' }, sentences[i]),
        ...[before, after].map(({ label, probability }) => create('td', {}, `${label}, `, share(probability))),
      );
    changes.replaceChildren(create('thead', {}, head), create('tbody', {}, ...all.map(row)));
    changes.hidden = false;
    keepCalibration(calibration);
  }

  return {
    async apply(model) {
      section.hidden = !model.card.speaker;
      changes.hidden = true;
      status.textContent = '';
      const kept = keptCalibration();
      deleteButton.hidden = !kept;
      if (!kept || !model.card.speaker) return model;
      try {
        const calibrated = await engine('useSpeaker', kept);
        status.textContent = 'In use: the calibration that is kept on this device.';
        return calibrated;
      } catch {
        status.textContent = 'The calibration that is kept on this device is one for another model, and not in use.';
        return model;
      }
    },
  };
}
