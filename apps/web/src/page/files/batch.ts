import type { Answer, ModelInfo } from '../../worker/calls.js';
import { byId } from '../elements.js';
import { answersAsCsv } from '../export/answers-as-csv.js';
import { answersAsJson } from '../export/answers-as-json.js';
import { saveFile } from '../export/save-file.js';
import { type FileOutcome, startFileTable } from './file-table.js';
import type { GivenFile } from './given-file.js';

/** Several files, asked for one after the other; at most one such batch is shown. */
export interface Batch {
  /** Asks of all files, in place of the batch before. */
  start(files: GivenFile[], model: ModelInfo): Promise<void>;
  /** Ends the running batch; what was answered stays. */
  stop(): void;
  /** Ends it and takes the table away. */
  clear(): void;
}

export interface BatchOptions {
  /** What the model says of a file. */
  classify: (file: GivenFile, signal: AbortSignal) => Promise<Answer>;
  /** The reader wants to see this one. */
  onOpen: (file: GivenFile) => void;
  onStatus: (text: string) => void;
}

export function createBatch({ classify, onOpen, onStatus }: BatchOptions): Batch {
  const section = byId('batch', HTMLElement);
  const stopButton = byId('batch-stop', HTMLButtonElement);
  let current: AbortController | undefined;
  let shown: { outcomes: readonly FileOutcome[]; model: ModelInfo } | undefined;
  stopButton.addEventListener('click', () => current?.abort());
  byId('batch-csv', HTMLButtonElement).addEventListener('click', () => {
    if (shown) saveFile('answers.csv', 'text/csv', answersAsCsv(shown.outcomes, shown.model));
  });
  byId('batch-json', HTMLButtonElement).addEventListener('click', () => {
    if (shown) saveFile('answers.json', 'application/json', answersAsJson(shown.outcomes, shown.model));
  });

  return {
    async start(files, model) {
      current?.abort();
      const controller = new AbortController();
      current = controller;
      const table = startFileTable(files.length, model, (index) => onOpen(files[index]));
      shown = { outcomes: table.outcomes, model };
      stopButton.hidden = false;
      onStatus(`Looking at ${files.length} files …`);
      for (const file of files) {
        if (controller.signal.aborted) break;
        const outcome = await outcomeOf(file, controller.signal);
        if (!controller.signal.aborted) table.add(outcome);
      }
      // A newer batch has the table now.
      if (current !== controller) return;
      stopButton.hidden = true;
      table.finish();
      onStatus(`${files.length} files: see the table.`);
    },
    stop: () => current?.abort(),
    clear() {
      current?.abort();
      current = undefined;
      section.hidden = true;
    },
  };

  async function outcomeOf(file: GivenFile, signal: AbortSignal): Promise<FileOutcome> {
    try {
      const { sound: _, ...answer } = await classify(file, signal);
      return { name: file.name, answer };
    } catch (reason) {
      return { name: file.name, error: (reason as Error).message.replace(`${file.name}: `, '') };
    }
  }
}
