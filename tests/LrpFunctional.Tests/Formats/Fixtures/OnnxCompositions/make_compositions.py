#!/usr/bin/env python3
"""Small ONNX graphs that are more than a chain, and what they compute: python3 make_compositions.py.

Made with Python 3.11, onnx 1.12 and NumPy 1.24.2; the same files come out each time. The figures are those of
operators.py, in float64 from the float32 weights.
"""

import pathlib

import numpy as np
from onnx import TensorProto, helper, numpy_helper

import operators

HERE = pathlib.Path(__file__).parent
WORDS, SIZE, UNITS, CLASSES, STEPS, LANES = 7, 3, 4, 3, 6, 3
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


class Graph:
    """A graph in the making; each method gives the name of what it made."""

    def __init__(self, seed, opset=17):
        self.random, self.opset = np.random.default_rng(seed), opset
        self.nodes, self.tensors, self.inputs, self.outputs, self.given, self.count = [], [], [], [], {}, 0

    def name(self, what):
        self.count += 1
        return f"{what}_{self.count}"

    def input(self, name, shape, array, kind=FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        self.given[name] = array
        return name

    def numbers(self, shape=("batch", "time", SIZE), actual=(LANES, STEPS, SIZE)):
        return self.input("x", list(shape), self.random.standard_normal(actual).astype(np.float32).astype(np.float64))

    def ids(self):
        return self.input("ids", ["batch", "time"], self.random.integers(0, WORDS, (LANES, STEPS)), INT64)

    def output(self, name, value, *shape):
        self.nodes.append(helper.make_node("Identity", [value], [name], name=f"give {name}"))
        self.outputs.append(helper.make_tensor_value_info(name, FLOAT, list(shape) or None))

    def stored(self, what, array):
        name = self.name(what)
        self.tensors.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def floats(self, what, *shape, scale=0.5, shift=0.0):
        return self.stored(what, (scale * self.random.standard_normal(shape) + shift).astype(np.float32))

    def whole(self, *numbers):
        return self.stored("whole", np.array(numbers, np.int64))

    def node(self, op, *inputs, count=1, **attributes):
        names = [self.name(op) for _ in range(count)]
        self.nodes.append(helper.make_node(op, list(inputs), names, name=f"{op} {self.count}", **attributes))
        return names[0] if count == 1 else names

    def embedded(self):
        return self.node("Gather", self.floats("embedding", WORDS, SIZE), self.ids())

    def transposed(self, value, *order):
        return self.node("Transpose", value, perm=list(order))

    def axes(self, op, value, *axes):
        """Squeeze or Unsqueeze; their axes are an input since opset 13."""
        return self.node(op, value, self.whole(*axes)) if self.opset >= 13 else self.node(op, value, axes=list(axes))

    def recurrent(self, kind, x, size, units=UNITS, rest=(), direction="forward", count=2, **attributes):
        """From steps × sequences × numbers to (Y, Y_h), as the operator gives them, and Y_c where it is asked for."""
        directions, gates = 2 if direction == "bidirectional" else 1, {"LSTM": 4, "GRU": 3, "RNN": 1}[kind]
        tensors = [
            self.floats("W", directions, gates * units, size),
            self.floats("R", directions, gates * units, units),
            self.floats("B", directions, 2 * gates * units),
        ]
        return self.node(kind, x, *tensors, *rest, count=count, direction=direction, hidden_size=units, **attributes)

    def states(self, kind, x, size, **options):
        """From sequences × steps × numbers to the same of states, as PyTorch writes it."""
        y, _ = self.recurrent(kind, self.transposed(x, 1, 0, 2), size, **options)
        if options.get("direction") == "bidirectional":
            return self.transposed(self.node("Reshape", self.transposed(y, 0, 2, 1, 3), self.whole(0, 0, -1)), 1, 0, 2)
        return self.transposed(self.axes("Squeeze", y, 1), 1, 0, 2)

    def last(self, states):
        return self.node("Gather", states, self.stored("last", np.array(-1, np.int64)), axis=1)

    def dense(self, value, size, units=CLASSES):
        return self.node("Gemm", value, self.floats("weight", units, size), self.floats("bias", units), transB=1)

    def each(self, value, size, units):
        """A dense layer at each step."""
        return self.node("Add", self.node("MatMul", value, self.floats("weight", size, units)), self.floats("bias", units))

    def normalised(self, value, units, **attributes):
        """A batch normalisation over axis 1."""
        trained = [self.floats("scale", units, scale=0.2, shift=1), self.floats("shift", units), self.floats("mean", units)]
        variance = self.stored("variance", (0.2 + self.random.random(units)).astype(np.float32))
        return self.node("BatchNormalization", value, *trained, variance, **attributes)

    def write(self, name, scores, inputs=None, function=lambda scores: scores, **beside):
        """The file, and beside it what its inputs give: the scores, or what a function makes of them."""
        graph = helper.make_graph(self.nodes, name, self.inputs, self.outputs, self.tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], producer_name="fixtures")
        model.ir_version = 8
        (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())
        values = operators.run(graph, self.given)
        first = inputs if inputs is not None else next(iter(self.given.values()))
        np.savez(HERE / f"{name}.npz", inputs=first, outputs=function(values[scores]), **beside)


def normalised_torch():
    g = Graph(1)
    states = g.states("LSTM", g.numbers(), SIZE)
    turned = g.transposed(g.normalised(g.transposed(states, 0, 2, 1), UNITS, epsilon=1e-3), 0, 2, 1)
    g.output("scores", g.dense(g.normalised(g.last(g.states("GRU", turned, UNITS)), UNITS), UNITS))
    g.write("normalised_torch", "scores")


def normalised_tf(opset):
    g = Graph(2, opset)
    x = g.numbers(("batch", STEPS, SIZE))
    y, _ = g.recurrent("LSTM", g.transposed(x, 1, 0, 2), SIZE)
    scaled = g.node("Mul", g.axes("Squeeze", y, 1), g.floats("factor", 1, 1, UNITS, shift=1))
    shifted = g.node("Add", scaled, g.floats("term", 1, 1, UNITS))
    y, _ = g.recurrent("LSTM", shifted, UNITS)
    last = g.axes("Squeeze", g.node("Slice", g.axes("Squeeze", y, 1), g.whole(-1), g.whole(1 << 31), g.whole(0)), 0) \
        if opset >= 10 else g.axes("Squeeze", g.node("Slice", g.axes("Squeeze", y, 1), axes=[0], starts=[-1], ends=[1 << 31]), 0)
    vector = g.node("Add", g.node("Mul", last, g.floats("factor", UNITS, shift=1)), g.floats("term", UNITS))
    scores = g.each(g.node("Relu", g.each(vector, UNITS, 5)), 5, CLASSES)
    g.output("probabilities", g.node("Softmax", scores, axis=1))
    g.write(f"normalised_tf_{opset}", "probabilities")


def residual():
    g = Graph(3)
    x = g.embedded()
    states = g.states("LSTM", x, SIZE, direction="bidirectional")
    half = g.node("Div", g.each(states, 2 * UNITS, SIZE), g.stored("two", np.float32(2)))
    added = g.node("Sub", g.node("Add", half, x), g.node("Neg", half))
    above = g.states("GRU", added, SIZE, linear_before_reset=1)
    three = g.node("Sum", above, above, g.node("Sub", g.stored("one", np.float32(1)), above))
    g.output("scores", g.dense(g.node("ReduceMean", three, axes=[1], keepdims=0), UNITS))
    g.write("residual", "scores")


def skip():
    g = Graph(4)
    x = g.embedded()
    joined = g.node("Concat", x, g.states("LSTM", x, SIZE), axis=2)
    before = g.node("Tanh", g.each(joined, SIZE + UNITS, 5))
    states = g.states("LSTM", before, 5, direction="reverse")
    g.output("log", g.node("LogSoftmax", g.dense(g.node("Gather", states, g.stored("first", np.array(0, np.int64)), axis=1), UNITS), axis=-1))
    g.write("skip", "log", function=np.exp)


def readings():
    g = Graph(5)
    states = g.states("GRU", g.embedded(), SIZE, direction="bidirectional")
    read = [
        g.node("ReduceMean", states, axes=[1], keepdims=0),
        g.node("ReduceMax", states, axes=[-2], keepdims=0),
        g.last(states),
    ]
    vector = g.node("Relu", g.dense(g.node("Concat", *read, axis=1), 6 * UNITS, 5))
    g.output("scores", g.node("Tanh", g.dense(vector, 5)))
    g.write("readings", "scores", function=np.arctanh)


def attended():
    g = Graph(6)
    states = g.states("LSTM", g.embedded(), SIZE)
    scaled = g.node("Mul", states, g.floats("factor", UNITS, shift=1))
    weights = g.node("Softmax", g.each(g.node("Tanh", g.each(scaled, UNITS, 5)), 5, 1), axis=1)
    context = g.node("ReduceSum", g.node("Mul", weights, scaled), g.whole(1), keepdims=0)
    g.output("scores", g.dense(context, UNITS))
    g.write("attended", "scores")


def halves():
    g = Graph(7)
    states = g.states("LSTM", g.numbers(), SIZE, direction="bidirectional")
    left = g.node("Slice", states, g.whole(0), g.whole(UNITS), g.whole(2))
    right = g.node("Slice", states, g.whole(UNITS), g.whole(2 * UNITS), g.whole(2))
    first = g.node("Gather", right, g.stored("first", np.array(0, np.int64)), axis=1)
    vector = g.node("Concat", first, g.last(left), axis=1)
    above = g.node("Mul", g.node("Add", left, right), g.stored("half", np.float32(0.5)))
    both = g.node("Concat", vector, g.last(g.states("GRU", above, UNITS)), axis=1)
    g.output("scores", g.dense(both, 3 * UNITS))
    g.write("halves", "scores")


def stateful():
    g = Graph(8)
    x = g.numbers()
    zeros = np.zeros((2, LANES, UNITS))
    h0, c0 = (g.input(n, [2, "batch", UNITS], zeros) for n in ("h0", "c0"))
    h, c = g.node("Split", h0, count=2, axis=0), g.node("Split", c0, count=2, axis=0)
    steps = g.transposed(x, 1, 0, 2)
    y, h1 = g.recurrent("LSTM", steps, SIZE, rest=("", h[0], c[0]))
    between = g.node("Mul", g.axes("Squeeze", y, 1), g.floats("factor", UNITS, shift=1))
    y, h2 = g.recurrent("LSTM", between, UNITS, rest=("", h[1], c[1]))
    g.output("hn", g.node("Concat", h1, h2, axis=0))
    g.output("scores", g.dense(g.axes("Squeeze", h2, 0), UNITS))
    g.write("stateful", "scores", inputs=g.given["x"])


def tagger():
    g = Graph(9)
    states = g.states("LSTM", g.embedded(), SIZE, direction="bidirectional")
    scores = g.each(g.node("Relu", g.each(states, 2 * UNITS, 5)), 5, CLASSES)
    g.output("scores", g.node("Softmax", scores, axis=2))
    g.write("tagger", "scores")


def tagger_by_steps():
    g = Graph(10)
    y, _ = g.recurrent("GRU", g.transposed(g.numbers(), 1, 0, 2), SIZE)
    flat = g.node("Reshape", y, g.whole(-1, UNITS))
    g.output("scores", g.dense(g.node("Tanh", g.dense(flat, UNITS, 5)), 5))
    g.write(
        "tagger_by_steps",
        "scores",
        function=lambda scores: scores.reshape(STEPS, LANES, CLASSES).transpose(1, 0, 2),
    )


def reversed_steps():
    g = Graph(11)
    steps = g.transposed(g.numbers(("batch", STEPS, SIZE)), 1, 0, 2)
    lengths = g.node("Expand", g.whole(STEPS), g.node("Slice", g.node("Shape", steps), g.whole(1), g.whole(2), g.whole(0)))
    left, _ = g.recurrent("LSTM", steps, SIZE)
    right, ends = g.recurrent("LSTM", g.node("ReverseSequence", steps, lengths, time_axis=0, batch_axis=1), SIZE)
    right = g.node("ReverseSequence", g.axes("Squeeze", right, 1), lengths, time_axis=0, batch_axis=1)
    both = g.node("Concat", g.axes("Squeeze", left, 1), right, axis=2)
    turned = g.node("Slice", both, g.whole(-1), g.whole(-(1 << 62)), g.whole(0), g.whole(-1))
    _, last = g.recurrent("GRU", turned, 2 * UNITS)
    g.output("scores", g.dense(g.node("Concat", g.axes("Squeeze", last, 0), g.axes("Squeeze", ends, 0), axis=1), 2 * UNITS))
    g.write("reversed_steps", "scores")


def channels_first():
    g = Graph(12)
    x = g.numbers(("batch", SIZE, "time"), (LANES, SIZE, STEPS))
    steps = g.transposed(g.normalised(x, SIZE), 2, 0, 1)
    _, last = g.recurrent("LSTM", steps, SIZE)
    g.output("score", g.node("Sigmoid", g.dense(g.axes("Squeeze", last, 0), UNITS, 1)))
    g.write("channels_first", "score", inputs=g.given["x"].transpose(0, 2, 1))


def lengths():
    g = Graph(13)
    x = g.numbers()
    many = g.input("lengths", ["batch"], np.full(LANES, STEPS), INT64)
    short = g.node("Cast", many, to=TensorProto.INT32)
    y, _ = g.recurrent("LSTM", g.transposed(x, 1, 0, 2), SIZE, rest=(short, "", ""))
    _, last = g.recurrent("GRU", g.node("Relu", g.each(g.axes("Squeeze", y, 1), UNITS, 5)), 5, rest=(short, ""))
    g.output("scores", g.dense(g.axes("Squeeze", last, 0), UNITS))
    g.write("lengths", "scores", inputs=g.given["x"])


def unfolded():
    """Constants as an exporter leaves them that folds none, and a branch that a size decides."""
    g = Graph(14)
    states = g.states("GRU", g.numbers(), SIZE)
    variance = g.stored("variance", (0.2 + g.random.random(UNITS)).astype(np.float32))
    root = g.node("Sqrt", g.node("Add", variance, g.stored("epsilon", np.float32(1e-3))))
    factor = g.node("Mul", g.node("Reciprocal", root), g.floats("gamma", UNITS, shift=1))
    shift = g.node("Sub", g.floats("beta", UNITS), g.node("Mul", g.floats("mean", UNITS), g.node("Div", factor, g.stored("one", np.float32(1)))))
    shift = g.node("Pow", g.node("Neg", g.node("Neg", shift)), g.stored("once", np.float32(1)))
    scaled = g.node("Add", g.node("Mul", states, factor), shift)
    _, last = g.recurrent("LSTM", g.transposed(scaled, 1, 0, 2), UNITS)
    size = g.node("Gather", g.node("Shape", last), g.stored("axis", np.array(0, np.int64)))
    branches = {}
    for branch, op in (("then_branch", "Squeeze"), ("else_branch", "Identity")):
        inputs = [last, g.whole(0)] if op == "Squeeze" else [last]
        made = helper.make_node(op, inputs, [f"{branch} result"])
        branches[branch] = helper.make_graph([made], branch, [], [helper.make_tensor_value_info(f"{branch} result", FLOAT, None)])
    vector = g.node("If", g.node("Equal", size, g.stored("one", np.array(1, np.int64))), **branches)
    scores = g.node("Gemm", vector, g.floats("weight", CLASSES, UNITS), g.floats("bias", CLASSES), transB=1, alpha=0.5, beta=2.0)
    g.output("scores", scores)
    g.write("unfolded", "scores")


def convolved():
    """Windows over channels first as PyTorch writes it: strides, pads, groups, dilations, poolings."""
    g = Graph(15)
    x = g.transposed(g.numbers(("batch", "time", 4), (LANES, 17, 4)), 0, 2, 1)
    wide = g.node("Conv", x, g.floats("W", 6, 2, 3), g.floats("b", 6), group=2, pads=[1, 1], kernel_shape=[3])
    pooled = g.node("MaxPool", g.node("Relu", wide), kernel_shape=[2], strides=[2])
    narrow = g.node("Conv", g.normalised(pooled, 6), g.floats("W", 5, 6, 2), dilations=[2], strides=[1], kernel_shape=[2])
    mean = g.node("AveragePool", g.node("Tanh", narrow), kernel_shape=[3], pads=[1, 1], strides=[1])
    _, last = g.recurrent("LSTM", g.transposed(mean, 2, 0, 1), 5)
    g.output("scores", g.dense(g.axes("Squeeze", last, 0), UNITS))
    g.write("convolved", "scores")


def convolved_tf():
    """The same along one side of an image, as tf2onnx writes it, for sequences of one length."""
    g = Graph(16)
    x = g.node("Reshape", g.numbers(("batch", 16, SIZE), (LANES, 16, SIZE)), g.whole(-1, 1, 16, SIZE))
    image = g.transposed(x, 0, 3, 1, 2)
    wide = g.node("Conv", image, g.floats("W", 5, SIZE, 1, 3), g.floats("b", 5), auto_pad="SAME_UPPER", strides=[1, 2])
    mean = g.node("AveragePool", wide, kernel_shape=[1, 3], strides=[1, 2], pads=[0, 1, 0, 1], count_include_pad=1)
    steps = g.axes("Squeeze", g.transposed(mean, 0, 2, 3, 1), 1)
    states = g.states("GRU", steps, 5)
    flat = g.node("Reshape", states, g.whole(-1, 4 * UNITS))
    channels = g.node("Flatten", g.transposed(states, 0, 2, 1), axis=1)
    both = g.node("Concat", flat, channels, axis=1)
    g.output("scores", g.dense(g.node("Relu", g.dense(both, 8 * UNITS, 5)), 5))
    g.write("convolved_tf", "scores")


def ceiled():
    """Poolings with a window that ends behind the last step."""
    g = Graph(17)
    x = g.transposed(g.numbers(("batch", 10, SIZE), (LANES, 10, SIZE)), 0, 2, 1)
    most = g.node("MaxPool", x, kernel_shape=[3], strides=[2], ceil_mode=1)
    mean = g.node("AveragePool", most, kernel_shape=[2], strides=[2], ceil_mode=1)
    _, last = g.recurrent("LSTM", g.transposed(mean, 2, 0, 1), SIZE)
    g.output("scores", g.dense(g.axes("Squeeze", last, 0), UNITS))
    g.write("ceiled", "scores")


def repeated():
    """From a sequence by a vector to a sequence, as an autoencoder has it."""
    g = Graph(18)
    _, last = g.recurrent("LSTM", g.transposed(g.numbers(("batch", STEPS, SIZE)), 1, 0, 2), SIZE)
    vector = g.node("Relu", g.dense(g.axes("Squeeze", last, 0), UNITS, 5))
    steps = g.node("Expand", g.axes("Unsqueeze", vector, 0), g.whole(STEPS, 1, 5))
    y, _ = g.recurrent("GRU", steps, 5, direction="reverse")
    g.output("scores", g.each(g.transposed(g.axes("Squeeze", y, 1), 1, 0, 2), UNITS, SIZE))
    g.write("repeated", "scores")


def activated():
    """Activations one after the other, some behind a dense layer or windows, some behind what has one already."""
    g = Graph(19)
    x = g.transposed(g.numbers(("batch", "time", SIZE), (LANES, 9, SIZE)), 0, 2, 1)
    wide = g.node("Conv", x, g.floats("W", 5, SIZE, 3), g.floats("b", 5), kernel_shape=[3])
    sloped = g.node("PRelu", wide, g.floats("slope", 5, 1, shift=0.2))
    states = g.states("LSTM", g.transposed(sloped, 0, 2, 1), 5)
    value = g.node("LeakyRelu", states, alpha=0.2)
    for op, attributes in (("Elu", {"alpha": 0.7}), ("Selu", {}), ("HardSigmoid", {"alpha": 0.3}), ("Softplus", {}), ("Softsign", {}), ("PRelu", None)):
        each = g.each(value, UNITS, UNITS)
        value = g.node(op, each, g.floats("slope", UNITS)) if attributes is None else g.node(op, each, **attributes)
    each = g.each(value, UNITS, UNITS)
    gated = g.node("Sigmoid", g.node("Mul", each, g.node("Sigmoid", each)))
    scaled = g.node("LayerNormalization", gated, g.floats("gamma", UNITS, shift=1), g.floats("beta", UNITS), axis=-1)
    g.output("scores", g.dense(g.last(g.states("GRU", scaled, UNITS)), UNITS))
    g.write("activated", "scores")


def activated_20():
    """An operator that is younger than the others."""
    g = Graph(20, 20)
    value = g.node("Gelu", g.each(g.numbers(), SIZE, 5))
    states = g.states("LSTM", g.node("Gelu", g.each(value, 5, 5), approximate="tanh"), 5)
    g.output("scores", g.dense(g.last(states), UNITS))
    g.write("activated_20", "scores")


def written_out(opset):
    """Layer normalisation as exporters write it before opset 17, of steps and of a vector, and in other words."""
    g = Graph(40 + opset, opset)

    def mean(value):
        return g.node("ReduceMean", value, g.whole(-1)) if opset >= 18 else g.node("ReduceMean", value, axes=[-1])

    def normalised(value, other):
        if other:
            first, second = g.node("Sub", value, mean(value)), g.node("Sub", value, mean(value))
            root = g.node("Pow", g.node("Add", g.stored("epsilon", np.float32(1e-3)), mean(g.node("Mul", second, second))), g.stored("half", np.float32(0.5)))
            return g.node("Mul", g.node("Reciprocal", root), first)
        centred = g.node("Sub", value, mean(value))
        epsilon = g.node("Constant", value=numpy_helper.from_array(np.float32(1e-5)))
        root = g.node("Sqrt", g.node("Add", mean(g.node("Pow", centred, g.stored("two", np.float32(2)))), epsilon))
        scaled = g.node("Mul", g.node("Div", centred, root), g.floats("gamma", UNITS, shift=1))
        return g.node("Add", scaled, g.floats("beta", UNITS))

    states = normalised(g.states("LSTM", normalised(g.each(g.numbers(), SIZE, UNITS), False), UNITS), False)
    last = g.last(g.states("GRU", states, UNITS))
    g.output("scores", g.dense(normalised(last, True), UNITS))
    g.write(f"written_out_{opset}", "scores")


def simple():
    """Cells without gates, a function for each direction, and sums that are bounded."""
    g = Graph(21)
    x = g.embedded()
    both = g.states("RNN", x, SIZE, direction="bidirectional", activations=["Tanh", "LeakyRelu"], activation_alpha=[0.25])
    above = g.states("RNN", both, 2 * UNITS, direction="reverse", activations=["Relu"], clip=0.75)
    _, last = g.recurrent("RNN", g.transposed(above, 1, 0, 2), UNITS)
    g.output("scores", g.dense(g.axes("Squeeze", last, 0), UNITS))
    g.write("simple", "scores")


def simple_chain():
    """What would be a chain, were its cells an LSTM's or a GRU's."""
    g = Graph(22)
    _, last = g.recurrent("RNN", g.transposed(g.embedded(), 1, 0, 2), SIZE)
    g.output("scores", g.dense(g.axes("Squeeze", last, 0), UNITS))
    g.write("simple_chain", "scores")


def varied_lstm():
    """An LSTM's functions, each direction with its own."""
    g = Graph(23)
    functions = ["HardSigmoid", "Softsign", "Elu", "Sigmoid", "LeakyRelu", "Tanh"]
    states = g.states("LSTM", g.numbers(), SIZE, direction="bidirectional", activations=functions,
                      activation_alpha=[0.25, 0.75, 0.125], activation_beta=[0.375])
    above = g.states("LSTM", states, 2 * UNITS, activations=["HardSigmoid", "Relu", "Affine"],
                     activation_alpha=[0.25, 1.0], activation_beta=[0.5, 0.0])
    g.output("scores", g.dense(g.last(above), UNITS))
    g.write("varied_lstm", "scores")


def varied_gru():
    """A GRU's functions, its reset before and behind the product."""
    g = Graph(24)
    functions = ["HardSigmoid", "Softsign", "Sigmoid", "Softplus"]
    states = g.states("GRU", g.numbers(), SIZE, direction="bidirectional", activations=functions, linear_before_reset=1)
    above = g.states("GRU", states, 2 * UNITS, activations=["Sigmoid", "Relu"])
    clipped = g.states("GRU", above, UNITS, clip=0.5)
    g.output("scores", g.dense(g.last(clipped), UNITS))
    g.write("varied_gru", "scores")


def peepholes():
    """Gates that see c, of both directions and with initial states."""
    g = Graph(25)
    steps = g.transposed(g.numbers(), 1, 0, 2)
    begun = [g.stored("begun", np.repeat(g.random.standard_normal((2, 1, UNITS)), LANES, 1).astype(np.float32)) for _ in "hc"]
    y, _ = g.recurrent("LSTM", steps, SIZE, rest=("", *begun, g.floats("P", 2, 3 * UNITS)), direction="bidirectional")
    above = g.node("Reshape", g.transposed(y, 0, 2, 1, 3), g.whole(0, 0, -1))
    _, last = g.recurrent("LSTM", above, 2 * UNITS, rest=("", "", "", g.floats("P", 1, 3 * UNITS)), direction="reverse", clip=0.5)
    g.output("scores", g.dense(g.axes("Squeeze", last, 0), UNITS))
    g.write("peepholes", "scores")


def coupled():
    """A forget gate that keeps what is not written."""
    g = Graph(26)
    states = g.states("LSTM", g.numbers(), SIZE, direction="bidirectional", input_forget=1)
    above = g.states("LSTM", states, 2 * UNITS, input_forget=1, activations=["Sigmoid", "Relu", "Tanh"],
                     rest=("", "", "", g.floats("P", 1, 3 * UNITS)))
    g.output("scores", g.dense(g.last(above), UNITS))
    g.write("coupled", "scores")


def clipped():
    """Bounds of what goes into an LSTM's functions."""
    g = Graph(27)
    states = g.states("LSTM", g.numbers(), SIZE, direction="bidirectional", clip=0.25)
    g.output("scores", g.dense(g.last(states), 2 * UNITS))
    g.write("clipped", "scores")


def draw(g, name, *axes, size):
    """One of several inputs of numbers."""
    shape = [{"batch": LANES, "time": STEPS}[axis] for axis in axes] + [size]
    return g.input(name, [*axes, size], g.random.standard_normal(shape).astype(np.float32).astype(np.float64))


def visits():
    """A sequence, and static features that join its last state."""
    g = Graph(28)
    patient = draw(g, "patient", "batch", size=2)
    states = g.states("GRU", draw(g, "visits", "batch", "time", size=SIZE), SIZE, direction="bidirectional")
    joined = g.node("Concat", g.last(states), patient, axis=1)
    hidden = g.node("Tanh", g.dense(joined, 2 * UNITS + 2, 5))
    g.output("scores", g.dense(hidden, 5))
    g.write("visits", "scores", inputs=g.given["visits"], static=g.given["patient"])


def side_by_side():
    """Two sequences joined at each step, one of them also read alone, and two vectors, one through a layer of its own."""
    g = Graph(29)
    left, age = draw(g, "left", "time", "batch", size=SIZE), draw(g, "age", "batch", size=1)
    right, known = draw(g, "right", "time", "batch", size=2), draw(g, "known", "batch", size=3)
    y, _ = g.recurrent("LSTM", g.node("Concat", left, right, axis=2), SIZE + 2)
    z, _ = g.recurrent("RNN", right, 2)
    last = [g.node("Gather", g.axes("Squeeze", value, 1), g.stored("last", np.array(-1, np.int64)), axis=0) for value in (y, z)]
    joined = g.node("Concat", last[0], g.node("Relu", g.dense(known, 3, 4)), last[1], age, axis=1)
    g.output("scores", g.dense(joined, 2 * UNITS + 5))
    steps = np.concatenate([g.given["left"], g.given["right"]], 2)
    g.write("side_by_side", "scores", inputs=steps.swapaxes(0, 1), static=np.concatenate([g.given["age"], g.given["known"]], 1))


def regular():
    """Two sequences of one fixed length, and all steps as one vector beside a third."""
    g = Graph(30)
    shape = lambda size: [LANES, STEPS, size]
    numbers = lambda shape: g.random.standard_normal(shape).astype(np.float32).astype(np.float64)
    left, right = (g.input(name, ["batch", STEPS, size], numbers(shape(size))) for name, size in (("left", SIZE), ("right", 2)))
    patient = g.input("patient", ["batch", 2], numbers([LANES, 2]))
    states = g.states("LSTM", g.node("Concat", right, left, axis=2), SIZE + 2)
    flat = g.node("Reshape", g.node("Concat", states, left, axis=2), g.whole(-1, STEPS * (UNITS + SIZE)))
    g.output("scores", g.dense(g.node("Concat", flat, patient, axis=1), STEPS * (UNITS + SIZE) + 2))
    g.write("regular", "scores", inputs=np.concatenate([g.given["left"], g.given["right"]], 2), static=g.given["patient"])


def encoded():
    """An encoder of two layers, and a decoder of two that begins with its last states, as PyTorch writes h_n and c_n."""
    g = Graph(28)
    steps = g.transposed(g.embedded(), 1, 0, 2)
    y, h1, c1 = g.recurrent("LSTM", steps, SIZE, count=3)
    _, h2, c2 = g.recurrent("LSTM", g.axes("Squeeze", y, 1), UNITS, count=3)
    hn, cn = g.node("Concat", h1, h2, axis=0), g.node("Concat", c1, c2, axis=0)
    part = lambda state, at: g.node("Slice", state, g.whole(at), g.whole(at + 1), g.whole(0))
    y, _ = g.recurrent("LSTM", steps, SIZE, rest=("", part(hn, 0), part(cn, 0)))
    y, last = g.recurrent("LSTM", g.axes("Squeeze", y, 1), UNITS, rest=("", part(hn, 1), part(cn, 1)))
    mean = g.node("ReduceMean", g.axes("Squeeze", y, 1), axes=[0], keepdims=0)
    g.output("scores", g.dense(g.node("Concat", mean, g.node("Gather", cn, g.stored("top", np.array(-1, np.int64)), axis=0), axis=1), 2 * UNITS))
    g.write("encoded", "scores")


def encoded_repeated():
    """Both directions of an encoder, side by side and through dense layers, and what they end with at each step."""
    g = Graph(29)
    _, h, c = g.recurrent("LSTM", g.transposed(g.numbers(("batch", STEPS, SIZE)), 1, 0, 2), SIZE, direction="bidirectional", count=3)
    beside = g.node("Concat", *(g.node("Gather", h, g.stored("at", np.array(at, np.int64)), axis=0) for at in (-2, -1)), axis=1)
    flat = g.node("Reshape", g.transposed(c, 1, 0, 2), g.whole(-1, 2 * UNITS))
    begun = [g.axes("Unsqueeze", g.node("Tanh", g.dense(state, 2 * UNITS, UNITS)), 0) for state in (beside, flat)]
    repeated = g.node("Expand", g.axes("Unsqueeze", beside, 0), g.whole(STEPS, 1, 2 * UNITS))
    y, _ = g.recurrent("LSTM", repeated, 2 * UNITS, rest=("", *begun))
    g.output("scores", g.each(g.transposed(g.axes("Squeeze", y, 1), 1, 0, 2), UNITS, SIZE))
    g.write("encoded_repeated", "scores")


def encoded_both():
    """GRU and RNN: both directions from both, and one from the mean of what is read."""
    g = Graph(30)
    x = g.numbers()
    steps = g.transposed(x, 1, 0, 2)
    _, h = g.recurrent("GRU", steps, SIZE, direction="bidirectional", linear_before_reset=1)
    y, last = g.recurrent("GRU", steps, SIZE, direction="bidirectional", rest=("", g.node("Identity", h)))
    states = g.node("Reshape", g.transposed(y, 0, 2, 1, 3), g.whole(0, 0, -1))
    mean = g.node("Tanh", g.dense(g.node("ReduceMean", x, axes=[1], keepdims=0), SIZE, UNITS))
    _, ends = g.recurrent("RNN", states, 2 * UNITS, rest=("", g.axes("Unsqueeze", mean, 0)), direction="reverse")
    both = g.node("Concat", g.axes("Squeeze", ends, 0), g.node("Flatten", g.transposed(last, 1, 0, 2)), axis=1)
    g.output("scores", g.dense(both, 3 * UNITS))
    g.write("encoded_both", "scores")


def remembered():
    """The last c of a layer as what is read, one direction's only h begun with, and peepholes that see it."""
    g = Graph(31)
    steps = g.transposed(g.numbers(), 1, 0, 2)
    _, _, c = g.recurrent("LSTM", steps, SIZE, count=3)
    begun = [g.stored("begun", np.repeat(g.random.standard_normal((1, 1, UNITS)), LANES, 1).astype(np.float32))]
    y, h, last = g.recurrent("LSTM", steps, SIZE, rest=("", c, *begun, g.floats("P", 1, 3 * UNITS)), count=3)
    _, above = g.recurrent("LSTM", g.axes("Squeeze", y, 1), UNITS, rest=("", h, last))
    g.output("scores", g.dense(g.node("Concat", g.axes("Squeeze", above, 0), g.axes("Squeeze", c, 0), axis=1), 2 * UNITS))
    g.write("remembered", "scores")


def encoded_tiled():
    """The last step of an encoder so many times, from the states that it ends with."""
    g = Graph(32)
    y, h, c = g.recurrent("LSTM", g.transposed(g.numbers(("batch", STEPS, SIZE)), 1, 0, 2), SIZE, count=3)
    states = g.transposed(g.axes("Squeeze", y, 1), 1, 0, 2)
    last = g.node("Slice", states, g.whole(-1), g.whole(1 << 62), g.whole(1))
    steps = g.transposed(g.node("Tile", last, g.whole(1, STEPS, 1)), 1, 0, 2)
    _, scored = g.recurrent("LSTM", steps, UNITS, rest=("", h, c))
    g.output("scores", g.dense(g.axes("Squeeze", scored, 0), UNITS))
    g.write("encoded_tiled", "scores")


def gated():
    """A highway, a gated linear unit, one gate for all units, and a softmax as a gate."""
    g = Graph(33)
    states = g.states("LSTM", g.numbers(), SIZE)
    gate = g.node("Sigmoid", g.each(states, UNITS, UNITS))
    carried = g.node("Sub", g.stored("one", np.float32(1)), gate)
    other = g.node("Tanh", g.each(states, UNITS, UNITS))
    highway = g.node("Add", g.node("Mul", gate, other), g.node("Mul", states, carried))
    signal, opening = g.node("Split", g.each(highway, UNITS, 2 * UNITS), g.whole(UNITS, UNITS), count=2, axis=2)
    linear = g.node("Mul", signal, g.node("Sigmoid", opening))
    weighed = g.node("Mul", linear, g.node("Sigmoid", g.each(states, UNITS, 1)))
    _, h = g.recurrent("GRU", g.transposed(weighed, 1, 0, 2), UNITS)
    last = g.axes("Squeeze", h, 0)
    shares = g.node("Softmax", g.dense(last, UNITS, UNITS), axis=1)
    g.output("scores", g.dense(g.node("Mul", g.node("Mul", last, shares), last), UNITS))
    g.write("gated", "scores")


if __name__ == "__main__":
    normalised_torch()
    for version in (7, 9, 11, 13, 15, 18, 21):
        normalised_tf(version)
    residual()
    skip()
    readings()
    attended()
    halves()
    stateful()
    tagger()
    tagger_by_steps()
    reversed_steps()
    channels_first()
    lengths()
    unfolded()
    convolved()
    convolved_tf()
    ceiled()
    repeated()
    activated()
    activated_20()
    written_out(11)
    written_out(18)
    simple()
    simple_chain()
    varied_lstm()
    varied_gru()
    peepholes()
    coupled()
    clipped()
    visits()
    side_by_side()
    regular()
    encoded()
    encoded_repeated()
    encoded_both()
    remembered()
    encoded_tiled()
    gated()
