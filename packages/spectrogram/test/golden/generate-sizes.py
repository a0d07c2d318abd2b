#!/usr/bin/env python3
"""Writes sizes.json: what librosa 0.11.0 answers for stft of sizes that are no powers of two.

  python generate-sizes.py > sizes.json

The signal is the noise of the other golden files (lcg_noise of golden-signals.ts). Of each size some sixty of the matrix's
values are kept, every `step`-th of its rows one after the other.
"""
import json

import librosa
import numpy as np

state, samples = 12345, []
for _ in range(16000):
    state = (1664525 * state + 1013904223) % 2**32
    samples.append(0.5 * (state / 2147483648 - 1))
y = np.array(samples, dtype=np.float32)

cases = []
for n_fft in [18, 24, 100, 441, 480, 882, 1000, 1102, 1103, 1200, 1536, 1922, 2205, 2368, 2400, 4800]:
    flat = librosa.stft(y, n_fft=n_fft, hop_length=500, dtype=np.complex128).ravel()
    step = max(1, len(flat) // 60) | 1
    cases.append({
        "nFft": n_fft,
        "length": len(flat),
        "step": step,
        "largest": float("%.8g" % np.max(np.abs(flat))),
        "real": [float("%.8g" % v) for v in flat.real[::step]],
        "imaginary": [float("%.8g" % v) for v in flat.imag[::step]],
    })
print(json.dumps({"cases": cases}))
