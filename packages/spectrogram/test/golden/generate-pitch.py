#!/usr/bin/env python3
"""Writes pitch.json: what librosa 0.11.0 answers for yin and pyin.

  python generate-pitch.py > pitch.json

Two seconds at 22,050 Hz: a voice of five harmonics that glides and sways, 0.1 s to 0.9 s and 1.1 s to 1.8 s, silence around
it, and from 1.3 s on noise (the generator of the other golden files, seed 7) of an amplitude of 0.02; pitch-signal.ts makes it
again in TypeScript. Of each case every frame is kept.
"""
import json
import sys
import warnings

import librosa
import numpy as np

warnings.simplefilter("ignore")
sr = 22050
t = np.arange(2 * sr) / sr
state, noise = 7, []
for _ in range(2 * sr):
    state = (1664525 * state + 1013904223) % 2**32
    noise.append((state / 2**32 - 0.5) * 0.04)
phase = 2 * np.pi * (140 * t + 30 * t * t) + 2 * np.sin(2 * np.pi * 5 * t)
voice = sum(0.3 / k * np.sin(k * phase) for k in range(1, 6))
inside = ((t >= 0.1) & (t < 0.9)) | ((t >= 1.1) & (t < 1.8))
y = (inside * voice + (t >= 1.3) * np.array(noise)).astype(np.float32)

names = {
    "fMin": "fmin", "fMax": "fmax", "frameLength": "frame_length", "hopLength": "hop_length", "center": "center", "padMode": "pad_mode",
    "troughThreshold": "trough_threshold", "nThresholds": "n_thresholds", "betaParameters": "beta_parameters",
    "boltzmannParameter": "boltzmann_parameter", "resolution": "resolution", "maxTransitionRate": "max_transition_rate",
    "switchProb": "switch_prob", "noTroughProb": "no_trough_prob", "fillNa": "fill_na",
}
usual = {"fMin": 65, "fMax": 2093}
cases = []
for name, options in [
    ("yin", usual),
    ("yin", {"fMin": 80, "fMax": 500, "troughThreshold": 0.3, "padMode": "reflect"}),
    ("yin", {"fMin": 100, "fMax": 400, "frameLength": 1024, "hopLength": 300, "center": False}),
    ("yin", {"fMin": 70, "fMax": 600, "frameLength": 1201, "padMode": "edge"}),
    ("pyin", usual),
    ("pyin", {"fMin": 80, "fMax": 500, "padMode": "reflect", "nThresholds": 50, "betaParameters": [1, 18], "boltzmannParameter": 1, "fillNa": None}),
    ("pyin", {"fMin": 70, "fMax": 700, "frameLength": 1024, "hopLength": 300, "center": False, "resolution": 0.3, "switchProb": 0.1, "noTroughProb": 0.2, "maxTransitionRate": 20}),
    ("pyin", {"fMin": 70, "fMax": 600, "hopLength": 441, "betaParameters": [2.5, 7.5], "resolution": 0.15, "maxTransitionRate": 37.5, "fillNa": 0}),
]:
    answer = getattr(librosa, name)(y, sr=sr, **{names[key]: value for key, value in options.items()})
    digits = lambda values: [None if np.isnan(v) else float("%.8g" % v) for v in values]
    case = {"function": name, "options": options}
    if name == "yin":
        case["f0"] = digits(answer)
    else:
        case["f0"], case["voicedFlag"], case["voicedProb"] = digits(answer[0]), [int(v) for v in answer[1]], digits(answer[2])
    cases.append(case)
json.dump({"librosa": librosa.__version__, "numpy": np.__version__, "python": sys.version.split()[0], "cases": cases}, sys.stdout)
