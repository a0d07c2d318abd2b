#!/usr/bin/env python3
"""Writes options.json: what librosa 0.11.0 answers for the options that features-synthetic.json leaves at their defaults.

  python generate-options.py > options.json

Needs librosa 0.11.0. The signal is the first 6,000 values of the generator of the other golden files (seed 7, scale 1, plus a
sine), so that it can be made again in TypeScript. Of each result every step-th value of the flattened array is kept.
"""
import json
import warnings

import librosa
import numpy as np
import scipy
import scipy.signal

warnings.simplefilter("ignore")

state, noise = 7, []
for _ in range(6000):
    state = (1664525 * state + 1013904223) % 2**32
    noise.append((state / 2**32 - 0.5) * 0.25)
y = (np.array(noise) + 0.3 * np.sin(0.05 * np.arange(6000))).astype(np.float32)
sr = 22050
cases = []


def put(function, options, result):
    flat = np.asarray(result, dtype=np.float64).ravel()
    step = max(1, int(np.ceil(len(flat) / 97)))
    cases.append({
        "function": function,
        "options": options,
        "length": len(flat),
        "step": step,
        "largest": float("%.8g" % np.max(np.abs(flat))),
        "values": [float("%.8g" % v) for v in flat[::step]],
    })


for n_fft, hop, win, window, center, pad in [
    (2048, 512, None, "hann", True, "constant"),
    (1000, 250, None, "hamming", True, "reflect"),
    (1001, 100, 800, "blackman", True, "edge"),
    (512, None, 400, "hann", False, "constant"),
    (2048, 700, 1200, "boxcar", True, "reflect"),
]:
    options = {"nFft": n_fft, "center": center, "padMode": pad, "window": "rectangular" if window == "boxcar" else window}
    options.update({} if hop is None else {"hopLength": hop})
    options.update({} if win is None else {"winLength": win})
    D = librosa.stft(y, n_fft=n_fft, hop_length=hop, win_length=win, window=window, center=center, pad_mode=pad)
    put("stft real", options, D.real)
    put("stft imaginary", options, D.imag)
    if center:
        args = dict(n_fft=n_fft, hop_length=hop, win_length=win, window=window, center=center)
        put("istft", options, librosa.istft(D, **args))
        put("istft", {**options, "length": 5000}, librosa.istft(D, **args, length=5000))

for name in ["hann", "hamming", "blackman", "boxcar"]:
    for symmetric in [False, True]:
        for length in [1, 2, 7, 8]:
            put("getWindow", {"name": "rectangular" if name == "boxcar" else name, "length": length, "symmetric": symmetric},
                scipy.signal.get_window(name, length, fftbins=not symmetric))

for htk in [False, True]:
    for norm in ["slaney", 1, 2, np.inf, None]:
        put("melFilterBank", {"nFft": 1024, "nMels": 40, "fMin": 50, "fMax": 7000, "htk": htk, "norm": "Infinity" if norm == np.inf else norm},
            librosa.filters.mel(sr=sr, n_fft=1024, n_mels=40, fmin=50, fmax=7000, htk=htk, norm=norm))
put("melSpectrogram", {"nMels": 30, "power": 1}, librosa.feature.melspectrogram(y=y, sr=sr, n_mels=30, power=1.0))
for dct_type in [1, 2, 3]:
    for norm in ["ortho", None]:
        for lifter in [0, 22]:
            put("mfcc", {"nMfcc": 25, "dctType": dct_type, "norm": norm, "lifter": lifter, "nMels": 64, "fMax": 8000, "htk": True},
                librosa.feature.mfcc(y=y, sr=sr, n_mfcc=25, dct_type=dct_type, norm=norm, lifter=lifter, n_mels=64, fmax=8000, htk=True))
put("mfcc", {"nMfcc": 200}, librosa.feature.mfcc(y=y, sr=sr, n_mfcc=200))

for n_chroma, tuning, width, norm, base_c in [(12, 0.3, None, 2, False), (24, -0.2, 2, np.inf, True), (36, 0.1, 1.5, 1, True), (7, 0.0, 2, None, True)]:
    put("chromaFilterBank", {"nFft": 1024, "nChroma": n_chroma, "tuning": tuning, "octaveWidth": width, "norm": "Infinity" if norm == np.inf else norm, "baseC": base_c},
        librosa.filters.chroma(sr=sr, n_fft=1024, n_chroma=n_chroma, tuning=tuning, octwidth=width, norm=norm, base_c=base_c))
for norm in [np.inf, 1, 2, None]:
    put("chromaStft", {"tuning": 0.1, "norm": "Infinity" if norm == np.inf else norm, "nFft": 1024, "hopLength": 256},
        librosa.feature.chroma_stft(y=y, sr=sr, tuning=0.1, norm=norm, n_fft=1024, hop_length=256))
put("estimateTuning", {"resolution": 0.05, "binsPerOctave": 24, "nFft": 4096},
    [librosa.estimate_tuning(y=y, sr=sr, resolution=0.05, bins_per_octave=24, n_fft=4096)])
put("tonnetz of nChroma", {"nChroma": 24}, librosa.feature.tonnetz(chroma=librosa.feature.chroma_stft(y=y, sr=sr, tuning=0, n_chroma=24)))
for quantile, bands, fmin, linear in [(0.1, 4, 300, True), (0.25, 3, 100, False)]:
    put("spectralContrast", {"quantile": quantile, "nBands": bands, "fMin": fmin, "linear": linear},
        librosa.feature.spectral_contrast(y=y, sr=sr, quantile=quantile, n_bands=bands, fmin=fmin, linear=linear))

M = np.cumsum(np.cos(np.arange(3 * 14).reshape(3, 14) ** 1.5), axis=1).astype(np.float32)
for width, order, mode in [(9, 1, "interp"), (5, 2, "interp"), (9, 3, "nearest"), (7, 1, "mirror"), (3, 1, "constant")]:
    put("delta", {"width": width, "order": order, "mode": mode}, librosa.feature.delta(M, width=width, order=order, mode=mode))

put("rms", {"frameLength": 1000, "hopLength": 300}, librosa.feature.rms(y=y, frame_length=1000, hop_length=300))
put("rms", {"padMode": "reflect"}, librosa.feature.rms(y=y, pad_mode="reflect"))
put("rms", {"center": False}, librosa.feature.rms(y=y, center=False))
put("rms of spectrogram", {"frameLength": 2048}, librosa.feature.rms(S=np.abs(librosa.stft(y))))
put("rms of spectrogram", {"frameLength": 1001}, librosa.feature.rms(S=np.abs(librosa.stft(y, n_fft=1001, hop_length=512)), frame_length=1001))
put("zeroCrossingRate", {"frameLength": 301, "hopLength": 77}, librosa.feature.zero_crossing_rate(y, frame_length=301, hop_length=77))
put("zeroCrossingRate", {"center": False}, librosa.feature.zero_crossing_rate(y, center=False))
put("zeroCrossingRate", {"threshold": 0.05}, librosa.feature.zero_crossing_rate(y, threshold=0.05))
put("spectralBandwidth", {}, librosa.feature.spectral_bandwidth(y=y, sr=sr))
put("spectralBandwidth", {"p": 3}, librosa.feature.spectral_bandwidth(y=y, sr=sr, p=3))
put("spectralBandwidth", {"norm": False}, librosa.feature.spectral_bandwidth(y=y, sr=sr, norm=False))
put("spectralRolloff", {"rollPercent": 0.1}, librosa.feature.spectral_rolloff(y=y, sr=sr, roll_percent=0.1))
put("spectralFlatness", {}, librosa.feature.spectral_flatness(y=y))
put("spectralFlatness", {"power": 1, "amin": 1e-3}, librosa.feature.spectral_flatness(y=y, power=1.0, amin=1e-3))
for kernel, power, margin in [(31, 2, 1), ([17, 9], 1, [1, 3]), (5, 2, 2)]:
    as_tuple = lambda v: tuple(v) if isinstance(v, list) else v
    h, p = librosa.effects.hpss(y, kernel_size=as_tuple(kernel), power=float(power), margin=as_tuple(margin))
    put("hpss harmonic", {"kernelSize": kernel, "power": power, "margin": margin}, h)
    put("hpss percussive", {"kernelSize": kernel, "power": power, "margin": margin}, p)
put("hzToMel", {}, librosa.hz_to_mel(np.array([0.0, 100, 999.9, 1000, 4000, 20000])))
put("hzToMel", {"htk": True}, librosa.hz_to_mel(np.array([0.0, 100, 999.9, 1000, 4000, 20000]), htk=True))

# At 48 kHz the constant-Q transform halves the rate before its first octave, at an odd hop never. Float64 samples make
# librosa transform in float64; soxr resamples in float32 all the same.
for options, args in [
    ({"sampleRate": 22050}, {}),
    ({"sampleRate": 48000, "nBins": 140, "binsPerOctave": 24, "tuning": 0.3, "fMin": 60, "hopLength": 256},
     dict(n_bins=140, bins_per_octave=24, tuning=0.3, fmin=60.0, hop_length=256)),
    ({"sampleRate": 48000, "nBins": 84, "hopLength": 1024, "filterScale": 0.5, "sparsity": 0},
     dict(n_bins=84, hop_length=1024, filter_scale=0.5, sparsity=0)),
    ({"sampleRate": 22050, "nBins": 40, "hopLength": 333, "fMin": 100, "sparsity": 0.1},
     dict(n_bins=40, hop_length=333, fmin=100.0, sparsity=0.1)),
    ({"sampleRate": 16000, "nBins": 1, "binsPerOctave": 6, "fMin": 3000}, dict(n_bins=1, bins_per_octave=6, fmin=3000.0)),
]:
    C = librosa.cqt(y.astype(np.float64), sr=options["sampleRate"], **args)
    put("cqt real", options, C.real)
    put("cqt imaginary", options, C.imag)
for options, args in [
    ({"sampleRate": 22050, "tuning": 0, "norm": None}, dict(tuning=0, norm=None)),
    ({"sampleRate": 48000}, {}),
    ({"sampleRate": 48000, "tuning": -0.2, "norm": 2, "nChroma": 24, "nOctaves": 5, "binsPerOctave": 48, "fMin": 110, "hopLength": 128},
     dict(tuning=-0.2, norm=2, n_chroma=24, n_octaves=5, bins_per_octave=48, fmin=110.0, hop_length=128)),
]:
    put("chromaCqt", options, librosa.feature.chroma_cqt(y=y, sr=options["sampleRate"], **args))
put("halveRate", {}, librosa.resample(y.astype(np.float64), orig_sr=2, target_sr=1))

# Short signals: what an stft, an mfcc and so on of the first n samples is.
for n in [0, 1, 2, 100, 1025]:
    put("short stft", {"samples": n}, np.abs(librosa.stft(y[:n])))
    put("short mfcc", {"samples": n}, librosa.feature.mfcc(y=y[:n], sr=sr))
    put("short chromaStft", {"samples": n, "tuning": 0}, librosa.feature.chroma_stft(y=y[:n], sr=sr, tuning=0))
    put("short spectralContrast", {"samples": n}, librosa.feature.spectral_contrast(y=y[:n], sr=sr))
    put("short rms", {"samples": n}, librosa.feature.rms(y=y[:n]))
    if n > 1:
        put("short chromaCqt", {"samples": n, "tuning": 0}, librosa.feature.chroma_cqt(y=y[:n], sr=sr, tuning=0))
    if n:
        put("short zeroCrossingRate", {"samples": n}, librosa.feature.zero_crossing_rate(y[:n]))
        put("short stft", {"samples": n, "padMode": "reflect"}, np.abs(librosa.stft(y[:n], pad_mode="reflect")))

# The means over time of the feature vector, at the rate of RAVDESS (12,800 Hz and less have no contrast).
for pad_mode in ["constant", "reflect", "edge"]:
    magnitude = np.abs(librosa.stft(y, pad_mode=pad_mode))
    mel = librosa.feature.melspectrogram(S=magnitude ** 2, sr=48000)
    put("featureVector", {"padMode": pad_mode}, np.concatenate([
        librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=40).mean(axis=1),
        librosa.feature.chroma_stft(S=magnitude, sr=48000).mean(axis=1),
        mel.mean(axis=1),
    ]))

versions = {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
print('{"made_by":"generate-options.py","versions":%s,"cases":[\n%s\n]}' % (json.dumps(versions), lines))
