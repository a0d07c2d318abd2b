"""Makes the files of this folder: python make-sounds.py. soundfile 0.14.0 (libsndfile 1.2.2), numpy 2.4.6;
opus-tools 0.2 and ffmpeg for Opus and M4A, since libsndfile writes Opus late by its lookahead.

Half a second of two tones, 440 Hz on the left and 660 Hz on the right, in each format; and what libsndfile (of
Opus: ffmpeg, at 48,000 Hz) decodes of it, the mean of the channels, every 50th sample.
"""
import json, subprocess
from pathlib import Path
import numpy as np
import soundfile as sf

here = Path(__file__).parent
RATE = 24000
t = np.arange(RATE // 2) / RATE
fade = np.minimum(1, np.minimum(t, t[::-1]) / 0.05)
sound = (0.3 * fade * np.stack([np.sin(2 * np.pi * 440 * t), np.sin(2 * np.pi * 660 * t)])).T

golden = {}


def keep(name, mono, rate):
    golden[name] = {"sampleRate": rate, "length": len(mono), "every50": [round(float(x), 6) for x in mono[::50]]}


for name, options in {
    "tones.wav": dict(subtype="PCM_16"),
    "tones.flac": dict(subtype="PCM_16"),
    "tones.ogg": dict(format="OGG", subtype="VORBIS"),
    "tones.mp3": dict(format="MP3", subtype="MPEG_LAYER_III"),
}.items():
    sf.write(here / name, sound, RATE, **options)
    samples, rate = sf.read(here / name)
    keep(name, samples.mean(axis=1), rate)
subprocess.run(["opusenc", "--quiet", here / "tones.wav", here / "tones.opus"], check=True)
raw = ["ffmpeg", "-v", "error", "-i", here / "tones.opus", "-f", "f32le", "-c:a", "pcm_f32le", "-"]
decoded = subprocess.run(raw, check=True, capture_output=True).stdout
keep("tones.opus", np.frombuffer(decoded, "<f4").reshape(-1, 2).mean(axis=1), 48000)
(here / "sounds.json").write_text(json.dumps(golden) + "\n")
subprocess.run(["ffmpeg", "-y", "-v", "error", "-i", here / "tones.wav", "-c:a", "aac", "-b:a", "48k", here / "tones.m4a"], check=True)
