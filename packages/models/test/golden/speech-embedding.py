#!/usr/bin/env python3
"""The published speech embedding on log-mel frames given by formula: speech-embedding.py EMBEDDING.onnx OUT.json

Needs numpy and onnxruntime (1.30.0). Frame t, band b of signal s is 3 + 4 sin(0.11 (s + 1) t + 0.4 b) +
2 cos(0.05 t b) in float64, rounded to float32; 92 frames, three windows of 76, one every 8 frames. Signal 2 is 0.
"""
import json, sys
import numpy as np, onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
t, b = np.meshgrid(np.arange(92), np.arange(32), indexing="ij")
embeddings = []
for s in range(3):
    mel = 3 + 4 * np.sin(0.11 * (s + 1) * t + 0.4 * b) + 2 * np.cos(0.05 * t * b) if s < 2 else np.zeros((92, 32))
    windows = np.stack([mel[i : i + 76] for i in (0, 8, 16)])[..., None].astype(np.float32)
    values = session.run(None, {session.get_inputs()[0].name: windows})[0].reshape(3, 96)
    embeddings.append([[round(float(value), 4) for value in row] for row in values])
json.dump({"onnxruntime": onnxruntime.__version__, "embeddings": embeddings}, open(sys.argv[2], "w"))
