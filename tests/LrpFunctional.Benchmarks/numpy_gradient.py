#!/usr/bin/env python3
"""Gradient x input and sensitivity analysis of the predicted class through a bidirectional LSTM, batched and vectorised in NumPy.

    numpy_gradient.py --model DIR --data FILE --method gi|sa [--dtype float64] [--batch 64] [--repeat 7]

DIR and FILE as for the relevance peer: `model`, `vocab`, `embeddings.npy`; `label<TAB>w1 | w2 | ...`. No padding; per-word sums use the input
projection where they can; the gradients by the inputs are one matrix product per batch and direction. Prints best and median seconds of the warm runs."""
import argparse, os, pickle, statistics, time
import numpy as np


class Side:
    def __init__(self, weights, name, dtype):
        wx, wh = weights["Wxh_" + name].astype(dtype), weights["Whh_" + name].astype(dtype)
        self.d = d = wh.shape[1]
        order = np.r_[0:d, 2 * d:4 * d, d:2 * d]  # gate blocks i, g, f, o to i, f, o, g: the sigmoids side by side
        self.wx, self.wh = np.ascontiguousarray(wx[order]), np.ascontiguousarray(wh[order])
        self.wxt, self.wht = np.ascontiguousarray(self.wx.T), np.ascontiguousarray(self.wh.T)
        self.b = (weights["bxh_" + name] + weights["bhh_" + name])[order].astype(dtype)
        self.y = weights["Why_" + name].astype(dtype)

    def forward(self, x, lanes, at):
        d, projected = self.d, x @ self.wxt
        gates = projected + self.b
        c, tanh, h = (np.empty((len(x), d), x.dtype) for _ in range(3))
        for t, n in enumerate(lanes):
            now, before = slice(at[t], at[t] + n), slice(at[t - 1], at[t - 1] + n)
            z = gates[now]
            if t:
                z += h[before] @ self.wht
            s = z[:, :3 * d]
            np.negative(s, out=s); np.exp(s, out=s); s += 1; np.reciprocal(s, out=s)
            np.tanh(z[:, 3 * d:], out=z[:, 3 * d:])
            np.multiply(z[:, :d], z[:, 3 * d:], out=c[now])
            if t:
                c[now] += z[:, d:2 * d] * c[before]
            np.tanh(c[now], out=tanh[now])
            np.multiply(z[:, 2 * d:3 * d], tanh[now], out=h[now])
        return projected, gates, c, tanh, h

    def backward(self, trace, start, lanes, at):
        _, gates, c, tanh, _ = trace
        d = self.d
        i, f, o, g = (gates[:, k * d:(k + 1) * d] for k in range(4))
        to_c, dz = o * (1 - tanh * tanh), np.empty_like(gates)
        by_i, by_f, by_o, by_g = g * i * (1 - i), f * (1 - f), tanh * o * (1 - o), i * (1 - g * g)
        dh, dc = start.copy(), np.zeros_like(start)
        for t in range(len(lanes) - 1, -1, -1):
            n = lanes[t]
            now, before = slice(at[t], at[t] + n), slice(at[t - 1], at[t - 1] + n)
            dc[:n] += dh[:n] * to_c[now]
            np.multiply(dc[:n], by_i[now], out=dz[now, :d])
            dz[now, d:2 * d] = dc[:n] * by_f[now] * c[before] if t else 0
            np.multiply(dh[:n], by_o[now], out=dz[now, 2 * d:3 * d])
            np.multiply(dc[:n], by_g[now], out=dz[now, 3 * d:])
            if t:
                dc[:n] *= f[now]
                np.matmul(dz[now], self.wh, out=dh[:n])
        return dz


def explain(ids, emb, sides, batch, method):
    lengths = np.array([len(s) for s in ids])
    longest_first = np.argsort(-lengths, kind="stable")
    words = [None] * len(ids)
    for start in range(0, len(ids), batch):
        pick = longest_first[start:start + batch]
        size = lengths[pick]
        lanes = [int((size > t).sum()) for t in range(size[0])]
        at = np.concatenate(([0], np.cumsum(lanes)))
        lane, step = np.concatenate([np.arange(n) for n in lanes]), np.repeat(np.arange(len(lanes)), lanes)
        left = np.array([ids[pick[l]][t] for t, l in zip(step, lane)])
        right = np.array([ids[pick[l]][-1 - t] for t, l in zip(step, lane)])
        turned = at[size[lane] - 1 - step] + lane  # a row of the one direction, found in the other
        last = at[size - 1] + np.arange(len(pick))
        traces = [s.forward(emb[w], lanes, at) for s, w in zip(sides, (left, right))]
        target = sum(t[4][last] @ s.y.T for s, t in zip(sides, traces)).argmax(1)
        dz = [s.backward(t, s.y[target], lanes, at) for s, t in zip(sides, traces)]
        if method == "gi":
            a, b = (np.einsum("ij,ij->i", z, t[0]) for z, t in zip(dz, traces))
            found = a + b[turned]
        else:
            dx = dz[0] @ sides[0].wx + (dz[1] @ sides[1].wx)[turned]
            found = np.einsum("ij,ij->i", dx, dx)
        for j, k in enumerate(pick):
            words[k] = found[at[:size[j]] + j]
    return words


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True); p.add_argument("--data", required=True); p.add_argument("--method", choices=("gi", "sa"), required=True)
    p.add_argument("--dtype", default="float64"); p.add_argument("--batch", type=int, default=64); p.add_argument("--repeat", type=int, default=7)
    a = p.parse_args()
    at = lambda name: os.path.join(a.model, name)
    weights, vocab = pickle.load(open(at("model"), "rb")), {w: i for i, w in enumerate(pickle.load(open(at("vocab"), "rb")))}
    emb = np.load(at("embeddings.npy")).astype(a.dtype)
    sides = [Side(weights, name, np.dtype(a.dtype)) for name in ("Left", "Right")]
    ids = [[vocab.get(w, vocab.get("<unk>")) for w in line.rstrip("\n").split("\t")[1].split(" | ")] for line in open(a.data, encoding="utf-8")]
    seconds = []
    for _ in range(a.repeat + 1):
        start = time.perf_counter()
        words = explain(ids, emb, sides, a.batch, a.method)
        seconds.append(time.perf_counter() - start)
    warm = seconds[1:] or seconds
    print(f"numpy {np.__version__} {a.method} {a.dtype} batch {a.batch}: best {min(warm):.4f} s, median {statistics.median(warm):.4f} s, first word {words[0][0]!r}")


if __name__ == "__main__":
    main()
