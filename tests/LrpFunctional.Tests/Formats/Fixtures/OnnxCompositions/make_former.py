#!/usr/bin/env python3
"""Graphs in the grammar of opsets before 7, and what they compute: python3 make_former.py.

Made by make_compositions.py as graphs of a later opset, which operators.py computes, and written with what those opsets say
in other words: broadcast, consumed_inputs, is_test, output_sequence, the sizes of Reshape and the axes of Squeeze as attributes.
"""

import numpy as np
from onnx import helper, numpy_helper

import make_compositions as present
import operators

FOLDER = present.HERE / "former"
UNITS, SIZE, CLASSES = present.UNITS, present.SIZE, present.CLASSES


def former(node, opset, stored):
    """The node as the opset writes it."""
    inputs, own = list(node.input), {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    if node.op_type in ("Add", "Gemm", "Mul"):
        own["broadcast"] = 1
    if node.op_type == "Dropout":
        own["is_test"] = 1
    if node.op_type == "BatchNormalization":
        own |= {"is_test": 1, "spatial": 1, **({"consumed_inputs": [0, 0, 0, 1, 1]} if opset < 6 else {})}
    if node.op_type in ("Relu", "Tanh") and opset < 6:
        own["consumed_inputs"] = [0]
    if node.op_type == "LSTM":
        own["output_sequence"] = 1
    if node.op_type == "Reshape" and opset < 5:
        own["shape"] = [int(size) for size in stored[inputs.pop()]]
    if node.op_type == "Concat" and opset < 4:
        own.pop("axis")
    return helper.make_node(node.op_type, inputs, list(node.output), name=node.name, **own)


def write(graph, opset, name, scores):
    plain = helper.make_graph(graph.nodes, name, graph.inputs, graph.outputs, graph.tensors)
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.tensors}
    nodes = [former(node, opset, stored) for node in graph.nodes]
    used = {name for node in nodes for name in node.input}
    made = helper.make_graph(nodes, name, graph.inputs, graph.outputs, [tensor for tensor in graph.tensors if tensor.name in used])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", opset)], producer_name="fixtures")
    model.ir_version = 3
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.onnx").write_bytes(model.SerializeToString())
    np.savez(FOLDER / f"{name}.npz", inputs=next(iter(graph.given.values())), outputs=operators.run(plain, graph.given)[scores])


def chain(opset):
    """A classifier of words as PyTorch 0.3 and 0.4 exported it."""
    g = present.Graph(60 + opset, 7)
    x = g.transposed(g.embedded(), 1, 0, 2)
    _, h = g.recurrent("LSTM", x, SIZE)
    hidden = g.node("Relu", g.dense(g.node("Dropout", g.axes("Squeeze", h, 0), ratio=0.5), UNITS, 5))
    g.output("scores", g.dense(hidden, 5))
    write(g, opset, f"chain_{opset}", "scores")


def composition(opset):
    """Two directions side by side, normalised, a dense layer at each step, and a mean."""
    g = present.Graph(70 + opset, 7)
    states = g.states("LSTM", g.numbers(), SIZE, direction="bidirectional")
    normalised = g.transposed(g.normalised(g.transposed(states, 0, 2, 1), 2 * UNITS), 0, 2, 1)
    each = g.node("Tanh", g.each(normalised, 2 * UNITS, UNITS))
    mean = g.node("ReduceMean", each, axes=[1], keepdims=0)
    both = g.node("Concat", mean, g.node("ReduceMax", each, axes=[1], keepdims=0), axis=1)
    g.output("scores", g.dense(both, 2 * UNITS))
    write(g, opset, f"composition_{opset}", "scores")


for opset in (3, 5, 6):
    chain(opset)
    composition(opset)
