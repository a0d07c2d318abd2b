// How long features and pictures take, beside librosa, Meyda, sox and ffmpeg where they are: see README.md beside this file.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readAudio } from '@aver/ravdess';
import * as s from '@aver/spectrogram';
import { buildSync } from 'esbuild';
import { benchmarkFiles } from './files.js';
import { joined, median, type Times, timesLine, timesOf } from './times.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.AVER_RAVDESS },
    count: { type: 'string', default: '48' },
    passes: { type: 'string', default: '3' },
    peers: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const passes = Number(options.passes);
const files = await benchmarkFiles(options.data, Number(options.count));
const ourTimes = bundled('our-times', dirname(files.paths[0]));
const results: Record<string, Times> = {};
const notes: string[] = [];
const groups: s.FeatureGroup[] = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'];
try {
  // In turns, each a process of its own, so that what else the machine does meets both alike.
  for (let round = 0; round < 4; round++) {
    measureOurs();
    measureLibrosa();
  }
  measureFunctions();
  measureMeyda();
  const pictures = measurePictures();
  if (options.json) console.log(JSON.stringify({ data: files.source, files: files.paths.length, results, pictures }));
  else print(pictures);
} finally {
  await files.remove();
}

function add(name: string, times: Times): void {
  const earlier = results[name];
  results[name] = earlier ? joined(earlier, times) : times;
}

function read(path: string): ReturnType<typeof readAudio> {
  return readAudio(readFileSync(path));
}

function measureOurs(): void {
  const times = timesFrom(process.execPath, ourTimes);
  add('(a) read, STFT 2048/512, dB', times.decibels);
  add('(b) read, 193 features', times.vector);
}

/** What a script prints of the times that it takes for the files. */
function timesFrom(program: string, script: string): { decibels: Times; vector: Times; version?: string } {
  const { stdout, stderr, status } = spawnSync(program, [script, String(passes), ...files.paths], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`${script}: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout);
}

/** One of our scripts as JavaScript, as the command line is: compiling it is no part of its work. */
function bundled(name: string, folder: string): string {
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
  });
  return outfile;
}

/** Each function alone, on a few of the recordings. */
function measureFunctions(): void {
  const audio = files.paths.slice(0, 12).map((path) => {
    const { samples, sampleRate } = read(path);
    const magnitude = s.spectrogram(samples);
    return { samples, sampleRate, magnitude, power: s.spectrogram(samples, { power: 2 }) };
  });
  const jobs: Record<string, (item: (typeof audio)[number]) => unknown> = {
    spectrogram: ({ samples }) => s.spectrogram(samples),
    stft: ({ samples }) => s.stft(samples),
    'istft of stft': ({ samples }) => s.istft(s.stft(samples)),
    decibelSpectrogram: ({ samples }) => s.decibelSpectrogram(samples),
    'amplitudeToDb of magnitudes': ({ magnitude }) => s.amplitudeToDb(magnitude),
    'melSpectrogram of power': ({ power, sampleRate }) => s.melSpectrogram(power, sampleRate),
    'mfcc 40': ({ samples, sampleRate }) => s.mfcc(samples, sampleRate, { nMfcc: 40 }),
    'estimateTuning of magnitudes': ({ magnitude, sampleRate }) => s.estimateTuning(magnitude, sampleRate),
    'chromaStft of magnitudes': ({ magnitude, sampleRate }) => s.chromaStft(magnitude, sampleRate, { tuning: 0 }),
    'spectralContrast of magnitudes': ({ magnitude, sampleRate }) => s.spectralContrast(magnitude, sampleRate),
    'spectralCentroid of magnitudes': ({ magnitude, sampleRate }) => s.spectralCentroid(magnitude, sampleRate),
    'spectralBandwidth of magnitudes': ({ magnitude, sampleRate }) => s.spectralBandwidth(magnitude, sampleRate),
    'spectralRolloff of magnitudes': ({ magnitude, sampleRate }) => s.spectralRolloff(magnitude, sampleRate),
    'spectralFlatness of magnitudes': ({ magnitude }) => s.spectralFlatness(magnitude),
    rms: ({ samples }) => s.rms(samples),
    zeroCrossingRate: ({ samples }) => s.zeroCrossingRate(samples),
    hpss: ({ samples }) => s.hpss(samples),
    yin: ({ samples, sampleRate }) => s.yin(samples, sampleRate, { fMin: 65, fMax: 1000 }),
    pyin: ({ samples, sampleRate }) => s.pyin(samples, sampleRate, { fMin: 65, fMax: 1000 }),
    'resample to 22,050 Hz': ({ samples, sampleRate }) => s.resample(samples, sampleRate, 22050),
    '180 features': ({ samples, sampleRate }) => s.featureVector(samples, sampleRate),
    '193 features': ({ samples, sampleRate }) => s.featureVector(samples, sampleRate, { groups }),
    '193 features from a stream': ({ samples, sampleRate }) => {
      const stream = s.createFeatureStream(sampleRate, { groups });
      stream.push(samples);
      return stream.finish();
    },
    grayPicture: ({ samples, sampleRate }) => s.grayPicture(samples, sampleRate),
    'grayPicture, PNG': ({ samples, sampleRate }) => s.encodePng(s.grayPicture(samples, sampleRate)),
    spekPicture: ({ samples, sampleRate }) => s.spekPicture(samples, sampleRate),
  };
  // Each size before the next power of two.
  for (const nFft of [1000, 1024, 1200, 1536, 2048, 2400, 4096]) {
    jobs[`spectrogram of ${nFft} points`] = ({ samples }) => s.spectrogram(samples, { nFft, hopLength: 512 });
  }
  for (const [name, job] of Object.entries(jobs)) results[name] = timesOf(audio, passes, job);
}

function measureLibrosa(): void {
  const python = process.env.AVER_PYTHON;
  if (!python) {
    if (notes.length === 0) notes.push('librosa: not measured (AVER_PYTHON is not set)');
    return;
  }
  const times = timesFrom(python, fileURLToPath(new URL('librosa-times.py', import.meta.url)));
  add(`librosa ${times.version}: (a)`, times.decibels);
  add(`librosa ${times.version}: (b)`, times.vector);
}

// Meyda has no contrast and no tonnetz; its MFCC and chroma are its own, not librosa's.
function measureMeyda(): void {
  if (!options.peers) {
    notes.push('Meyda: not measured (--peers FOLDER with it in node_modules)');
    return;
  }
  const required = createRequire(join(resolve(options.peers), 'package.json'))('meyda');
  const meyda = required.default ?? required;
  meyda.bufferSize = 2048;
  meyda.numberOfMFCCCoefficients = 40;
  meyda.melBands = 128;
  const audio = files.paths.slice(0, 4).map(read);
  const overFrames = (features: string | string[]): Times =>
    timesOf(audio, passes, ({ samples, sampleRate }) => {
      meyda.sampleRate = sampleRate;
      for (let start = 0; start + 2048 <= samples.length; start += 512) {
        meyda.extract(features, samples.subarray(start, start + 2048));
      }
    });
  results['Meyda: amplitudeSpectrum'] = overFrames('amplitudeSpectrum');
  results['Meyda: mfcc, chroma'] = overFrames(['mfcc', 'chroma']);
}

/** Seconds for all files, and what starting the processes alone takes. */
interface PictureTimes {
  program: string;
  seconds: number;
  starting: number;
}

function measurePictures(): PictureTimes[] {
  const folder = join(dirname(files.paths[0]), 'pictures');
  mkdirSync(folder);
  const out = (path: string): string => join(folder, `${path.split('/').at(-1)}.png`);
  const seconds = (work: () => void, rounds = 1): number => {
    const times = Array.from({ length: rounds }, () => {
      const started = performance.now();
      work();
      return (performance.now() - started) / 1000;
    });
    return median(times);
  };
  const script = bundled('render-all', folder);
  const node = (paths: string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [script, folder, ...paths]);
    if (status !== 0) throw new Error(`render-all.ts failed: ${stderr}`);
  };
  const list: PictureTimes[] = [
    {
      program: 'one process of ours',
      seconds: seconds(() => node(files.paths), 5),
      starting: seconds(() => node([]), 5),
    },
  ];
  const others: Record<string, { render: (path: string) => string[]; start: string[] }> = {
    sox: {
      render: (path) => [path, '-n', 'spectrogram', '-r', '-x', '150', '-y', '150', '-o', out(path)],
      start: ['--version'],
    },
    ffmpeg: {
      render: (path) => [
        '-y',
        '-loglevel',
        'error',
        '-i',
        path,
        '-lavfi',
        'showspectrumpic=s=150x150:legend=0',
        out(path),
      ],
      start: ['-version'],
    },
  };
  for (const [program, { render, start }] of Object.entries(others)) {
    if (spawnSync(program, start).error) {
      notes.push(`${program}: not measured (not installed)`);
      continue;
    }
    const loop = (argumentsOf: (path: string) => string[]): number =>
      seconds(() => {
        for (const path of files.paths) {
          const { status, stderr } = spawnSync(program, argumentsOf(path));
          if (status !== 0) throw new Error(`${program} failed on ${path}: ${stderr}`);
        }
      });
    list.push({ program: `a loop of ${program}`, seconds: loop(render), starting: loop(() => start) });
  }
  return list;
}

function print(pictures: PictureTimes[]): void {
  console.log(`${files.paths.length} files of ${files.seconds.toFixed(1)} s on average (${files.source}); per file:`);
  for (const [name, times] of Object.entries(results)) console.log(`  ${timesLine(name, times)}`);
  for (const part of ['(a)', '(b)']) {
    const keys = Object.keys(results).filter((name) => name.includes(part));
    if (keys.length < 2) continue;
    const [ours, theirs] = keys.map((key) => results[key]);
    const wall = (median(theirs.wall) / median(ours.wall)).toFixed(1);
    console.log(`  ${part} librosa takes ${wall} times as long (processor ${(theirs.cpu / ours.cpu).toFixed(1)})`);
  }
  console.log('\nAll files as 150 x 150 PNG:');
  for (const { program, seconds, starting } of pictures) {
    console.log(`  ${program.padEnd(24)} ${seconds.toFixed(2)} s, of which starting ${starting.toFixed(2)} s`);
  }
  for (const note of notes) console.log(note);
}
