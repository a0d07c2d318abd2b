#!/usr/bin/env python3
"""Trainings with class weights and soft labels in Keras 3 (torch or another backend): class-weights.py OUT.json

Inputs from the generator lcg: state = (1664525 * state + 1013904223) mod 2^32, value = (state / 2^32 - 0.5) * scale,
from seed 13 in the order X (20, 5) scale 2, W1 (5, 6) scale 1, b1 (6) scale 0.2, W2 (6, 3) scale 1, b2 (3) scale 0.2.
Hard labels: class 0 for samples 0 to 11, 1 for 12 to 17, 2 for 18 and 19. Soft labels: (0.5, 0.3, 0.2) turned by
i mod 3 to the right. Batches of 8 in order, plain gradient descent with rate 0.3, six epochs, float64. The balanced
weights are scikit-learn's.
"""
import json, os, sys

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np
import sklearn
from sklearn.utils.class_weight import compute_class_weight

keras.backend.set_floatx("float64")
state = 13


def lcg(shape, scale):
    global state
    values = []
    for _ in range(int(np.prod(shape))):
        state = (1664525 * state + 1013904223) % 2**32
        values.append((state / 2**32 - 0.5) * scale)
    return np.array(values).reshape(shape)


X = lcg((20, 5), 2)
start = [lcg((5, 6), 1), lcg((6,), 0.2), lcg((6, 3), 1), lcg((3,), 0.2)]
classes = np.repeat([0, 1, 2], [12, 6, 2])
hard = np.eye(3)[classes]
soft = np.array([np.roll([0.5, 0.3, 0.2], i % 3) for i in range(20)])
balanced = compute_class_weight("balanced", classes=np.arange(3), y=classes)


def run(labels, y, weights):
    net = keras.Sequential([keras.Input((5,)), keras.layers.Dense(6, "relu"), keras.layers.Dense(3, "softmax")])
    net.set_weights(start)
    net.compile(keras.optimizers.SGD(0.3), "categorical_crossentropy")
    given = None if weights is None else dict(enumerate(map(float, weights)))
    losses = net.fit(X, y, batch_size=8, epochs=6, shuffle=False, class_weight=given, verbose=0).history["loss"]
    digits = lambda values: [float(f"{v:.8g}") for v in np.ravel(values)]
    return {"labels": labels, "classWeights": given and list(given.values()), "loss": digits(losses), "weights": [digits(w) for w in net.get_weights()]}


runs = [run("hard", hard, [1, 2.5, 0.5]), run("hard", hard, balanced), run("soft", soft, None), run("soft", soft, [1, 2.5, 0.5])]
made_by = {"keras": keras.__version__, "backend": keras.backend.backend(), "scikit-learn": sklearn.__version__}
json.dump({"script": "class-weights.py", "made_by": made_by, "balanced": balanced.tolist(), "runs": runs}, open(sys.argv[1], "w"), indent=1)
