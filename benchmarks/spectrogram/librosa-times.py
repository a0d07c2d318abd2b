#!/usr/bin/env python3
"""Times librosa on WAV files: prints a JSON document with the seconds per file. run.ts calls it.

  librosa-times.py PASSES FILE.wav ...
"""
import json
import sys
import time

import librosa
import numpy as np


def spectrogram_in_db(path):
    y, _ = librosa.load(path, sr=None)
    librosa.amplitude_to_db(np.abs(librosa.stft(y, n_fft=2048, hop_length=512)), ref=np.max)


def vector(path):
    y, sr = librosa.load(path, sr=None)
    S = np.abs(librosa.stft(y))
    chroma = librosa.feature.chroma_stft(S=S, sr=sr)
    np.hstack([
        np.mean(librosa.feature.mfcc(y=y, sr=sr, n_mfcc=40).T, axis=0),
        np.mean(chroma.T, axis=0),
        np.mean(librosa.feature.melspectrogram(y=y, sr=sr).T, axis=0),
        np.mean(librosa.feature.spectral_contrast(S=S, sr=sr).T, axis=0),
        np.mean(librosa.feature.tonnetz(chroma=chroma).T, axis=0),
    ])


passes, files = int(sys.argv[1]), sys.argv[2:]
result = {"version": librosa.__version__}
for name, job in (("decibels", spectrogram_in_db), ("vector", vector)):
    for path in files[:2]:
        job(path)  # compiles and fills caches
    times = []
    cpu = time.process_time()
    for _ in range(passes):
        for path in files:
            start = time.perf_counter()
            job(path)
            times.append(time.perf_counter() - start)
    result[name] = {"wall": times, "cpu": (time.process_time() - cpu) / len(times)}
print(json.dumps(result))
