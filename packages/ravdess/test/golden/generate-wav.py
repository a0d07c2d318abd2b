"""Writes wav.json: WAV files in many encodings, and what soundfile reads from them.

python generate-wav.py > wav.json   (soundfile 0.14.0 with libsndfile 1.2.2, numpy 2.4.6)
"""

import base64
import io
import json
import struct

import numpy as np
import soundfile as sf

rng = np.random.default_rng(20)


def chunk(name, body, end="<"):
    return name + struct.pack(end + "I", len(body)) + body + b"\0" * (len(body) % 2)


def wav(tag, channels, bits, align, data, extra=b"", rate=8000, end="<"):
    fmt = struct.pack(end + "HHIIHH", tag, channels, rate, rate * align, align, bits) + extra
    body = b"WAVE" + chunk(b"fmt ", fmt, end) + chunk(b"data", data, end)
    return (b"RIFF" if end == "<" else b"RIFX") + struct.pack(end + "I", len(body)) + body


def written(subtype, channels, form="WAV", endian="FILE", frames=40):
    file = io.BytesIO()
    sound = rng.uniform(-0.9, 0.9, (frames, channels))
    sf.write(file, sound, 16000, format=form, subtype=subtype, endian=endian)
    return file.getvalue()


def ms_extra(frames):
    pairs = [(256, 0), (512, -256), (0, 0), (192, 64), (240, 0), (460, -208), (392, -232)]
    return struct.pack("<HHH", 32, frames, 7) + b"".join(struct.pack("<hh", *pair) for pair in pairs)


def ima(channels, align, blocks):
    frames = 2 * (align - 4 * channels) // channels + 1
    return wav(17, channels, 4, align, rng.bytes(align * blocks), struct.pack("<HH", 2, frames))


def ms(channels, align, blocks, predictors):
    frames = 2 + 2 * (align - 7 * channels) // channels
    data = b""
    for block in range(blocks):
        chosen = [predictors[(block + channel) % len(predictors)] for channel in range(channels)]
        steps = struct.pack(f"<{channels}h", *rng.integers(-200, 400, channels))
        data += bytes(chosen) + steps + rng.bytes(align - 3 * channels)
    return wav(2, channels, 4, align, data, ms_extra(frames))


guid = bytes.fromhex("800000aa00389b71")
every = bytes(range(256))
values = rng.integers(-(2**23), 2**23, 24)
packed = b"".join(struct.pack("<i", int(value))[:3] for value in values)
files = {
    "A-law, every byte": wav(6, 1, 8, 1, every),
    "mu-law, every byte": wav(7, 1, 8, 1, every),
    "A-law, two channels": written("ALAW", 2),
    "mu-law, two channels": written("ULAW", 2),
    "A-law, extensible": written("ALAW", 1, "WAVEX"),
    "mu-law, RIFX": wav(7, 1, 8, 1, every, end=">"),
    "A-law of 16 bits, says the header": wav(6, 1, 16, 1, every),
    "IMA ADPCM, written": written("IMA_ADPCM", 1, frames=600),
    "IMA ADPCM, two channels, written": written("IMA_ADPCM", 2, frames=600),
    "IMA ADPCM, any bytes": ima(1, 64, 6),
    "IMA ADPCM, two channels, any bytes": ima(2, 64, 6),
    "IMA ADPCM, blocks that are no multiple of four": ima(1, 37, 4),
    "MS ADPCM, written": written("MS_ADPCM", 1, frames=600),
    "MS ADPCM, two channels, written": written("MS_ADPCM", 2, frames=600),
    "MS ADPCM, each predictor": ms(1, 32, 7, range(7)),
    "MS ADPCM, two channels, each predictor": ms(2, 48, 7, range(7)),
    "MS ADPCM, a predictor that does not exist": ms(1, 32, 2, [7, 200]),
    "RIFX of 8 bits": written("PCM_U8", 1, endian="BIG"),
    "RIFX of 16 bits": written("PCM_16", 2, endian="BIG"),
    "RIFX of 24 bits": written("PCM_24", 1, endian="BIG"),
    "RIFX of 32 bits": written("PCM_32", 1, endian="BIG"),
    "RIFX, float of 32 bits": written("FLOAT", 2, endian="BIG"),
    "RIFX, float of 64 bits": written("DOUBLE", 1, endian="BIG"),
    "RIFX, extensible": wav(0xFFFE, 1, 24, 3, packed, struct.pack(">HHIIHH", 22, 24, 4, 1, 0, 16) + guid, end=">"),
    "24 bits in three bytes, blocks of four, says the header": wav(1, 1, 24, 4, packed),
    "20 bits in three bytes, blocks of four, says the header": wav(1, 1, 20, 4, packed),
    "18 bits, two channels, blocks of eight, says the header": wav(1, 2, 18, 8, packed),
}



def shortest(value):
    """The shortest decimal number that is the same float32."""
    return float(str(value))


golden = []
for title, content in files.items():
    samples, rate = sf.read(io.BytesIO(content), dtype="float64", always_2d=True)
    mono = samples.mean(axis=1).astype(np.float32)
    golden.append({"title": title, "file": base64.b64encode(content).decode(), "sampleRate": rate,
                   "channels": samples.shape[1], "samples": [shortest(value) for value in mono]})
print("[\n" + ",\n".join(json.dumps(entry) for entry in golden) + "\n]")
