#!/usr/bin/env python3
"""Writes voice-features.json: the values of voiceFeatures, from librosa 0.11.0 and numpy.

  python generate-voice-features.py > voice-features.json

The signal is that of pitch.json (pitch-signal.ts), taken as samples at 16,000 Hz, and the embedding's network is replaced
by a formula, so that what the features make of a network's answer is seen.
"""
import json
import sys

import librosa
import numpy as np

sr, n = 22050, 44100
t = np.arange(n) / sr
state, noise = 7, []
for _ in range(n):
    state = (1664525 * state + 1013904223) % 2**32
    noise.append((state / 2**32 - 0.5) * 0.04)
phase = 2 * np.pi * (140 * t + 30 * t * t) + 2 * np.sin(2 * np.pi * 5 * t)
voice = sum(0.3 / k * np.sin(k * phase) for k in range(1, 6))
inside = ((t >= 0.1) & (t < 0.9)) | ((t >= 1.1) & (t < 1.8))
y = (inside * voice + (t >= 1.3) * np.array(noise)).astype(np.float32).astype(np.float64)

frames = y[: n // 400 * 400].reshape(-1, 400)
power = np.percentile((frames**2).mean(1), 95)
y = y * (10 ** (-20 / 20) / np.sqrt(power))
mel = librosa.feature.melspectrogram(y=y, sr=16000, n_fft=512, hop_length=160, win_length=400, n_mels=64, fmin=50, fmax=7000)
energy = 10 * np.log10(np.maximum(mel.sum(0), 1e-10))
top = np.percentile(energy, 95)
is_active = energy > top - 30
first, end = np.flatnonzero(is_active)[0], np.flatnonzero(is_active)[-1] + 1
spoken = np.maximum(10 * np.log10(np.maximum(mel, 1e-10)), top - 80)[:, first:end]
active = is_active[first:end]
heard = spoken[:, active]
bands = np.stack([heard.mean(1), heard.std(1), np.percentile(heard, 90, axis=1), np.abs(np.diff(spoken)).mean(1)], 1)
cepstrum = librosa.feature.mfcc(S=spoken, n_mfcc=24)
cepstral = np.stack([cepstrum[:, active].std(1), ((cepstrum[:, 4:] - cepstrum[:, :-4]) / 4).std(1)], 1)
groups = spoken.reshape(8, 8, -1).mean(1)
groups -= groups.mean(1, keepdims=True)
spectra = np.abs(np.fft.rfft(groups, 512)) ** 2 / groups.shape[1]
hz = np.fft.rfftfreq(512, 0.01)
edges = [0.3, 1, 2, 4, 8, 16, 32]
modulation = np.log10(np.stack([spectra[:, (hz >= a) & (hz < b)].mean(1) for a, b in zip(edges, edges[1:])], 1) + 1e-3)

low, high = 16, 247  # periods of 1000 and 65 Hz
padded = np.pad(y, 512)
octaves, places, activity, voiced = [], [], [], []
for i in range(1 + n // 320):
    if not is_active[min(len(is_active) - 1, 2 * i)]:
        continue
    frame = padded[320 * i : 320 * i + 1024]
    d = np.array([((frame - np.concatenate([frame[k:], np.zeros(k)])) ** 2).sum() for k in range(high + 1)])
    normal = (d[1:] / np.maximum(np.cumsum(d[1:]) / np.arange(1, high + 1), 2.0**-126))[low - 1 :]
    dips = [k for k in range(1, len(normal) - 1) if normal[k] < 0.15 and normal[k] < normal[k - 1] and normal[k] <= normal[k + 1]]
    place = dips[0] if dips else int(np.argmin(normal[:-1]))
    activity.append(normal[place])
    if normal[place] >= 0.25:
        continue
    voiced.append(normal[place])
    a = normal[place + 1] + normal[place - 1] - 2 * normal[place] if place else 1.0
    b = (normal[place + 1] - normal[place - 1]) / 2 if place else 0.0
    octaves.append(np.log2(16000 / (low + place + (0 if abs(b) >= abs(a) else -b / a))))
    places.append(i)
octaves, places = np.array(octaves), np.array(places)
steps = np.abs(np.diff(octaves))[np.diff(places) == 1]
steps = steps[steps < 0.3]
third = len(octaves) // 3
pitch = [octaves.mean(), octaves.std(), *np.percentile(octaves, [5, 50, 95]), steps.mean(), steps.std(), (steps < 0.01).mean(),
         np.polyfit(places, octaves, 1)[0] * 50, octaves[:third].mean() - octaves[-third:].mean(), len(octaves) / len(activity),
         np.mean(activity), np.mean(voiced), np.log10(1 + len(octaves))]

levels = energy[first:end] - top
gaps = [len(gap) for gap in "".join(" " if one else "-" for one in active).split(" ")]
smooth = np.array([levels[max(0, i - 3) : i + 4].mean() for i in range(len(levels))])
peaks = ((smooth[1:-1] > -20) & (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:])).sum()
seconds = len(levels) / 100
contour = [levels[active].std(), *np.percentile(levels[active], [10, 25, 50, 75]), levels.max(), np.abs(np.diff(levels)).mean(),
           np.diff(levels).std(), np.log(seconds + 0.05), active.mean(), sum(gap > 5 for gap in gaps), max(gaps) / 100,
           peaks / (seconds + 0.1)]

times = np.arange(7)[:, None] + np.arange(96)[None, :]
embedded = np.sin(times)  # the test's network: value i at time t is sin(t + i)
embedding = np.stack([embedded.mean(0), embedded.std(0), embedded.max(0), *np.percentile(embedded, [20, 80], axis=0)], 1)

parts = {"bands": bands, "cepstrum": cepstral, "modulation": modulation, "pitch": pitch, "energy": contour, "embedding": embedding}
digits = lambda values: [float("%.7g" % v) for v in np.ravel(values)]
json.dump({"librosa": librosa.__version__, "numpy": np.__version__, "python": sys.version.split()[0],
           "parts": {name: digits(values) for name, values in parts.items()}}, sys.stdout)
