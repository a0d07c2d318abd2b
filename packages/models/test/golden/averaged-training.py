#!/usr/bin/env python3
"""A training with label smoothing and averaged weights in PyTorch: averaged-training.py OUT.json

Inputs from the generator lcg: state = (1664525 * state + 1013904223) mod 2^32, value = (state / 2^32 - 0.5) * scale,
from seed 13 in the order X (20, 5) scale 2, W1 (5, 6) scale 1, b1 (6) scale 0.2, W2 (6, 3) scale 1, b2 (3) scale 0.2;
y[i] = i mod 3. Batches of 8 in order, plain gradient descent with rate 0.3, six epochs, float64. All samples are
validation samples, too: after each epoch their loss with the averages and labels that are not smoothed.
"""
import json, sys
import numpy as np, torch

torch.set_default_dtype(torch.float64)
state = 13


def lcg(shape, scale):
    global state
    values = []
    for _ in range(int(np.prod(shape))):
        state = (1664525 * state + 1013904223) % 2**32
        values.append((state / 2**32 - 0.5) * scale)
    return torch.tensor(values).reshape(shape)


X, y = lcg((20, 5), 2), torch.arange(20) % 3
W1, b1, W2, b2 = lcg((5, 6), 1), lcg((6,), 0.2), lcg((6, 3), 1), lcg((3,), 0.2)


def run(smoothing, decay):
    net = torch.nn.Sequential(torch.nn.Linear(5, 6), torch.nn.ReLU(), torch.nn.Linear(6, 3))
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), [W1.T, b1, W2.T, b2]):
            parameter.copy_(value)

    def average(averaged, current, updates):
        step = updates - 1
        keep = min(decay, (1 + step) / (10 + step))
        return keep * averaged + (1 - keep) * current

    averages = torch.optim.swa_utils.AveragedModel(net, avg_fn=average)
    averages.update_parameters(net)  # The first update is a copy: the start.
    criterion = torch.nn.CrossEntropyLoss(label_smoothing=smoothing)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
    losses, validation = [], []
    for _ in range(6):
        total = 0
        for i in range(0, 20, 8):
            optimizer.zero_grad()
            loss = criterion(net(X[i : i + 8]), y[i : i + 8])
            loss.backward()
            optimizer.step()
            averages.update_parameters(net)
            total += loss.item() * len(X[i : i + 8])
        losses.append(total / 20)
        validation.append(torch.nn.functional.cross_entropy(averages(X), y).item())
    weights = [(p.T if p.dim() == 2 else p).detach().flatten().tolist() for p in averages.module.parameters()]
    digits = lambda values: [float(f"{v:.8g}") for v in values]
    return {"labelSmoothing": smoothing, "averaging": decay, "loss": digits(losses), "validationLoss": digits(validation), "weights": [digits(w) for w in weights]}


runs = [run(0, 0.9), run(0.1, 0.9), run(0.25, 0.3)]
json.dump({"made_by": "averaged-training.py", "torch": torch.__version__, "runs": runs}, open(sys.argv[1], "w"), indent=1)
