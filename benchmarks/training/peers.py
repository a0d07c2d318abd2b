"""A training step of the benchmark's networks in Keras or PyTorch; prints one JSON line with milliseconds per step.

    python peers.py keras|torch WORKLOAD STEPS THREADS     (0 threads: all cores)
"""

import json
import os
import sys
import time

framework, workload, steps, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
if threads:
    os.environ["OMP_NUM_THREADS"] = str(threads)
import numpy  # after the number of threads is set

# Layers by name: (name, arguments). The same list makes the network in either framework.
adam, adamw, rmsprop = "adam", "adamw", "rmsprop"
counts = (32, 64, 128, 64, 32)
dense = [("flatten",), ("dense", 1024), ("dropout", 0.2)]
convolution1d = ("convolution", 128, 5, "same")
networks = {
    "cnn2d-notebook": (
        (150, 150, 1), 4, 64, adam, 5e-5,
        [layer for n in counts for layer in (("convolution", n, 5, "same"), ("relu",), ("pool", 5, "same"))] + dense,
    ),
    "cnn2d-printed": (
        (150, 150, 1), 4, 64, adam, 0.005,
        [layer for n in counts for layer in (("convolution", n, 3, "valid"), ("relu",), ("pool", 2, "valid"))] + dense,
    ),
    "cnn1d-four": (
        (180, 1), 8, 20, rmsprop, 5e-5,
        [
            convolution1d, ("relu",), ("dropout", 0.1), ("pool", 8, "valid"),
            convolution1d, ("relu",), ("pool", 8, "valid"), ("dropout", 0.1),
            convolution1d, ("relu",), ("dropout", 0.1),
            convolution1d, ("relu",), ("dropout", 0.1), ("flatten",),
        ],
    ),
    "spectrogram-cnn": (
        (64, 160, 1), 4, 32, adamw, 0.001,
        [
            layer
            for n, height in ((16, 2), (32, 2), (48, 2), (64, 1))
            for layer in (("convolution", n, 3, "same"), ("relu",), ("pool", (height, 2), "valid"))
        ] + [("mean and maximum over time",), ("flatten",), ("dropout", 0.3)],
    ),
    "voice-network": (
        (859,), 5, 64, adamw, 0.002,
        [("tanh",), ("dropout", 0.3), ("dense", 128), ("dropout", 0.5), ("dense", 128), ("dropout", 0.5)],
    ),
    "batch-normalisation": (
        (32, 32, 3), 10, 64, adam, 0.001,
        [
            layer
            for n in (32, 64)
            for layer in [("convolution", n, 3, "same"), ("normalisation",), ("relu",)] * 2 + [("pool", 2, "valid")]
        ] + [("flatten",), ("dense", 128)],
    ),
    "separable": (
        (32, 32, 3), 10, 64, adam, 0.001,
        [("convolution", 32, 3, "same"), ("normalisation",), ("swish",)] + [
            layer
            for n, activation, *pool in ((32, "swish", ("average pool",)), (64, "elu", ("average pool",)), (128, "leaky relu"))
            for layer in [
                ("depthwise",), ("normalisation",), (activation,),
                ("convolution", n, 1, "valid"), ("normalisation",), (activation,), *pool,
            ]
        ] + [("global average",)],
    ),
}
shape, classes, batch, method, rate, stack = networks[workload]
# What the project's own networks are trained with beside: averages of the weights, smoothed labels.
has_bias = workload not in ("batch-normalisation", "separable")
averaging = 0.98 if workload == "spectrogram-cnn" else None
smoothing = {"spectrogram-cnn": 0.05, "voice-network": 0.1}.get(workload, 0)
x = numpy.random.default_rng(1).random((batch, *shape), dtype=numpy.float32)
x[:, : shape[0] // 4] = 0
labels = numpy.arange(batch) % classes
dimensions = len(shape) - 1


def keras_step():
    import tensorflow

    if threads:
        tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
        tensorflow.config.threading.set_inter_op_parallelism_threads(threads)
    import keras

    class MeanAndMaximum(keras.layers.Layer):
        def call(self, values):
            return keras.ops.concatenate([keras.ops.mean(values, 2), keras.ops.max(values, 2)], -1)

    def layer(name, *arguments):
        kinds = keras.layers
        if name == "convolution":
            kind = kinds.Conv2D if dimensions == 2 else kinds.Conv1D
            return kind(arguments[0], arguments[1], padding=arguments[2], use_bias=has_bias)
        if name == "pool":
            kind = kinds.MaxPooling2D if dimensions == 2 else kinds.MaxPooling1D
            return kind(arguments[0], arguments[0], padding=arguments[1])
        if name == "dense":
            return kinds.Dense(*arguments, activation="relu")
        return {
            "relu": kinds.ReLU, "normalisation": kinds.BatchNormalization,
            "dropout": kinds.Dropout, "flatten": kinds.Flatten,
            "tanh": lambda: kinds.Activation("tanh"), "mean and maximum over time": MeanAndMaximum,
            "depthwise": lambda: kinds.DepthwiseConv2D(3, padding="same", use_bias=False),
            "swish": lambda: kinds.Activation("swish"), "elu": kinds.ELU, "leaky relu": lambda: kinds.LeakyReLU(0.1),
            "average pool": lambda: kinds.AveragePooling2D(2), "global average": kinds.GlobalAveragePooling2D,
        }[name](*arguments)

    layers = [layer(*described) for described in stack]
    model = keras.Sequential([keras.Input(shape), *layers, keras.layers.Dense(classes, "softmax")])
    optimizer = {
        adam: keras.optimizers.Adam,
        adamw: lambda rate: keras.optimizers.AdamW(
            rate, weight_decay=0.01, use_ema=averaging is not None, ema_momentum=averaging or 0.99
        ),
        rmsprop: keras.optimizers.RMSprop,
    }[method](rate)
    # Compiling by XLA, which is the default, takes two to ten times as long per step on these networks.
    model.compile(optimizer, keras.losses.CategoricalCrossentropy(label_smoothing=smoothing), jit_compile=False)
    y = numpy.eye(classes, dtype=numpy.float32)[labels]
    return lambda: model.train_on_batch(x, y)


def torch_step():
    import torch
    from torch import nn

    if threads:
        torch.set_num_threads(threads)

    class Same(nn.Module):
        """Pads as Keras does before a pool of its own size."""

        def __init__(self, size):
            super().__init__()
            self.size = size

        def forward(self, values):
            missing = [-length % self.size for length in reversed(values.shape[2:])]
            sides = [side for length in missing for side in (length // 2, length - length // 2)]
            return nn.functional.pad(values, sides, value=float("-inf")) if any(sides) else values

    class GlobalMean(nn.Module):
        def forward(self, values):
            return values.mean((2, 3))

    class MeanAndMaximum(nn.Module):
        def forward(self, values):
            return torch.cat([values.mean(3), values.amax(3)], 1)

    channels = shape[-1]

    def layer(name, *arguments):
        nonlocal channels
        if name == "depthwise":
            return [nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False)]
        if name == "convolution":
            channels = arguments[0]
            kind = nn.LazyConv2d if dimensions == 2 else nn.LazyConv1d
            return [kind(arguments[0], arguments[1], padding=arguments[2], bias=has_bias)]
        if name == "pool":
            kind = nn.MaxPool2d if dimensions == 2 else nn.MaxPool1d
            return ([Same(arguments[0])] if arguments[1] == "same" else []) + [kind(arguments[0])]
        if name == "dense":
            return [nn.LazyLinear(*arguments), nn.ReLU()]
        if name == "normalisation":
            return [nn.LazyBatchNorm2d()]
        return [{
            "relu": nn.ReLU, "dropout": nn.Dropout, "flatten": nn.Flatten,
            "tanh": nn.Tanh, "mean and maximum over time": MeanAndMaximum,
            "swish": nn.SiLU, "elu": nn.ELU, "leaky relu": lambda: nn.LeakyReLU(0.1),
            "average pool": lambda: nn.AvgPool2d(2), "global average": GlobalMean,
        }[name](*arguments)]

    inputs = torch.from_numpy(numpy.moveaxis(x, -1, 1).copy())
    model = nn.Sequential(*[made for described in stack for made in layer(*described)], nn.LazyLinear(classes))
    if dimensions == 2:
        inputs = inputs.to(memory_format=torch.channels_last)
        model(inputs)
        model = model.to(memory_format=torch.channels_last)
    else:
        model(inputs)
    kind = {adam: torch.optim.Adam, adamw: torch.optim.AdamW, rmsprop: torch.optim.RMSprop}[method]
    optimizer = kind(model.parameters(), lr=rate)
    averages = averaging and torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(averaging)
    )
    targets = torch.from_numpy(labels)

    def step():
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(inputs), targets, label_smoothing=smoothing).backward()
        optimizer.step()
        if averages:
            averages.update_parameters(model)

    return step


step = keras_step() if framework == "keras" else torch_step()
for _ in range(3):
    step()
times = []
for _ in range(steps):
    start = time.perf_counter()
    step()
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"times": times}))
