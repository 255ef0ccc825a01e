"""ONNX' operators one by one, after their definitions, in float64: a slow twin of what a graph computes."""

import math

import numpy as np
from onnx import numpy_helper


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def selu(x, attributes):
    alpha = np.float64(np.float32(attributes.get("alpha", 1.67326319217681884765625)))
    gamma = np.float64(np.float32(attributes.get("gamma", 1.05070102214813232421875)))
    return gamma * np.where(x > 0, x, alpha * np.exp(x) - alpha)


def gelu(x, approximate):
    if approximate == b"tanh":
        return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / np.sqrt(2)))


FUNCTIONS = {
    "Sigmoid": lambda x, a, b: sigmoid(x),
    "Tanh": lambda x, a, b: np.tanh(x),
    "Relu": lambda x, a, b: np.maximum(x, 0),
    "HardSigmoid": lambda x, a, b: np.clip((0.2 if a is None else a) * x + (0.5 if b is None else b), 0, 1),
    "Softsign": lambda x, a, b: x / (1 + np.abs(x)),
    "Softplus": lambda x, a, b: np.log(np.exp(x) + 1),
    "Affine": lambda x, a, b: a * x + b,
    "LeakyRelu": lambda x, a, b: np.where(x < 0, (0.01 if a is None else a) * x, x),
    "Elu": lambda x, a, b: np.where(x < 0, (1.0 if a is None else a) * (np.exp(x) - 1), x),
}


WITH_ALPHA = ("HardSigmoid", "Affine", "LeakyRelu", "Elu")
WITH_BETA = ("HardSigmoid", "Affine")


def recurrent(kind, x, w, r, b, lengths, h0, c0, p, attributes):
    """LSTM, GRU and RNN, one sequence after another, one step after another."""
    layout = attributes.get("layout", 0)
    if layout:
        x = x.transpose(1, 0, 2)
        h0, c0 = (None if s is None else s.transpose(1, 0, 2) for s in (h0, c0))
    steps, batch, _ = x.shape
    directions, d = r.shape[0], r.shape[2]
    gates = {"LSTM": 4, "GRU": 3, "RNN": 1}[kind]
    usual = {"LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"], "RNN": ["Tanh"]}[kind]
    names = [n.decode() if isinstance(n, bytes) else n for n in attributes.get("activations", usual * directions)]
    alphas = list(attributes.get("activation_alpha", []))
    betas = list(attributes.get("activation_beta", []))
    clip = attributes.get("clip")
    way = attributes.get("direction", b"forward")
    way = way.decode() if isinstance(way, bytes) else way
    y = np.zeros((steps, directions, batch, d))
    last_h, last_c = np.zeros((directions, batch, d)), np.zeros((directions, batch, d))

    def bounded(z):
        return z if clip is None else np.clip(z, -clip, clip)

    for k in range(directions):
        own = names[k * len(usual):(k + 1) * len(usual)]
        unbounded = [lambda z, n=n, a=alphas.pop(0) if n in WITH_ALPHA and alphas else None,
                            b=betas.pop(0) if n in WITH_BETA and betas else None: FUNCTIONS[n](z, a, b) for n in own]
        # ONNX Runtime bounds the sums, and not c.
        f = [lambda z, function=function: function(bounded(z)) for function in unbounded]
        wb, rb = (np.zeros(gates * d), np.zeros(gates * d)) if b is None else (b[k, :gates * d], b[k, gates * d:])
        pi, po, pf = (np.zeros(d),) * 3 if p is None else (p[k, :d], p[k, d:2 * d], p[k, 2 * d:])
        backwards = way == "reverse" or k == 1
        for n in range(batch):
            count = steps if lengths is None else int(lengths[n])
            h = np.zeros(d) if h0 is None else h0[k, n]
            c = np.zeros(d) if c0 is None else c0[k, n]
            for t in reversed(range(count)) if backwards else range(count):
                zx, zh = w[k] @ x[t, n] + wb, r[k] @ h + rb
                if kind == "LSTM":
                    i, o, g_f, g = np.split(zx + zh, 4)
                    i, g_f = f[0](i + pi * c), f[0](g_f + pf * c)
                    if attributes.get("input_forget", 0):
                        g_f = 1 - i
                    c = g_f * c + i * f[1](g)
                    h = f[0](o + po * c) * unbounded[2](c)
                elif kind == "GRU":
                    (xz, xr, xn), (hz, hr, hn) = np.split(zx, 3), np.split(zh, 3)
                    z, reset = f[0](xz + hz), f[0](xr + hr)
                    if attributes.get("linear_before_reset", 0):
                        new = f[1](xn + reset * hn)
                    else:
                        new = f[1](xn + r[k][2 * d:] @ (reset * h) + rb[2 * d:])
                    h = (1 - z) * new + z * h
                else:
                    h = f[0](zx + zh)
                y[t, k, n] = h
            last_h[k, n], last_c[k, n] = h, c
    if layout:
        return y.transpose(2, 0, 1, 3), last_h.transpose(1, 0, 2), last_c.transpose(1, 0, 2)
    return y, last_h, last_c


def windows(x, kernel, strides, pads, dilations, fill, ceil=False):
    """The windows of (N, C, T): (N, C, T', K), and which of their cells lie inside."""
    k, s, d = kernel[0], strides[0], dilations[0]
    steps = x.shape[2] + pads[0] + pads[1] - d * (k - 1) - 1
    count = (-(-steps // s) if ceil else steps // s) + 1
    width = max(x.shape[2] + pads[0] + pads[1], (count - 1) * s + d * (k - 1) + 1)
    wide = np.full((*x.shape[:2], width), fill)
    wide[:, :, pads[0]:pads[0] + x.shape[2]] = x
    inside = np.zeros(width, bool)
    inside[pads[0]:pads[0] + x.shape[2]] = True
    at = np.arange(count)[:, None] * s + np.arange(k) * d
    return wide[:, :, at], inside[at]


def on_a_line(x, attributes, kernel):
    """An image one place high is a line: its places, and how its windows lie."""
    places = x.ndim - 2
    line = {name: attributes[name][-1:] for name in ("strides", "dilations", "kernel_shape") if name in attributes}
    pads = attributes.get("pads", [0] * (2 * places))
    pads, x = [pads[places - 1], pads[-1]], x.reshape(x.shape[0], x.shape[1], -1)
    k, s = kernel[-1], line.get("strides", [1])[0]
    total = max((-(-x.shape[2] // s) - 1) * s + (k - 1) * line.get("dilations", [1])[0] + 1 - x.shape[2], 0)
    same = {b"SAME_UPPER": [total // 2, total - total // 2], b"SAME_LOWER": [total - total // 2, total // 2]}
    return x, {**attributes, **line, "pads": same.get(attributes.get("auto_pad"), pads)}


def conv(x, w, b, attributes):
    group = attributes.get("group", 1)
    cells, _ = windows(x, w.shape[2:], attributes.get("strides", [1]), attributes.get("pads", [0, 0]),
                       attributes.get("dilations", [1]), 0.0)
    each_in, each_out = x.shape[1] // group, w.shape[0] // group
    parts = [np.einsum("nctk,ock->not", cells[:, g * each_in:(g + 1) * each_in], w[g * each_out:(g + 1) * each_out])
             for g in range(group)]
    y = np.concatenate(parts, 1)
    return y if b is None else y + b[:, None]


def pool(x, attributes, is_max):
    cells, inside = windows(x, attributes["kernel_shape"], attributes.get("strides", [1]),
                            attributes.get("pads", [0, 0]), attributes.get("dilations", [1]),
                            -np.inf if is_max else 0.0, attributes.get("ceil_mode", 0))
    within = np.arange(cells.shape[2]) * attributes.get("strides", [1])[0] < x.shape[2] + attributes.get("pads", [0, 0])[0]
    cells, inside = cells[:, :, within], inside[within]
    if is_max:
        return cells.max(3)
    count = cells.shape[3] if attributes.get("count_include_pad", 0) else inside.sum(1)
    return cells.sum(3) / count


def windowed(x, kernel, attributes, function):
    y = function(*on_a_line(x, attributes, kernel))
    return y.reshape(*y.shape[:2], *[1] * (x.ndim - 3), y.shape[2])


def layer_norm(x, scale, bias, attributes):
    axes = tuple(range(attributes.get("axis", -1) % x.ndim, x.ndim))
    mean = x.mean(axes, keepdims=True)
    y = (x - mean) / np.sqrt(((x - mean) ** 2).mean(axes, keepdims=True) + np.float32(attributes.get("epsilon", 1e-5)))
    return y * scale + (0 if bias is None else bias)


def batch_norm(x, gamma, beta, mean, variance, attributes):
    shape = [1, -1] + [1] * (x.ndim - 2)
    e = np.float64(np.float32(attributes.get("epsilon", 1e-5)))
    gamma, beta, mean, variance = (v.reshape(shape) for v in (gamma, beta, mean, variance))
    return gamma * (x - mean) / np.sqrt(variance + e) + beta


def reverse(x, lengths, attributes):
    time, batch = attributes.get("time_axis", 0), attributes.get("batch_axis", 1)
    y = np.moveaxis(x, (time, batch), (0, 1)).copy()
    for n, length in enumerate(lengths):
        y[:length, n] = y[:length, n][::-1]
    return np.moveaxis(y, (0, 1), (time, batch))


def cut(x, starts, ends, axes=None, steps=None):
    index = [slice(None)] * x.ndim
    for at, (start, end) in enumerate(zip(starts, ends)):
        stride = 1 if steps is None else int(steps[at])
        end = None if stride < 0 and end < -(1 << 30) else int(end)
        index[at if axes is None else int(axes[at])] = slice(int(start), end, stride)
    return x[tuple(index)]


def reshaped(x, shape, attributes):
    sizes = [x.shape[i] if s == 0 and not attributes.get("allowzero", 0) else int(s) for i, s in enumerate(shape)]
    return x.reshape(sizes)


def axes_of(attributes, inputs, at):
    if "axes" in attributes:
        return tuple(attributes["axes"])
    return tuple(int(a) for a in inputs[at]) if len(inputs) > at and inputs[at] is not None else None


def reduced(function, i, a):
    return function(i[0], axis=axes_of(a, i, 1), keepdims=bool(a.get("keepdims", 1)))


def split(x, sizes, attributes, count):
    axis = attributes.get("axis", 0)
    sizes = attributes.get("split", sizes)
    if sizes is None:
        sizes = [x.shape[axis] // count] * count
    return np.split(x, np.cumsum(sizes)[:-1], axis)


def gemm(i, a):
    x = i[0].T if a.get("transA", 0) else i[0]
    w = i[1].T if a.get("transB", 0) else i[1]
    y = np.float64(np.float32(a.get("alpha", 1))) * (x @ w)
    return y if len(i) < 3 or i[2] is None else y + np.float64(np.float32(a.get("beta", 1))) * i[2]


def whole(x):
    return x.astype(np.int64) if np.issubdtype(np.asarray(x).dtype, np.integer) else x


RUN = {
    "Identity": lambda i, a: i[0],
    "Dropout": lambda i, a: i[0],
    "Cast": lambda i, a: i[0].astype(np.int64) if a["to"] in (6, 7) else i[0].astype(np.float64),
    "Gather": lambda i, a: np.take(i[0], i[1], a.get("axis", 0)),
    "Transpose": lambda i, a: np.transpose(i[0], a.get("perm")),
    "Squeeze": lambda i, a: np.squeeze(i[0], axes_of(a, i, 1)),
    "Unsqueeze": lambda i, a: np.expand_dims(i[0], axes_of(a, i, 1)),
    "Reshape": lambda i, a: reshaped(i[0], i[1], a),
    "Flatten": lambda i, a: i[0].reshape(int(np.prod(i[0].shape[:a.get("axis", 1)])), -1),
    "Shape": lambda i, a: np.array(i[0].shape, np.int64),
    "Expand": lambda i, a: i[0] * np.ones([int(s) for s in i[1]], np.asarray(i[0]).dtype),
    "Tile": lambda i, a: np.tile(i[0], [int(s) for s in i[1]]),
    "ConstantOfShape": lambda i, a: np.full([int(s) for s in i[0]], numpy_helper.to_array(a["value"])[0] if "value" in a else 0.0),
    "Concat": lambda i, a: np.concatenate(i, a["axis"]),
    "Slice": lambda i, a: cut(i[0], *(i[1:] if len(i) > 1 else (a["starts"], a["ends"], a.get("axes")))),
    "Add": lambda i, a: i[0] + i[1],
    "Sub": lambda i, a: i[0] - i[1],
    "Mul": lambda i, a: i[0] * i[1],
    "Div": lambda i, a: i[0] / i[1] if i[0].dtype.kind == "f" else i[0] // i[1],
    "Sum": lambda i, a: sum(i),
    "Neg": lambda i, a: -i[0],
    "Sqrt": lambda i, a: np.sqrt(i[0]),
    "Reciprocal": lambda i, a: 1 / i[0],
    "Pow": lambda i, a: i[0] ** i[1],
    "Equal": lambda i, a: i[0] == i[1],
    "MatMul": lambda i, a: i[0] @ i[1],
    "Gemm": gemm,
    "Tanh": lambda i, a: np.tanh(i[0]),
    "Relu": lambda i, a: np.maximum(i[0], 0),
    "Sigmoid": lambda i, a: sigmoid(i[0]),
    "LeakyRelu": lambda i, a: np.where(i[0] < 0, np.float64(np.float32(a.get("alpha", 0.01))) * i[0], i[0]),
    "Elu": lambda i, a: np.where(i[0] < 0, np.float64(np.float32(a.get("alpha", 1))) * (np.exp(i[0]) - 1), i[0]),
    "Selu": lambda i, a: selu(i[0], a),
    "HardSigmoid": lambda i, a: FUNCTIONS["HardSigmoid"](i[0], np.float32(a.get("alpha", 0.2)), np.float32(a.get("beta", 0.5))),
    "Softplus": lambda i, a: np.log(np.exp(i[0]) + 1),
    "Softsign": lambda i, a: i[0] / (1 + np.abs(i[0])),
    "Gelu": lambda i, a: gelu(i[0], a.get("approximate", b"none")),
    "PRelu": lambda i, a: np.where(i[0] < 0, i[1] * i[0], i[0]),
    "Softmax": lambda i, a: softmax(i[0], a.get("axis", -1)),
    "LogSoftmax": lambda i, a: np.log(softmax(i[0], a.get("axis", -1))),
    "ReduceMean": lambda i, a: reduced(np.mean, i, a),
    "ReduceMax": lambda i, a: reduced(np.max, i, a),
    "ReduceSum": lambda i, a: reduced(np.sum, i, a),
    "GlobalAveragePool": lambda i, a: i[0].mean(2, keepdims=True),
    "GlobalMaxPool": lambda i, a: i[0].max(2, keepdims=True),
    "BatchNormalization": lambda i, a: batch_norm(*i, a),
    "LayerNormalization": lambda i, a: layer_norm(i[0], i[1], i[2] if len(i) > 2 else None, a),
    "ReverseSequence": lambda i, a: reverse(i[0], i[1], a),
    "Conv": lambda i, a: windowed(i[0], i[1].shape[2:], a, lambda x, own: conv(
        x, i[1].reshape(*i[1].shape[:2], -1), i[2] if len(i) > 2 else None, own)),
    "MaxPool": lambda i, a: windowed(i[0], a["kernel_shape"], a, lambda x, own: pool(x, own, True)),
    "AveragePool": lambda i, a: windowed(i[0], a["kernel_shape"], a, lambda x, own: pool(x, own, False)),
}


def value(attribute):
    """A constant of a node, as Python has it."""
    return {1: attribute.f, 2: attribute.i, 3: attribute.s, 4: attribute.t, 5: attribute.g, 6: list(attribute.floats),
            7: list(attribute.ints), 8: list(attribute.strings)}[attribute.type]


def stored(tensor):
    array = numpy_helper.to_array(tensor)
    return array.astype(np.float64) if array.dtype.kind == "f" else whole(array)


def run(graph, given):
    """Every value of a graph."""
    values = dict(given)
    values.update({t.name: stored(t) for t in graph.initializer})
    for node in graph.node:
        a = {attribute.name: value(attribute) for attribute in node.attribute}
        i = [values[name] if name else None for name in node.input]
        count = len(node.output)
        if node.op_type in ("LSTM", "GRU", "RNN"):
            results = recurrent(node.op_type, *(i + [None] * 8)[:8], a)
        elif node.op_type == "Constant":
            results = [stored(a["value"]) if "value" in a else np.array(a.get("value_float", a.get("value_ints")))]
        elif node.op_type == "Split":
            results = split(i[0], i[1] if len(i) > 1 else None, a, count)
        elif node.op_type == "If":
            inner = a["then_branch" if i[0].all() else "else_branch"]
            inside = run(inner, values)
            results = [inside[output.name] for output in inner.output]
        else:
            results = [RUN[node.op_type](i, a)]
        values.update({name: result for name, result in zip(node.output, results) if name})
    return values
