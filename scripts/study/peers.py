"""scikit-learn's MLP and Keras's CNN-1D in the split of the paper's runs, to compare ours with.

    python scripts/study/peers.py SPEECH.zip SONG.zip [--seeds 20] [--out docs/peers.json]

Features as the public notebooks made them, by librosa, with its padding of that time (reflect). Writes the test accuracy
of each seed as it is known, and goes on from there. Two minutes for the features, seconds for an MLP, four minutes for a
CNN-1D on a quiet core. Needs librosa 0.11, scikit-learn 1.9 and Keras 3.15 with TensorFlow.
"""

import argparse
import base64
import io
import itertools
import json
import os
import pathlib
import re
import warnings
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.filterwarnings("ignore")
import librosa
import numpy as np
import soundfile

root = pathlib.Path(__file__).parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("speech")
parser.add_argument("song")
parser.add_argument("--seeds", type=int, default=20)
parser.add_argument("--out", default=root / "docs" / "peers.json", type=pathlib.Path)
arguments = parser.parse_args()

# The 1,316 names and the bits of the 329 tested ones: the same list as ours.
source = (root / "apps/bench/src/compute/notebook-files.ts").read_text()
bits = base64.b64decode("".join(re.findall(r"'([^']*)'", source.split("testBits =")[1].split(";")[0])))
stereo = set(re.findall(r"'([^']*)\.wav'", source.split("stereo =")[1].split(";")[0]))
names = sorted(
    f"03-{channel}-{emotion}-{intensity}-{statement}-{repetition}-{actor:02}"
    for channel, emotion, intensity, statement, repetition, actor in itertools.product(
        ["01", "02"], ["01", "03", "04", "05"], ["01", "02"], ["01", "02"], ["01", "02"], range(1, 25)
    )
    if not (emotion == "01" and intensity == "02") and not (channel == "02" and actor == 18)
)
tested = {name for i, name in enumerate(names) if bits[i >> 3] >> (i & 7) & 1}
archives = {"01": zipfile.ZipFile(arguments.speech), "02": zipfile.ZipFile(arguments.song)}


def features(name):
    recording = archives[name[3:5]].read(f"Actor_{name[-2:]}/{name}.wav")
    samples, rate = soundfile.read(io.BytesIO(recording), dtype="float32")
    magnitude = np.abs(librosa.stft(samples, pad_mode="reflect"))
    mel = librosa.feature.melspectrogram(S=magnitude**2, sr=rate)
    chroma = librosa.feature.chroma_stft(S=magnitude, sr=rate)
    return np.concatenate(
        [values.mean(axis=1) for values in (librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=40), chroma, mel)]
    )


def part(names):
    # The notebooks' labels, with their gap at 2.
    labels = {"03": 0, "04": 1, "01": 3, "05": 4}
    return np.array([features(name) for name in names]), np.array([labels[name[6:8]] for name in names])


train_x, train_y = part([name for name in names if name not in tested | stereo])
test_x, test_y = part([name for name in names if name in tested])
print(len(train_y), "and", len(test_y), [int((test_y == label).sum()) for label in (0, 1, 3, 4)], flush=True)


def mlp(seed):
    from sklearn.neural_network import MLPClassifier

    options = {"alpha": 0.01, "batch_size": 256, "epsilon": 1e-8, "hidden_layer_sizes": (300,), "max_iter": 500}
    return MLPClassifier(**options, learning_rate="adaptive", random_state=seed).fit(train_x, train_y).score(test_x, test_y)


def cnn1d(seed):
    import keras
    import tensorflow

    keras.utils.set_random_seed(seed)
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((180, 1)),
            layers.Conv1D(128, 5, padding="same", activation="relu"), layers.Dropout(0.1), layers.MaxPooling1D(8),
            layers.Conv1D(128, 5, padding="same", activation="relu"), layers.Dropout(0.1),
            layers.Flatten(), layers.Dense(8, activation="softmax"),
        ]
    )
    rmsprop = keras.optimizers.RMSprop(5e-5, rho=0.9, epsilon=1e-7)
    model.compile(rmsprop, "sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=50)
    inputs = train_x.astype("float32")[..., None]
    batches = tensorflow.data.Dataset.from_tensor_slices((inputs, train_y)).shuffle(len(inputs), seed=seed).batch(20)
    model.fit(batches, epochs=500, verbose=0)
    return model.evaluate(test_x.astype("float32")[..., None], test_y, verbose=0)[1]


accuracies = json.loads(arguments.out.read_text()) if arguments.out.exists() else {"MLP": [], "CNN-1D": []}
for row, run in ("MLP", mlp), ("CNN-1D", cnn1d):
    for seed in range(len(accuracies[row]), arguments.seeds):
        accuracies[row].append(round(float(run(seed)), 6))
        arguments.out.write_text(json.dumps(accuracies, indent=1) + "\n")
        print(row, seed, accuracies[row][-1], flush=True)
