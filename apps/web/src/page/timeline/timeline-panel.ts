import type { Answer, ModelInfo, Moment, Segment, SoundTimeline } from '../../worker/calls.js';
import { byId, create } from '../elements.js';
import { canvasesAsPng } from '../export/canvases-as-png.js';
import { saveFile } from '../export/save-file.js';
import { timelineAsCsv } from '../export/timeline-as-csv.js';
import { columnImage } from '../listen/live-view.js';
import { drawMoments } from './draw-moments.js';
import { labelColour } from './label-colour.js';

/** What of a sound is heard around a moment, in seconds: as much as the model is asked at once. */
const momentSeconds = 2;

/** A sound as it goes on: its spectrogram, the answers below it, and a moment that the reader chose. */
export interface TimelinePanel {
  show(answer: Answer, timeline: SoundTimeline, model: ModelInfo): void;
  /** Tells which share was heard. */
  tell(share: number): void;
  /** Where the sound is that plays, in seconds; undefined where none does. */
  playAt(seconds: number | undefined): void;
  clear(): void;
}

export interface TimelinePanelOptions {
  /** The reader wants to hear a piece, from and until in seconds. */
  onHear: (from: number, until: number) => void;
  /** The reader wants to know why the model answers so of a piece. */
  onAsk: (from: number, until: number) => void;
  /** The reader wants the answer to the whole sound again. */
  onWhole: () => void;
  onStop: () => void;
}

export function createTimelinePanel({ onHear, onAsk, onWhole, onStop }: TimelinePanelOptions): TimelinePanel {
  const panel = byId('over-time', HTMLElement);
  const shownPart = byId('over-time-shown', HTMLElement);
  const status = byId('over-time-status', HTMLElement);
  const stopButton = byId('over-time-stop', HTMLButtonElement);
  const canvas = byId('timeline', HTMLCanvasElement);
  const picture = byId('sound-picture', HTMLCanvasElement);
  const range = byId('moment', HTMLInputElement);
  const text = byId('moment-text', HTMLElement);
  const chosen = byId('chosen', HTMLElement);
  const playhead = byId('playhead', HTMLElement);
  const whole = byId('moment-whole', HTMLButtonElement);
  let shown: { answer: Answer; timeline: SoundTimeline; model: ModelInfo } | undefined;

  range.addEventListener('input', () => choose(range.valueAsNumber));
  for (const one of [canvas, picture]) {
    one.addEventListener('click', ({ clientX }) => {
      if (!shown) return;
      const { left, width } = one.getBoundingClientRect();
      choose(((clientX - left) / width) * shown.timeline.seconds);
      onHear(...piece());
    });
  }
  byId('moment-hear', HTMLButtonElement).addEventListener('click', () => onHear(...piece()));
  byId('moment-ask', HTMLButtonElement).addEventListener('click', () => {
    whole.hidden = false;
    onAsk(...piece());
  });
  whole.addEventListener('click', () => {
    whole.hidden = true;
    onWhole();
  });
  stopButton.addEventListener('click', onStop);
  byId('timeline-csv', HTMLButtonElement).addEventListener('click', () => {
    if (shown) saveFile('timeline.csv', 'text/csv', timelineAsCsv(shown.timeline, shown.model));
  });
  byId('timeline-png', HTMLButtonElement).addEventListener('click', async () => {
    if (!shown) return;
    const { answer, timeline, model } = shown;
    const legend = model.card.labels.map((label, i) => ({ label, colour: labelColour(label, i) }));
    const title = `${answer.name}: ${answer.emotion}`;
    const times = `0 to ${timeline.seconds.toFixed(1)} s`;
    saveFile('timeline.png', 'image/png', await canvasesAsPng([picture, canvas], { title, times, legend }));
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  function draw(): void {
    if (!shown) return;
    const { timeline, model } = shown;
    const { moments, seconds, columns } = timeline;
    const middle = ({ start, end }: Moment) => (start + end) / 2;
    const border = (i: number) => (middle(moments[i - 1]) + middle(moments[i])) / 2;
    const places = moments.map((moment, i) => ({
      moment,
      from: i === 0 ? 0 : border(i),
      until: i === moments.length - 1 ? seconds : border(i + 1),
    }));
    drawMoments(canvas, places, { from: 0, seconds, colours: model.card.labels.map(labelColour) });
    picture.width = columns.length;
    const context = picture.getContext('2d', { alpha: false });
    for (const [i, column] of columns.entries()) context?.putImageData(columnImage(column), i, 0);
  }

  /** From and until of what is heard around the chosen moment. */
  function piece(): [from: number, until: number] {
    const seconds = shown?.timeline.seconds ?? 0;
    const length = Math.min(momentSeconds, seconds);
    const from = Math.min(Math.max(0, range.valueAsNumber - length / 2), seconds - length);
    return [from, from + length];
  }

  function choose(seconds: number): void {
    if (!shown) return;
    range.value = String(seconds);
    const [from, until] = piece();
    const { moments } = shown.timeline;
    const off = ({ start, end }: Moment) => Math.abs(start + end - from - until);
    const moment = moments.reduce((best, one) => (off(one) < off(best) ? one : best));
    const said = shown.model.card.labels
      .map((label, i) => `${label} ${(100 * moment.probabilities[i]).toFixed(0)} %`)
      .join(', ');
    text.textContent = `${clockTime(from)} to ${clockTime(until)}: ${moment.label} (${said})`;
    range.setAttribute('aria-valuetext', `${clockTime(range.valueAsNumber)}: ${moment.label}`);
    chosen.style.left = `${(100 * from) / shown.timeline.seconds}%`;
    chosen.style.width = `${(100 * (until - from)) / shown.timeline.seconds}%`;
  }

  function segmentButton({ start, end, label, probability }: Segment): HTMLElement {
    const words = `${clockTime(start)} to ${clockTime(end)}: ${label}, ${(100 * probability).toFixed(0)} %`;
    const button = create('button', { type: 'button', class: 'segment', 'data-emotion': label }, words);
    button.addEventListener('click', () => {
      choose((start + end) / 2);
      onHear(start, end);
    });
    return create('li', {}, button);
  }

  return {
    show(answer, timeline, model) {
      shown = { answer, timeline, model };
      panel.hidden = false;
      shownPart.hidden = false;
      stopButton.hidden = true;
      whole.hidden = true;
      range.max = String(timeline.seconds);
      const { segments } = timeline;
      const listed = segments.slice(0, 100);
      byId('segments', HTMLOListElement).replaceChildren(...listed.map(segmentButton));
      const more =
        segments.length > listed.length ? ` The first ${listed.length} are listed; all are in the files.` : '';
      status.textContent = `${segments.length} ${segments.length === 1 ? 'stretch' : 'stretches'} in ${clockTime(timeline.seconds)}.${more}`;
      byId('legend', HTMLElement).replaceChildren(
        ...model.card.labels.map((label, i) => {
          const swatch = create('span', { class: 'swatch' });
          swatch.style.background = labelColour(label, i);
          return create('li', {}, swatch, label);
        }),
      );
      draw();
      choose(timeline.seconds / 2);
    },
    tell(share) {
      panel.hidden = false;
      shownPart.hidden = true;
      stopButton.hidden = false;
      status.textContent = `Listening to it piece by piece: ${(100 * share).toFixed(0)} %`;
    },
    playAt(seconds) {
      playhead.hidden = seconds === undefined || !shown;
      if (shown && seconds !== undefined) playhead.style.left = `${(100 * seconds) / shown.timeline.seconds}%`;
    },
    clear() {
      shown = undefined;
      panel.hidden = true;
    },
  };
}

/** Seconds as a clock shows them: 7.5 s, or 12:05. */
function clockTime(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
