#!/usr/bin/env python3
"""Weights of PyTorch's AdamW and SGD with decoupled decay under LambdaLR, step by step: adamw.py OUT.json

Inputs from the generator lcg: state = (1664525 * state + 1013904223) mod 2^32, value = (state / 2^32 - 0.5) * scale,
from seed 11: a matrix (2, 3) and a bias (4) of scale 1, then for each of 12 steps their gradients of scale 2. The bias
has no decay. float64; AdamW's epsilon of 1e-12 is too small for its place in the formula to count.
"""
import json, math, sys
import torch

torch.set_default_dtype(torch.float64)


def run(name, rate, decay, steps, warmup):
    state = 11

    def lcg(shape, scale):
        nonlocal state
        values = []
        for _ in range(math.prod(shape)):
            state = (1664525 * state + 1013904223) % 2**32
            values.append((state / 2**32 - 0.5) * scale)
        return torch.tensor(values).reshape(shape)

    matrix, bias = [torch.nn.Parameter(lcg(shape, 1)) for shape in [(2, 3), (4,)]]
    groups = [{"params": [matrix], "weight_decay": decay}, {"params": [bias], "weight_decay": 0}]
    if name == "adam":
        optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.99), eps=1e-12)
    else:
        # torch's SGD adds its decay to the gradient, which without momentum is the decoupled one.
        optimizer = torch.optim.SGD(groups, lr=rate)

    def factor(epoch):
        rise = min(1, (epoch + 1) / (warmup + 1))
        return rise * 0.5 * (1 + math.cos(math.pi * min(1, epoch / steps)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    rates, weights = [], []
    for _ in range(12):
        matrix.grad, bias.grad = lcg((2, 3), 2), lcg((4,), 2)
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
        weights.append([float(f"{w:.8g}") for w in [*matrix.detach().flatten().tolist(), *bias.detach().tolist()]])
    return {"name": name, "learningRate": rate, "weightDecay": decay, "schedule": {"kind": "cosine", "steps": steps, "warmup": warmup}, "rates": rates, "weightsAfterStep": weights}


runs = [run("adam", 0.05, 0.2, 20, 3), run("adam", 0.01, 0.5, 9, 0), run("sgd", 0.1, 0.3, 15, 5)]
json.dump({"made_by": "adamw.py", "torch": torch.__version__, "runs": runs}, open(sys.argv[1], "w"), indent=1)
