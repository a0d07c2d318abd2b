import { createPlayer } from '../../audio/player.js';
import type { Answer, ModelInfo, SoundSource, SoundTimeline } from '../../worker/calls.js';
import { byId } from '../elements.js';
import type { Engine } from '../engine.js';
import { answersAsJson } from '../export/answers-as-json.js';
import { saveFile } from '../export/save-file.js';
import type { LiveView } from '../listen/live-view.js';
import { createTimelinePanel } from '../timeline/timeline-panel.js';
import { showAnswer } from './show-answer.js';
import { showExplanation } from './show-explanation.js';

/** A sound that is shorter, in seconds, has no timeline: it is one moment. */
const shortestTimeline = 2.5;

/** The answer to one sound, or to a moment of it. */
export interface AnswerSection {
  show(answer: Answer, model: ModelInfo): void;
  clear(): void;
  /** The answer that is shown. */
  current(): Answer | undefined;
}

export interface AnswerSectionOptions {
  engine: Engine;
  live: LiveView;
  /** What computes, in a few words. */
  backend: () => string;
  /** Asks the model of a moment; nothing where another question came meanwhile. */
  ask: (source: SoundSource) => Promise<Answer | undefined>;
  onError: (error: unknown) => void;
}

export function createAnswerSection({ engine, live, backend, ask, onError }: AnswerSectionOptions): AnswerSection {
  const section = byId('answer', HTMLElement);
  const playButton = byId('play', HTMLButtonElement);
  const explainButton = byId('explain', HTMLButtonElement);
  const panel = createTimelinePanel({
    onHear: hear,
    onAsk: askMoment,
    onWhole: () => whole && put(whole),
    onStop: cancel,
  });
  /** Where in the whole sound that begins which plays, in seconds; undefined where it is none of it. */
  let playedFrom: number | undefined;
  const player = createPlayer((isPlaying) => {
    playButton.textContent = isPlaying ? 'Stop the sound' : 'Play the sound';
    playButton.toggleAttribute('data-playing', isPlaying);
    if (isPlaying) follow();
  });
  /** What is shown: the whole sound's answer, or that of a moment of it. */
  let shown: Answer | undefined;
  let whole: Answer | undefined;
  let timeline: SoundTimeline | undefined;
  let model: ModelInfo | undefined;
  let listening: AbortController | undefined;

  playButton.addEventListener('click', () => {
    if (playButton.hasAttribute('data-playing')) player.stop();
    else if (shown) play(shown.sound.samples, shown.sound.sampleRate, shown === whole ? 0 : undefined);
  });
  byId('save-answer', HTMLButtonElement).addEventListener('click', () => {
    if (!shown || !model) return;
    const own = shown === whole ? timeline : undefined;
    saveFile('answer.json', 'application/json', answersAsJson([{ name: shown.name, answer: shown }], model, own));
  });
  explainButton.addEventListener('click', explain);

  async function explain(): Promise<void> {
    const asked = shown;
    if (!asked?.input) return;
    const { model, input, strongest } = asked;
    explainButton.disabled = true;
    const tell = (isDone: boolean) => (explanation: Parameters<typeof showExplanation>[1]) => {
      if (shown === asked) showExplanation(asked, explanation, isDone);
    };
    try {
      tell(true)(await engine('explain', { model, input, strongest }, { onProgress: tell(false) }));
    } catch (reason) {
      if (shown === asked) onError(reason);
    } finally {
      explainButton.disabled = false;
    }
  }

  function put(answer: Answer): void {
    if (!model) return;
    shown = answer;
    showAnswer(answer, model, backend());
    explainButton.hidden = !answer.input;
  }

  async function listen(answer: Answer): Promise<void> {
    const own = new AbortController();
    listening = own;
    const { model: id, sound } = answer;
    panel.tell(0);
    try {
      const heard = await engine('timeline', { model: id, sound }, { onProgress: panel.tell, signal: own.signal });
      if (listening === own) showTimeline(answer, heard);
    } catch (reason) {
      if (listening !== own) return;
      panel.clear();
      if (!own.signal.aborted) onError(reason);
    }
  }

  function showTimeline(answer: Answer, heard: SoundTimeline): void {
    timeline = heard;
    if (model) panel.show(answer, heard, model);
  }

  function cancel(): void {
    listening?.abort();
  }

  function part(from: number, until: number) {
    const { samples, sampleRate } = (whole as Answer).sound;
    return { samples: samples.slice(Math.round(from * sampleRate), Math.round(until * sampleRate)), sampleRate };
  }

  function hear(from: number, until: number): void {
    if (!whole) return;
    const { samples, sampleRate } = part(from, until);
    play(samples, sampleRate, from);
  }

  async function askMoment(from: number, until: number): Promise<void> {
    if (!whole) return;
    const name = `${whole.name}, ${from.toFixed(1)} to ${until.toFixed(1)} s`;
    const answer = await ask({ kind: 'samples', name, ...part(from, until) });
    if (!answer) return;
    put(answer);
    byId('answer-title', HTMLElement).focus();
    await explain();
  }

  async function play(samples: Float32Array, sampleRate: number, from: number | undefined): Promise<void> {
    try {
      playedFrom = from;
      await player.play({ samples, sampleRate }, (port, rate) => {
        live.clear();
        const give = { port, sampleRate: rate, isAsked: false };
        engine('listen', give, { onProgress: live.add, transfer: [port] }).catch(onError);
      });
    } catch (reason) {
      onError(reason);
    }
  }

  /** Moves the line in the timeline with the sound. */
  function follow(): void {
    const seconds = player.seconds();
    panel.playAt(seconds === undefined || playedFrom === undefined ? undefined : playedFrom + seconds);
    if (seconds !== undefined) requestAnimationFrame(follow);
  }

  return {
    show(answer, of) {
      cancel();
      listening = undefined;
      [whole, model, timeline] = [answer, of, undefined];
      panel.clear();
      put(answer);
      const { samples, sampleRate } = answer.sound;
      if (answer.timeline) showTimeline(answer, answer.timeline);
      else if (samples.length >= shortestTimeline * sampleRate) listen(answer);
    },
    clear() {
      cancel();
      [shown, whole, timeline, listening] = [undefined, undefined, undefined, undefined];
      section.hidden = true;
      panel.clear();
      player.stop();
    },
    current: () => shown,
  };
}
