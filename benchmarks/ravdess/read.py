"""Reads and decodes every recording of an archive with zipfile and soundfile, and prints what it took, as JSON."""
import io
import json
import sys
import time
import zipfile

import soundfile

path, passes = sys.argv[1], int(sys.argv[2])
for _ in range(passes):
    wall, processor = time.perf_counter(), time.process_time()
    frames = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.lower().endswith(".wav"):
                samples, sample_rate = soundfile.read(io.BytesIO(archive.read(name)), dtype="float32")
                frames += len(samples)
    took = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
    print(json.dumps({**took, "frames": frames}), flush=True)
