#!/usr/bin/env python3
"""State dicts whose layers config.json lists, and what PyTorch computes with them: python3 make_compositions.py.

Made with Python 3.11, PyTorch 1.13 and NumPy 1.24.2; the same files come out each time. Weights are float32, the figures
those of the same network in float64.
"""

import json
import pathlib
import zlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
WORDS, SIZE, UNITS, CLASSES, STEPS, LANES = 9, 4, 3, 3, 12, 3
torch.set_num_threads(1)  # one order of summation


def steps(module, x):
    """A module over sequences × numbers × steps, for sequences × steps × numbers."""
    return module(x.transpose(1, 2)).transpose(1, 2)


class Convolved(nn.Module):
    layers = [
        {"embedding": "emb"},
        {"conv1d": "conv", "padding": 1, "activation": "relu"},
        {"max_pool": 2},
        {"lstm": "lstm"},
        {"reading": "last_state"},
        {"layer_norm": "norm"},
        {"linear": "fc1", "activation": "relu"},
        {"linear": "fc2"},
    ]

    def __init__(self):
        super().__init__()
        self.emb, self.conv = nn.Embedding(WORDS, SIZE), nn.Conv1d(SIZE, 6, 3, padding=1)
        self.lstm = nn.LSTM(6, UNITS, batch_first=True, bidirectional=True)
        self.norm, self.fc1, self.fc2 = nn.LayerNorm(2 * UNITS), nn.Linear(2 * UNITS, 5), nn.Linear(5, CLASSES)

    def forward(self, x):
        x = steps(lambda y: F.max_pool1d(F.relu(self.conv(y)), 2), self.emb(x))
        _, (h, _) = self.lstm(x)
        return self.fc2(F.relu(self.fc1(self.norm(torch.cat([h[0], h[1]], 1)))))


class Normalised(nn.Module):
    layers = [
        {"input": SIZE},
        {"batch_norm": "bn1", "epsilon": 1e-3},
        {"gru": "gru"},
        {"activation": "leaky_relu", "slope": 0.2},
        {"reading": "mean"},
        {"batch_norm": "bn2"},
        {"prelu": "slope"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.bn1, self.gru = nn.BatchNorm1d(SIZE, eps=1e-3), nn.GRU(SIZE, UNITS, 2, batch_first=True)
        self.bn2, self.slope, self.fc = nn.BatchNorm1d(UNITS), nn.PReLU(), nn.Linear(UNITS, CLASSES)

    def forward(self, x):
        y, _ = self.gru(steps(self.bn1, x))
        return self.fc(self.slope(self.bn2(F.leaky_relu(y, 0.2).mean(1))))


class Skipping(nn.Module):
    layers = [
        {"input": SIZE, "steps": STEPS},
        {"conv1d": "wide", "padding": "causal", "dilation": 2, "groups": 2, "name": "wide"},
        {"linear": "same", "activation": "gelu", "reads": "input", "name": "same"},
        {"sum": ["wide", "same"], "name": "both"},
        {"lstm": "lstm", "name": "states"},
        {"concatenation": ["both", "states"]},
        {"average_pool": 3, "stride": 3},
        {"flatten": "steps_first"},
        {"linear": "fc.0", "activation": "silu"},
        {"linear": "fc.2"},
    ]

    def __init__(self):
        super().__init__()
        self.wide, self.same = nn.Conv1d(SIZE, 6, 2, dilation=2, groups=2), nn.Linear(SIZE, 6)
        self.lstm = nn.LSTM(6, UNITS, batch_first=True)
        self.fc = nn.Sequential(nn.Linear((6 + UNITS) * STEPS // 3, 5), nn.SiLU(), nn.Linear(5, CLASSES))

    def forward(self, x):
        both = steps(lambda y: self.wide(F.pad(y, (2, 0))), x) + F.gelu(self.same(x))
        pooled = steps(lambda y: F.avg_pool1d(y, 3), torch.cat([both, self.lstm(both)[0]], 2))
        return self.fc(pooled.flatten(1))


class Attended(nn.Module):
    layers = [
        {"embedding": "words"},
        {"gru": "left", "name": "left"},
        {"lstm": "right", "reads": "input", "name": "right"},
        {"concatenation": ["left", "right"]},
        {"attention": ["score.0", "score.2"], "activation": "relu"},
        {"linear": "out"},
    ]

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(WORDS, SIZE)
        self.left, self.right = nn.GRU(SIZE, UNITS, batch_first=True), nn.LSTM(SIZE, 2, batch_first=True)
        self.score = nn.Sequential(nn.Linear(UNITS + 2, 4), nn.ReLU(), nn.Linear(4, 1))
        self.out = nn.Linear(UNITS + 2, CLASSES)

    def forward(self, x):
        x = self.words(x)
        both = torch.cat([self.left(x)[0], self.right(x)[0]], 2)
        return self.out((torch.softmax(self.score(both), 1) * both).sum(1))


class Simple(nn.Module):
    layers = [
        {"embedding": "emb"},
        {"rnn": "rnn"},
        {"reading": "last_state"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(WORDS, SIZE)
        self.rnn = nn.RNN(SIZE, UNITS, 2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * UNITS, CLASSES)

    def forward(self, x):
        _, h = self.rnn(self.emb(x))
        return self.fc(torch.cat([h[-2], h[-1]], 1))


class Rectified(nn.Module):
    layers = [
        {"input": SIZE},
        {"rnn": "rnn", "activation": "relu"},
        {"reading": "mean"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(SIZE, 5, nonlinearity="relu", batch_first=True)
        self.fc = nn.Linear(5, CLASSES)

    def forward(self, x):
        return self.fc(self.rnn(x)[0].mean(1))


class Projected(nn.Module):
    layers = [
        {"input": SIZE},
        {"lstm": "lstm"},
        {"reading": "last_state"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(SIZE, 5, 2, batch_first=True, bidirectional=True, proj_size=UNITS)
        self.fc = nn.Linear(2 * UNITS, CLASSES)

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.fc(torch.cat([h[-2], h[-1]], 1))


class Beside(nn.Module):
    layers = [
        {"input": SIZE, "static": 3},
        {"conv1d": "conv", "padding": "same", "activation": "tanh"},
        {"gru": "gru"},
        {"reading": "last_state", "name": "visits"},
        {"linear": "known", "activation": "relu", "reads": "static", "name": "known"},
        {"concatenation": ["visits", "known", "static"]},
        {"linear": "fc1", "activation": "relu"},
        {"linear": "fc2"},
    ]

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(SIZE, 5, 3, padding="same")
        self.gru = nn.GRU(5, UNITS, batch_first=True, bidirectional=True)
        self.known, self.fc1, self.fc2 = nn.Linear(3, 2), nn.Linear(2 * UNITS + 5, 6), nn.Linear(6, CLASSES)

    def forward(self, x, features):
        _, h = self.gru(torch.tanh(steps(self.conv, x)))
        return self.fc2(F.relu(self.fc1(torch.cat([h[0], h[1], F.relu(self.known(features)), features], 1))))


class Heads(nn.Module):
    layers = [
        {"embedding": "emb"},
        {"lstm": "rnn", "name": "states"},
        {"self_attention": "attn", "heads": 2, "name": "mixed"},
        {"sum": ["states", "mixed"]},
        {"layer_norm": "norm"},
        {"reading": "mean"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.emb, self.rnn = nn.Embedding(WORDS, SIZE), nn.LSTM(SIZE, UNITS, batch_first=True, bidirectional=True)
        self.attn, self.norm = nn.MultiheadAttention(2 * UNITS, 2, batch_first=True), nn.LayerNorm(2 * UNITS)
        self.fc = nn.Linear(2 * UNITS, CLASSES)

    def forward(self, x):
        states, _ = self.rnn(self.emb(x))
        mixed, _ = self.attn(states, states, states)
        return self.fc(self.norm(states + mixed).mean(1))


class Cells(nn.Module):
    layers = [
        {"embedding": "emb"},
        {"gru": "below"},
        {"lstm": "cell"},
        {"rnn": "above", "activation": "relu"},
        {"reading": "last_state"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.emb, self.below, self.cell = nn.Embedding(WORDS, SIZE), nn.GRUCell(SIZE, UNITS), nn.LSTMCell(UNITS, 5)
        self.above, self.fc = nn.RNNCell(5, UNITS, nonlinearity="relu"), nn.Linear(UNITS, CLASSES)

    def forward(self, x):
        x = self.emb(x)
        g, h, c, r = (x.new_zeros(len(x), units) for units in (UNITS, 5, 5, UNITS))
        for step in range(x.shape[1]):
            g = self.below(x[:, step], g)
            h, c = self.cell(g, (h, c))
            r = self.above(h, r)
        return self.fc(r)


class Flattened(nn.Module):
    layers = [
        {"input": SIZE, "steps": STEPS},
        {"gru": "gru"},
        {"conv1d": "conv", "activation": "relu"},
        {"max_pool": 2},
        {"flatten": "channels_first"},
        {"activation": "tanh"},
        {"linear": "fc1", "activation": "relu"},
        {"linear": "fc2"},
    ]

    def __init__(self):
        super().__init__()
        self.gru, self.conv = nn.GRU(SIZE, UNITS, batch_first=True), nn.Conv1d(UNITS, 6, 3)
        self.fc1, self.fc2 = nn.Linear(6 * 5, 4), nn.Linear(4, CLASSES)

    def forward(self, x):
        pooled = F.max_pool1d(F.relu(self.conv(self.gru(x)[0].transpose(1, 2))), 2)
        return self.fc2(F.relu(self.fc1(torch.tanh(torch.flatten(pooled, 1)))))


class LayerNormLSTMCell(nn.Module):
    """As torch.jit's benchmark of custom LSTMs has it: the next step reads the normalised c."""

    def __init__(self, inputs, units):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.randn(4 * units, inputs) / 2)
        self.weight_hh = nn.Parameter(torch.randn(4 * units, units) / 2)
        self.layernorm_i, self.layernorm_h = nn.LayerNorm(4 * units), nn.LayerNorm(4 * units)
        self.layernorm_c = nn.LayerNorm(units)

    def forward(self, x, state):
        h, c = state
        gates = self.layernorm_i(x @ self.weight_ih.t()) + self.layernorm_h(h @ self.weight_hh.t())
        i, f, g, o = gates.chunk(4, 1)
        c = self.layernorm_c(torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))
        return torch.sigmoid(o) * torch.tanh(c), c


class Centred(nn.Module):
    steps = 4  # relevance grows from step to step by the identity rule of normalisations
    layers = [
        {"embedding": "emb"},
        {"lstm": "below.cell"},
        {"lstm": "above.cell"},
        {"reading": "mean"},
        {"linear": "fc"},
    ]

    def __init__(self):
        super().__init__()
        self.emb, self.fc = nn.Embedding(WORDS, SIZE), nn.Linear(UNITS, CLASSES)
        self.below, self.above = (
            nn.ModuleDict({"cell": LayerNormLSTMCell(inputs, units)}) for inputs, units in ((SIZE, 5), (5, UNITS))
        )

    def forward(self, x):
        x = self.emb(x)
        for cell, units in ((self.below["cell"], 5), (self.above["cell"], UNITS)):
            state, steps = (x.new_zeros(len(x), units), x.new_zeros(len(x), units)), []
            for step in range(x.shape[1]):
                state = cell(x[:, step], state)
                steps.append(state[0])
            x = torch.stack(steps, 1)
        return self.fc(x.mean(1))


def write(name, kind):
    torch.manual_seed(zlib.crc32(name.encode()))
    net = kind().eval()
    for module in net.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)):
            for tensor in (module.weight, module.bias, getattr(module, "running_mean", None)):
                if tensor is not None:
                    tensor.data.normal_(0.3, 0.5)
            if isinstance(module, nn.BatchNorm1d):
                module.running_var.uniform_(0.3, 1.5)
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    torch.save(net.state_dict(), folder / "model.pt")
    (folder / "config.json").write_text(json.dumps({"layers": kind.layers}, indent=2) + "\n", encoding="utf-8")
    if "embedding" in kind.layers[0]:
        inputs = torch.randint(0, WORDS, (LANES, getattr(kind, "steps", STEPS)))
    else:
        inputs = torch.randn(LANES, STEPS, SIZE, dtype=torch.float64)
    beside = {}
    if "static" in kind.layers[0]:
        beside["static"] = torch.randn(LANES, kind.layers[0]["static"], dtype=torch.float64)
    with torch.no_grad():
        outputs = net.double()(inputs, *beside.values()).numpy()
    np.savez(folder / "record.npz", inputs=inputs.numpy(), outputs=outputs, **{key: value.numpy() for key, value in beside.items()})


for network in (Convolved, Normalised, Skipping, Attended, Simple, Rectified, Projected, Beside, Heads, Cells, Flattened, Centred):
    write(network.__name__.lower(), network)
