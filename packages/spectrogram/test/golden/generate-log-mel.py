#!/usr/bin/env python3
"""Writes log-mel.json: log-mel pictures with librosa 0.11.0, and pictures changed with scipy's interpolation.

  python generate-log-mel.py > log-mel.json

Needs librosa 0.11.0 and scipy. The signals can be made again in TypeScript: log-mel.test.ts has the same formulas. Of each
result every step-th value of the flattened array is kept.
"""
import json
import warnings

import librosa
import numpy as np
from scipy.ndimage import map_coordinates
from scipy.stats import beta

warnings.simplefilter("ignore")


def kept(values):
    flat = np.asarray(values, dtype=np.float64).ravel()
    step = max(1, len(flat) // 997) | 1  # odd, so that all columns are seen
    return {"length": len(flat), "step": step, "values": [float("%.8g" % v) for v in flat[::step]]}


def signal(rate, seconds):
    """Silence, a rising tone with an overtone and a little noise, silence."""
    length = int(rate * seconds)
    state, noise = 7, np.empty(length)
    for i in range(length):
        state = (1664525 * state + 1013904223) % 2**32
        noise[i] = state / 2**32 - 0.5
    t = np.arange(length) / rate
    inside = np.where((t >= 0.4) & (t < seconds - 0.5), np.sin(np.pi * (t - 0.4) / (seconds - 0.9)) ** 2, 0)
    tone = np.sin(2 * np.pi * (200 * t + 300 * t * t)) + 0.3 * np.sin(2 * np.pi * (2100 * t + 100 * t * t))
    return (inside * (0.2 * tone + (0.05 * noise if rate == 16000 else 0)) + 0.0001 * np.sin(2 * np.pi * 500 * t)).astype(np.float32)


def picture(y, rate, o):
    if rate != o["targetSampleRate"]:
        y = librosa.resample(y, orig_sr=rate, target_sr=o["targetSampleRate"])
    mel = librosa.feature.melspectrogram(
        y=y, sr=o["targetSampleRate"], n_fft=o["nFft"], hop_length=o["hopLength"], n_mels=o["nMels"], fmin=o["fMin"], fmax=o["fMax"])
    db = librosa.power_to_db(mel, top_db=None)
    loud = np.nonzero(db.max(axis=0) >= db.max() - o["trimDb"])[0]
    db = db[:, max(0, loud[0] - 4):loud[-1] + 5]
    db = np.maximum(db, o["floorDb"]) - o["floorDb"]
    n, frames = db.shape[1], o["frames"]
    if n >= frames:
        start = (n - frames) // 2
        return db[:, start:start + frames]
    before = (frames - n) // 2
    return np.pad(db, ((0, 0), (before, frames - n - before)))


defaults = dict(targetSampleRate=16000, nFft=1024, hopLength=256, nMels=64, fMin=50, fMax=8000, frames=160, trimDb=45, floorDb=-80)
pictures = []
for rate, seconds, changes in [
    (16000, 2.5, {}),
    (16000, 4, {}),
    (16000, 2.5, {"frames": 60}),
    (16000, 2.5, {"nFft": 512, "hopLength": 160, "nMels": 40, "fMin": 0, "fMax": 4000, "frames": 201}),
    (16000, 2.5, {"trimDb": 20}),
    (16000, 2.5, {"trimDb": 200, "floorDb": -50}),
    (48000, 2.5, {}),
]:
    result = picture(signal(rate, seconds), rate, {**defaults, **changes})
    pictures.append({"rate": rate, "seconds": seconds, "options": changes, **kept(result)})


class Random:
    """mulberry32, its first state being murmur3's finish of the seed."""

    def __init__(self, seed):
        h = seed
        h = ((h ^ (h >> 16)) * 0x85EBCA6B) % 2**32
        h = ((h ^ (h >> 13)) * 0xC2B2AE35) % 2**32
        self.state = h ^ (h >> 16)

    def uniform(self):
        self.state = (self.state + 0x6D2B79F5) % 2**32
        a = self.state
        b = ((a ^ (a >> 15)) * (a | 1)) % 2**32
        b ^= (b + (b ^ (b >> 7)) * (b | 61)) % 2**32
        return (b ^ (b >> 14)) / 2**32

    def below(self, count):
        return int(self.uniform() * count)


def augmented(x, o, seed):
    """Everything but noise, the numbers drawn in the order of augmentPicture."""
    height, width = x.shape
    random = Random(seed)
    within = lambda most: most * (2 * random.uniform() - 1)
    factor = 1 + within(o.get("speed", 0))
    frames, bands, level = within(o.get("timeShift", 0)), within(o.get("bandShift", 0)), within(o.get("gain", 0))
    random.uniform()
    middle = (width - 1) / 2
    b, t = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    places = [np.clip(b - bands, 0, height - 1), middle + (t - middle - frames) / factor]
    # Two silent frames around the picture: beyond it, scipy gives cval without interpolating to it.
    padded = np.pad(x.astype(np.float64), ((0, 0), (2, 2)))
    out = map_coordinates(padded, [places[0], np.clip(places[1] + 2, 0, width + 3)], order=1)
    out = np.where(out > 0, np.maximum(0, out + level), 0)
    for _ in range(o.get("masks", 0)):
        rows = random.below(o["maskBands"] + 1)
        row = random.below(height - rows + 1)
        out[row:row + rows] = 0
        columns = random.below(o["maskFrames"] + 1)
        column = random.below(width - columns + 1)
        out[:, column:column + columns] = 0
    return out


height, width = 24, 50
b, t = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
test_picture = np.maximum(0, 40 * np.sin(0.3 * b + 0.2 * t) + 20 * np.cos(0.11 * b * t) + 15).astype(np.float32)
augmentations = []
for seed, options in [
    (1, {"speed": 0.15}),
    (2, {"speed": 0.9}),
    (3, {"timeShift": 12.5}),
    (4, {"timeShift": 200}),
    (5, {"bandShift": 2}),
    (6, {"bandShift": 60}),
    (7, {"gain": 12}),
    (8, {"masks": 2, "maskBands": 8, "maskFrames": 16}),
    (9, {"masks": 3, "maskBands": 24, "maskFrames": 50}),
    (4294967295, {"speed": 0.3, "timeShift": 8, "bandShift": 3, "gain": 6, "masks": 2, "maskBands": 4, "maskFrames": 8}),
]:
    augmentations.append({"seed": seed, "options": options, **kept(augmented(test_picture, options, seed))})

# Quantiles of max(l, 1 - l) for l from Beta(alpha, alpha): P(max <= q) = 2 P(l <= q) - 1.
quantiles = [0.1, 0.25, 0.5, 0.75, 0.9]
shares = [
    {"alpha": a, "quantiles": quantiles, "values": [float("%.8g" % beta.ppf((1 + q) / 2, a, a)) for q in quantiles],
     "mean": float("%.8g" % beta.expect(lambda l: l, args=(a, a), lb=0.5, ub=1, conditional=True))}
    for a in [0.2, 0.5, 1, 3]
]
print(json.dumps({
    "made_by": "generate-log-mel.py, librosa %s, scipy map_coordinates and beta" % librosa.__version__,
    "pictures": pictures, "augmentations": augmentations, "shares": shares,
}))
