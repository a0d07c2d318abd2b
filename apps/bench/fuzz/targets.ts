import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackendError, prepareBackend, readModel } from '@aver/backend';
import { saveModel } from '@aver/backend/node';
import { auditReport, type PublishedReport, paperTables } from '@aver/metrics';
import { ensemble, mlp, spectrogramCnn } from '@aver/models';
import { RavdessError, readAudio } from '@aver/ravdess';
import { listRecordings } from '@aver/ravdess/node';
import { RecognizerError, readModelCard } from '@aver/recognizer';
import { decodePng, encodePng, SpectrogramError } from '@aver/spectrogram';
import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { zipSync } from 'fflate';
import { readInputs, writeInputs } from '../src/inputs/input-cache.js';
import { needsForm, queueName } from '../src/queue/needs.js';
import { trialProblem } from '../src/queue/worker/trial-problem.js';
import { workerCardForm } from '../src/queue/worker-card.js';
import { loadRun } from '../src/report/load-run.js';
import { pageHtml } from '../src/report/page-html.js';
import { reportBlocks } from '../src/report/report-blocks.js';
import { resultProblem } from '../src/runs/result-problem.js';
import { CommandError } from '../src/terminal/command-error.js';
import { problemOf } from '../src/terminal/problem-of.js';
import { aResult } from '../test/a-result.js';
import { aRecord } from '../test/tables/a-table.js';
import { tinyCorpus } from '../test/tiny-corpus.js';
import { type Dice, mutatedBytes, mutatedJson } from './mutations.js';

/** Something that takes what strangers made. */
export interface Target {
  name: string;
  /** Gives it one input. Resolves to a word for what came of it, which is no more than a value or a refusal. */
  attack(dice: Dice): Promise<string>;
}

/** Every target, with the files that they need; `dispose` removes them. */
export async function openTargets(): Promise<{ targets: Target[]; dispose(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'aver-fuzz-'));
  const corpus = tinyCorpus();
  const wav = corpus[0].bytes.subarray(0, 2044);
  const picture = {
    data: Uint8Array.from({ length: 24 * 24 }, (_, i) => (i * 37) % 256),
    shape: [24, 24] as [number, number],
  };
  const png = encodePng(picture);
  const zip = zipSync(Object.fromEntries(corpus.slice(0, 3).map(({ name, bytes }) => [name, bytes.subarray(0, 1044)])));
  const zipPath = join(folder, 'corpus.zip');

  await prepareBackend('cpu');
  // Layers one after the other, a graph, and models within one.
  const row = mlp({ inputLength: 3, hiddenUnits: 2, classes: 2, seed: 0 });
  const graph = spectrogramCnn({ bands: 2, frames: 2, filters: [1], bandPooling: [1], classes: 2, seed: 0 });
  const models: Array<{ model: LayersModel; json: io.ModelJSON; weights: Uint8Array }> = [];
  for (const model of [row, graph, ensemble([{ model: row }, { model: graph }])]) {
    const modelFolder = join(folder, 'model');
    await saveModel(model, modelFolder);
    const json = JSON.parse(await readFile(join(modelFolder, 'model.json'), 'utf8'));
    const weights = new Uint8Array(await readFile(join(modelFolder, json.weightsManifest[0].paths[0])));
    models.push({ model, json, weights });
  }
  for (const { model } of models) model.dispose();
  const card = {
    labels: ['a', 'b'],
    input: {
      kind: 'logMel',
      rate: 16000,
      nFft: 1024,
      hopLength: 256,
      bands: 64,
      fMin: 50,
      fMax: 8000,
      frames: 160,
      trimDb: 45,
      floorDb: -80,
    },
    inputScale: 0.0125,
  };

  const result = aResult();
  const needs = {
    build: 'test',
    backend: 'cpu' as const,
    data: { name: 'n', corpus: 'ravdess' as const, fingerprint: 'f', emotions: ['happy' as const], leftOut: ['x'] },
  };
  const workerCard = {
    name: 'w',
    machine: 'm',
    build: 'b',
    backends: ['cpu'],
    data: 'd',
    jobs: 1,
    running: 0,
    serves: ['q'],
    refuses: [{ queue: 'q', reason: 'r' }],
  };
  const cachePath = join(folder, 'inputs.bin');
  const table = { names: ['a', 'b'], fingerprints: ['1', '2'], shape: [3, 1], data: new Float32Array(6) };
  await writeInputs(cachePath, { table, leftOut: [] });
  const cache = new Uint8Array(await readFile(cachePath));
  const results = join(folder, 'results');
  for (const name of ['rows', 'trials']) await mkdir(join(results, name), { recursive: true });
  const [{ report }] = paperTables;

  const refuses = (...kinds: Array<abstract new (...args: never[]) => Error>) => {
    return (error: unknown) => {
      if (kinds.some((kind) => error instanceof kind)) return 'refused';
      throw error;
    };
  };
  const outcome = async (work: () => unknown, refusal: (error: unknown) => string) => {
    try {
      await work();
      return 'taken';
    } catch (error) {
      return refusal(error);
    }
  };
  const verdict = (problem: string | undefined) => (problem === undefined ? 'taken' : 'refused');

  const targets: Target[] = [
    {
      name: 'WAV',
      attack: (dice) => outcome(() => readAudio(mutatedBytes(wav, dice)), refuses(RavdessError)),
    },
    {
      name: 'PNG',
      attack: (dice) => outcome(() => decodePng(mutatedBytes(png, dice)), refuses(SpectrogramError)),
    },
    {
      name: 'zip',
      async attack(dice) {
        await writeFile(zipPath, mutatedBytes(zip, dice));
        return outcome(async () => {
          const { recordings, close } = await listRecordings(zipPath);
          try {
            for (const recording of recordings) await outcome(() => recording.read(), refuses(RavdessError));
          } finally {
            await close();
          }
        }, refuses(RavdessError));
      },
    },
    {
      name: 'model folder',
      attack(dice) {
        const { json, weights } = models[dice(models.length)];
        const text = Buffer.from(dice(4) > 0 ? mutatedJson(json, dice) : JSON.stringify(json));
        const bytes = dice(4) > 0 ? weights : mutatedBytes(weights, dice);
        const read = async (file: string) => (file === 'model.json' ? new Uint8Array(text) : bytes);
        return outcome(async () => (await readModel({ name: 'a model', read })).dispose(), refuses(BackendError));
      },
    },
    {
      name: 'card',
      attack(dice) {
        const bytes = new Uint8Array(Buffer.from(mutatedJson(card, dice)));
        return outcome(() => readModelCard({ name: 'a model', read: async () => bytes }), refuses(RecognizerError));
      },
    },
    {
      name: 'result',
      async attack(dice) {
        const text = mutatedJson(result, dice);
        return verdict(problemOfJson(text, (value) => resultProblem(value, result.key)));
      },
    },
    {
      name: 'results folder',
      async attack(dice) {
        const which = dice(3);
        const row = { format: 2, ...aRecord('MLP', [result.key]) };
        const sketches = {
          format: 1,
          fingerprint: 'f',
          recordings: [
            {
              name: 'n',
              emotion: 'e',
              statement: 1,
              seconds: 1,
              sampleRate: 8000,
              waveform: { low: [0], high: [1] },
              pictures: { colour: 'iVBORw0KGgo', spek: 'iVBORw0KGgo', gray: 'iVBORw0KGgo' },
            },
          ],
        };
        const text = (kind: number, whole: object) =>
          kind === which ? mutatedJson(whole, dice) : JSON.stringify(whole);
        await writeFile(join(results, 'rows/table3-x.json'), text(0, row));
        await writeFile(join(results, `trials/${result.key}.json`), text(1, result));
        await writeFile(join(results, 'recordings.json'), text(2, sketches));
        return outcome(async () => {
          const run = await loadRun(results, { strict: dice(2) === 0 });
          // Figures take their time.
          if (dice(10) === 0) pageHtml('fuzz', await reportBlocks(run));
        }, refuses(CommandError));
      },
    },
    {
      name: 'input cache',
      async attack(dice) {
        await writeFile(cachePath, mutatedBytes(cache, dice));
        return (await readInputs(cachePath)) === undefined ? 'refused' : 'taken';
      },
    },
    {
      name: 'audit',
      attack(dice) {
        return outcome(() => {
          let value: PublishedReport;
          try {
            value = JSON.parse(mutatedJson(report, dice));
          } catch {
            throw new RangeError('auditReport: not JSON');
          }
          auditReport(value);
        }, ownRefusal);
      },
    },
    {
      name: 'queue',
      async attack(dice) {
        const kind = dice(3);
        if (kind === 0)
          return verdict(problemOfJson(mutatedJson(result.trial, dice), (value) => trialProblem(value, needs)));
        if (kind === 1)
          return verdict(problemOfJson(mutatedJson(workerCard, dice), (value) => problemOf(workerCardForm, value)));
        return verdict(
          problemOfJson(mutatedJson(needs, dice), (value) => {
            const problem = problemOf(needsForm, value);
            if (!problem) queueName(value as typeof needs);
            return problem;
          }),
        );
      },
    },
  ];
  return {
    targets,
    async dispose() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A refusal in the words of the function itself, and not one of the language. */
function ownRefusal(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('auditReport: ')) return 'refused';
  throw error;
}

function problemOfJson(text: string, check: (value: unknown) => string | undefined): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  return check(value);
}
