#!/usr/bin/env python3
"""Writes the folders beside this script, one network each: python3 make_origins.py (see README.md for the versions).

Each network is described several times over, by the program it comes from and by what that program computes with it."""
import copy
import json
import os
import random
import shutil
import struct
import warnings
import zipfile
import zlib

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
V, E, D, C, N, T = 12, 5, 4, 3, 4, 7
warnings.filterwarnings("ignore")
torch.set_num_threads(1)  # one order of summation


def path(case, file):
    os.makedirs(os.path.join(HERE, case), exist_ok=True)
    return os.path.join(HERE, case, file)


def seed(case):
    """A seed of its own for each case: a change to one leaves the others as they are."""
    torch.manual_seed(zlib.crc32(case.encode()))
    return np.random.default_rng(zlib.crc32(case.encode()))


def write_text(case, file, text):
    with open(path(case, file), "w", encoding="utf-8", newline="\n") as out:
        out.write(text)


def write_config(case, config):
    write_text(case, "config.json", json.dumps(config, indent=2) + "\n")


def write_safetensors(case, state):
    header, data = {}, b""
    for name, tensor in state.items():
        raw = tensor.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path(case, "model.safetensors"), "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


def record(net, config, inputs):
    """What PyTorch computes in float64 with the float32 weights. The logits are what the last dense layer gives."""
    net, seen = copy.deepcopy(net).double(), {}
    names = config.get("names", {})
    modules = dict(net.named_modules())

    def embedded(module, given, vectors):
        seen["inputs"] = vectors.detach().requires_grad_()
        return seen["inputs"]

    embedding = modules.get(names.get("embedding", "embedding"))
    if embedding is None:
        inputs = seen["inputs"] = inputs.double().requires_grad_()
    else:
        embedding.register_forward_hook(embedded)
    modules[names.get("output", "output")].register_forward_hook(lambda module, given, logits: seen.update(logits=logits))

    outputs = net(inputs)
    logits = seen["logits"]
    gradients = [torch.autograd.grad(logits[:, k].sum(), seen["inputs"], retain_graph=True)[0] for k in range(logits.shape[1])]
    return {
        "inputs": inputs.detach().numpy(),
        "outputs": outputs.detach().numpy().reshape(logits.shape),  # a model may squeeze its one output
        "gradients": torch.stack(gradients, 1).numpy(),
        "logits": logits.detach().numpy(),
    }


def write_all(case, net, config, inputs, fixed=False, **options):
    """With `fixed`, the graph holds the shape of the example, as it does for those who name no dynamic axes."""
    net.eval()
    example = inputs[:fixed] if fixed else inputs
    named = {} if fixed else {
        "input_names": ["input"], "output_names": ["scores"], "dynamic_axes": {"input": {0: "batch", 1: "time"}, "scores": {0: "batch"}}}
    torch.onnx.export(net, (example,), path(case, "model.onnx"), export_params=True, **{"opset_version": 14, **named, **options})
    onnx.checker.check_model(path(case, "model.onnx"))
    write_safetensors(case, net.state_dict())
    write_config(case, config)
    kept = record(net, config, inputs)
    assert np.abs(kept["gradients"]).max(axis=(2, 3)).min() > 1e-3, case  # a network that its inputs do not reach would show nothing
    np.savez(path(case, "record.npz"), **kept)


# ---------------------------------------------------------------------------------------------------------------- PyTorch


class Net(nn.Module):
    """Modules under the names they have in the file, and the function that runs them."""

    def __init__(self, run, **parts):
        super().__init__()
        self.run = run
        for name, part in parts.items():
            setattr(self, name, part)

    def forward(self, x):
        return self.run(self, x)


def drawn(name, net):
    """The network with random weights, strong enough to open and close the gates."""
    seed(name)
    with torch.no_grad():
        for parameter in net.parameters():
            nn.init.normal_(parameter, 0, 0.5)
    return net


def case(name, net, config=None, numeric=False, **options):
    drawn(name, net)
    inputs = torch.randn(N, T, E) if numeric else torch.randint(V, (N, T))
    write_all(name, net, config or {}, inputs, **options)


def embedding():
    return nn.Embedding(V, E)


def lstm(width=D, batch_first=True, **options):
    return nn.LSTM(E, width, batch_first=batch_first, **options)


def gru(width=D, **options):
    return nn.GRU(E, width, batch_first=True, **options)


def two_sides(h):
    return torch.cat([h[-2], h[-1]], dim=1)


# Readings of the state, each written as one of the ways in which people write it.


def run_uni_lstm(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    return net.output(h[-1])


def run_bi_lstm(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    return net.output(two_sides(h))


def run_stacked3_bi_lstm(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    h = h.view(3, 2, x.size(0), D)[-1]
    return net.output(h.permute(1, 0, 2).reshape(x.size(0), -1))


def run_uni_gru(net, x):
    out, h = net.rnn(net.embed(x))
    return net.fc(h.squeeze(0))


def run_bi_gru(net, x):
    out, h = net.gru(net.embedding(x))
    return net.output(h.transpose(0, 1).flatten(1))


def run_stacked2_gru(net, x):
    out, h = net.gru(net.embedding(x))
    return net.output(net.dropout(h[-1, :, :]))


def run_uni_lstm_no_bias(net, x):
    out, state = net.lstm(net.embedding(x))
    return net.output(out[:, -1, :])


def run_bi_gru_no_bias(net, x):
    width = net.gru.hidden_size
    out, h = net.gru(net.embedding(x))
    return net.output(torch.cat((out[:, -1, :width], out[:, 0, width:]), dim=-1))


def run_output_no_bias(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    return net.output(h[-2:].permute(1, 0, 2).contiguous().view(-1, 2 * D))


def run_last_position(net, x):
    return net.output(net.lstm(net.embedding(x))[0][:, -1])


def run_mean(net, x):
    return net.output(net.lstm(net.embedding(x))[0].mean(dim=1))


def run_max(net, x):
    out, state = net.lstm(net.embedding(x))
    best, where = out.max(dim=1)
    return net.output(best)


def run_attention(net, x):
    out, state = net.lstm(net.embedding(x))
    weights = torch.softmax(net.attention_score(torch.tanh(net.attention_hidden(out))), dim=1)
    return net.output((out * weights).sum(dim=1))


def run_attention_linear(net, x):
    out, state = net.lstm(net.embedding(x))
    weights = nn.functional.softmax(net.attn(out).squeeze(-1), dim=-1)
    return net.fc(torch.bmm(weights.unsqueeze(1), out).squeeze(1))


def run_dense(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    h = torch.relu(net.fc1(net.dropout(two_sides(h))))
    return net.fc3(net.dropout(torch.tanh(net.fc2(h))))


def run_regression(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    return net.linear(h[0])


def run_numeric_lstm(net, x):
    out, (h, c) = net.lstm(x)
    return net.output(out[:, -1, :])


def run_numeric_bi_gru(net, x):
    out, h = net.gru(x)
    return net.output(torch.cat((h[0, :, :], h[1, :, :]), 1))


def run_initial_states(net, x):
    h0, c0 = net.h0.expand(1, x.size(0), -1).contiguous(), net.c0.expand(1, x.size(0), -1).contiguous()
    out, (h, c) = net.lstm(net.embedding(x), (h0, c0))
    return net.output(h.squeeze(0))


def run_softmax_end(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    return torch.softmax(net.output(torch.cat(tuple(h), dim=1)), dim=1)


def run_sigmoid_end(net, x):
    out, (h, c) = net.lstm(net.embedding(x))
    return torch.sigmoid(net.output(h[-1])).squeeze(1)


def run_time_first(net, x):
    vectors = net.word_embeddings(x).permute(1, 0, 2)
    out, (h, c) = net.lstm(vectors)
    return net.hidden2label(two_sides(h))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = embedding()
        self.rnn = lstm(bidirectional=True)

    def forward(self, x):
        out, (h, c) = self.rnn(self.emb(x))
        return h.permute(1, 0, 2).reshape(x.shape[0], -1)


def pytorch_cases():
    both = {"bidirectional": True}
    case("uni_lstm", Net(run_uni_lstm, embedding=embedding(), lstm=lstm(), output=nn.Linear(D, C)))
    case("bi_lstm", Net(run_bi_lstm, embedding=embedding(), lstm=lstm(**both), output=nn.Linear(2 * D, C)))
    case("stacked3_bi_lstm", Net(
        run_stacked3_bi_lstm, embedding=embedding(), lstm=lstm(num_layers=3, dropout=0.3, **both), output=nn.Linear(2 * D, C)))
    case("uni_gru", Net(run_uni_gru, embed=embedding(), rnn=gru(), fc=nn.Linear(D, C)),
         {"names": {"embedding": "embed", "gru": "rnn", "output": "fc"}}, fixed=N)
    case("bi_gru", Net(run_bi_gru, embedding=embedding(), gru=gru(6, **both), output=nn.Linear(12, C)))
    case("stacked2_gru", Net(
        run_stacked2_gru, embedding=embedding(), gru=gru(num_layers=2), dropout=nn.Dropout(0.5), output=nn.Linear(D, C)), opset_version=16)
    # Weights are inputs with a default here, as they are in all files of the older exporters.
    case("uni_lstm_no_bias", Net(run_uni_lstm_no_bias, embedding=embedding(), lstm=lstm(6, bias=False), output=nn.Linear(6, C)),
         keep_initializers_as_inputs=True, opset_version=11)
    case("bi_gru_no_bias", Net(run_bi_gru_no_bias, embedding=embedding(), gru=gru(bias=False, **both), output=nn.Linear(2 * D, C)))
    case("output_no_bias", Net(run_output_no_bias, embedding=embedding(), lstm=lstm(**both), output=nn.Linear(2 * D, C, bias=False)))
    case("bi_lstm_last_position", Net(run_last_position, embedding=embedding(), lstm=lstm(**both), output=nn.Linear(2 * D, C)),
         {"reading": "last_position"})
    case("bi_lstm_mean", Net(run_mean, embedding=embedding(), lstm=lstm(**both), output=nn.Linear(2 * D, C)), {"reading": "mean"}, fixed=N)
    case("bi_lstm_max", Net(run_max, embedding=embedding(), lstm=lstm(**both), output=nn.Linear(2 * D, C)), {"reading": "max"})
    case("bi_lstm_attention", Net(
        run_attention, embedding=embedding(), lstm=lstm(**both), attention_hidden=nn.Linear(2 * D, 6),
        attention_score=nn.Linear(6, 1, bias=False), output=nn.Linear(2 * D, C)),
        {"names": {"attention.0": "attention_hidden", "attention.1": "attention_score"}, "reading": "attention", "attention": ["tanh"]})
    case("uni_lstm_attention_linear", Net(
        run_attention_linear, embedding=embedding(), lstm=lstm(), attn=nn.Linear(D, 1), fc=nn.Linear(D, C)),
        {"names": {"attention.0": "attn", "output": "fc"}, "reading": "attention"}, opset_version=11)
    case("bi_lstm_dense", Net(
        run_dense, embedding=embedding(), lstm=lstm(**both), dropout=nn.Dropout(0.5), fc1=nn.Linear(2 * D, 10), fc2=nn.Linear(10, 5), fc3=nn.Linear(5, C)),
        {"names": {"dense.0": "fc1", "dense.1": "fc2", "output": "fc3"}, "dense": ["relu", "tanh"]})
    # An example of one sentence and no dynamic axes: the commonest export of all.
    case("regression", Net(run_regression, embedding=embedding(), lstm=lstm(), linear=nn.Linear(D, 1)), {"names": {"output": "linear"}}, fixed=1)
    case("numeric_lstm", Net(run_numeric_lstm, lstm=lstm(), output=nn.Linear(D, C)), numeric=True, opset_version=13)
    case("numeric_bi_gru", Net(run_numeric_bi_gru, gru=gru(**both), output=nn.Linear(2 * D, C)), numeric=True)
    case("initial_states", Net(
        run_initial_states, embedding=embedding(), lstm=lstm(), h0=nn.Parameter(torch.zeros(D)), c0=nn.Parameter(torch.zeros(D)), output=nn.Linear(D, C)),
        {"names": {"lstm.h0_l0": "h0", "lstm.c0_l0": "c0"}})
    case("softmax_end", Net(run_softmax_end, embedding=embedding(), lstm=lstm(**both), output=nn.Linear(2 * D, C)), {"probabilities": "softmax"})
    case("sigmoid_end", Net(run_sigmoid_end, embedding=embedding(), lstm=lstm(), output=nn.Linear(D, 1)), {"probabilities": "sigmoid"})
    # Without folding, the exporter reorders the gates in the graph, by Slice and Concat on tensors that keep their names.
    case("time_first", Net(
        run_time_first, word_embeddings=embedding(), lstm=lstm(batch_first=False, **both), hidden2label=nn.Linear(2 * D, C)),
        {"names": {"embedding": "word_embeddings", "output": "hidden2label"}}, do_constant_folding=False)
    case("deep_names", Net(
        lambda net, x: net.head(net.encoder(x)), encoder=Encoder(), head=nn.Sequential(nn.Linear(2 * D, 6), nn.ReLU(), nn.Linear(6, C))),
        {"names": {"embedding": "encoder.emb", "lstm": "encoder.rnn", "dense.0": "head.0", "output": "head.2"}, "dense": ["relu"]})


def wrong_gate_order():
    """The network of bi_lstm, its gate blocks in the order i, g, f, o, which nothing beside the record gives away."""
    net = drawn("bi_lstm", Net(run_bi_lstm, embedding=embedding(), lstm=lstm(bidirectional=True), output=nn.Linear(2 * D, C)))
    blocks = lambda tensor: torch.cat([tensor.chunk(4)[k] for k in (0, 2, 1, 3)])
    write_safetensors("wrong_gate_order", {name: blocks(tensor) if name.startswith("lstm.") else tensor for name, tensor in net.state_dict().items()})
    write_config("wrong_gate_order", {})
    shutil.copyfile(path("bi_lstm", "record.npz"), path("wrong_gate_order", "record.npz"))


# ------------------------------------------------------------------------------------------------------ Files of torch.save


def run_names(embedding=None, recurrent="lstm", hidden=None, output="output"):
    """The last states of one or both directions, whatever the modules are called."""

    def run(net, x):
        modules = dict(net.named_modules())
        out, state = modules[recurrent](modules[embedding](x) if embedding else x)
        h = state[0] if isinstance(state, tuple) else state
        read = h[-1] if not modules[recurrent].bidirectional else two_sides(h)
        return modules[output](torch.relu(modules[hidden](read)) if hidden else read)

    return run


def run_two_modules(net, x):
    out, state = net.lstm1(net.embed(x))
    out, (h, c) = net.lstm2(out)
    return net.fc(h[-1])


def saved_case(name, net, saved, names=None, config=None, file="model.pt", **options):
    """A file that torch.save wrote; what `saved` gives of the network is what is in it."""
    net = drawn(name, net).eval()
    inputs = torch.randint(V, (N, T)) if "embedding" in (names or {"embedding": ""}) else torch.randn(N, T, E)
    torch.save(saved(net), path(name, file), **options)
    if config is not None:
        write_config(name, config)
    kept = record(net, {"names": names or {}}, inputs)
    assert np.abs(kept["gradients"]).max(axis=(2, 3)).min() > 1e-3, name
    np.savez(path(name, "record.npz"), **kept)


def rounded(type):
    """The state dict in numbers of another type, which the network takes over, so that both are the same."""

    def state(net):
        with torch.no_grad():
            for parameter in net.parameters():
                parameter.copy_(parameter.to(type))
        return {name: tensor.to(type) for name, tensor in net.state_dict().items()}

    return state


def scattered(net):
    """Each tensor transposed in memory, every second number of another, or the middle of a longer one."""
    state = {}
    for at, (name, tensor) in enumerate(net.state_dict().items()):
        if tensor.dim() == 2 and at % 2:
            state[name] = tensor.t().contiguous().t()
        elif tensor.dim() == 2:
            state[name] = torch.cat([torch.full_like(tensor, 9.0), tensor, torch.full_like(tensor, 9.0)], 1)[:, tensor.shape[1]: 2 * tensor.shape[1]]
        else:
            state[name] = torch.stack([tensor, torch.full_like(tensor, 9.0)], 1)[:, 0]
    return state


def shared(net):
    """All tensors in one storage, one after the other, and both biases of a cell the same."""
    with torch.no_grad():
        net.lstm.bias_hh_l0.copy_(net.lstm.bias_ih_l0)
    tensors = {name: tensor for name, tensor in net.state_dict().items() if name != "lstm.bias_hh_l0"}
    flat, start, state = torch.cat([tensor.flatten() for tensor in tensors.values()]), 0, {}
    for name, tensor in tensors.items():
        state[name] = flat[start: start + tensor.numel()].view(tensor.shape)
        start += tensor.numel()
    return {**state, "lstm.bias_hh_l0": state["lstm.bias_ih_l0"]}


def checkpoint(net):
    """What a training loop saves: the optimiser has tensors of its own."""
    optimiser = torch.optim.Adam(net.parameters(), lr=0.001)
    net(torch.randint(V, (N, T))).sum().backward()
    optimiser.step()
    return {"epoch": 3, "model_state_dict": net.state_dict(), "optimizer_state_dict": optimiser.state_dict(), "loss": 0.25,
            "best": np.float64(0.875), "shape": torch.Size([N, T]), "classes": ["a", "b", "c"]}


def saved_cases():
    plain = lambda **options: Net(run_names("embedding"), embedding=embedding(), lstm=lstm(**options), output=nn.Linear(D, C))
    state = lambda net: net.state_dict()
    saved_case("pt_uni_lstm", plain(), state)
    saved_case("pt_flat_bi_lstm", Net(
        run_names("embedding"), embedding=embedding(), lstm=lstm(bidirectional=True), output=nn.Linear(2 * D, C)), state, _use_new_zipfile_serialization=False)
    saved_case("pt_protocol4", plain(), state, pickle_protocol=4)
    saved_case("pt_double", plain(), rounded(torch.float64))
    saved_case("pt_half", plain(), rounded(torch.float16))
    saved_case("pt_bfloat16", plain(), rounded(torch.bfloat16))
    saved_case("pt_strides", plain(), scattered)
    saved_case("pt_shared", plain(), shared)
    saved_case("pt_parameters", plain(), lambda net: dict(net.state_dict(keep_vars=True)))
    saved_case("pt_checkpoint", plain(), checkpoint, file="model.pth")
    saved_case("pt_parallel", plain(), lambda net: nn.DataParallel(net).state_dict())
    saved_case("pt_gru", Net(run_names("embed", "rnn", output="fc"), embed=embedding(), rnn=gru(), fc=nn.Linear(D, C)), state,
               names={"embedding": "embed", "output": "fc"}, file="model.bin")
    saved_case("pt_numbers", Net(run_names(None, "encoder"), encoder=gru(bidirectional=True), output=nn.Linear(2 * D, C)), state, names={"output": "output"})
    saved_case("pt_odd_names", Net(
        run_names("encoder.emb", "encoder.rnn", "fc1", "fc2"), encoder=Encoder(), fc1=nn.Linear(2 * D, 6), fc2=nn.Linear(6, C)), state,
        names={"embedding": "encoder.emb", "output": "fc2"}, config={"dense": ["relu"]})
    saved_case("pt_two_modules", Net(run_two_modules, embed=embedding(), lstm1=lstm(), lstm2=nn.LSTM(D, 3, batch_first=True), fc=nn.Linear(3, C)), state,
               names={"embedding": "embed", "output": "fc"}, config={"names": {"lstm.0": "lstm1", "lstm.1": "lstm2"}})


class Scale(nn.Module):
    """The smallest module there is."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(D))

    def forward(self, x):
        return x * self.weight


def without_sources(file):
    """TorchScript notes where on the disk each line came from, which is nobody's business."""
    with zipfile.ZipFile(file) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.namelist() if not entry.endswith(".debug_pkl")]
    with zipfile.ZipFile(file, "w") as archive:
        for entry, data in entries:
            archive.writestr(zipfile.ZipInfo(entry), data)


def saved_refused_cases():
    """Files of torch.save that have to be refused, with words that say why."""
    torch.save(drawn("pt_module", nn.LSTM(E, D)), path("pt_module", "model.pt"))
    net = drawn("pt_module", Scale())
    torch.save({"epoch": 3, "model": net}, path("pt_module", "checkpoint.pt"))
    torch.jit.trace(drawn("pt_script", Scale()), torch.ones(D)).save(path("pt_script", "model.pt"))
    without_sources(path("pt_script", "model.pt"))
    torch.save(drawn("pt_conv", Net(None, embedding=embedding(), conv=nn.Conv1d(E, E, 3), bn=nn.BatchNorm1d(E), lstm=lstm(), output=nn.Linear(D, C))).state_dict(),
               path("pt_conv", "model.pt"))
    torch.save(drawn("pt_rnn", Net(None, embedding=embedding(), rnn=nn.RNN(E, D), output=nn.Linear(D, C))).state_dict(), path("pt_rnn", "model.pt"))


# ------------------------------------------------------------------------------------------------------------------- ONNX


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def hard_sigmoid(z):
    return np.clip(0.2 * z + 0.5, 0, 1)


def lstm_state(x, w, r, b, gate=sigmoid, reverse=False):
    """The last h of ONNX's LSTM, gates i, o, f, g."""
    h = c = np.zeros((len(x), r.shape[1]))
    for t in reversed(range(x.shape[1])) if reverse else range(x.shape[1]):
        i, o, f, g = np.split(x[:, t] @ w.T + h @ r.T + b[: len(w)] + b[len(w):], 4, axis=1)
        c = gate(f) * c + gate(i) * np.tanh(g)
        h = gate(o) * np.tanh(c)
    return h


def gru_state(x, w, r, b, reverse=False):
    """The last h of ONNX's GRU, gates z, r, h; the reset gate scales the state before the product."""
    h, d = np.zeros((len(x), r.shape[1])), r.shape[1]
    for t in reversed(range(x.shape[1])) if reverse else range(x.shape[1]):
        a = x[:, t] @ w.T + b[: len(w)] + b[len(w):]
        z = sigmoid(a[:, :d] + h @ r[:d].T)
        reset = sigmoid(a[:, d: 2 * d] + h @ r[d: 2 * d].T)
        candidate = np.tanh(a[:, 2 * d:] + (reset * h) @ r[2 * d:].T)
        h = (1 - z) * candidate + z * h
    return h


def differences(scores, x, step=1e-5):
    """Gradients by central differences, good to about ten digits."""
    result = np.empty((len(x), scores(x).shape[1]) + x.shape[1:])
    for t in range(x.shape[1]):
        for k in range(x.shape[2]):
            move = np.zeros_like(x)
            move[:, t, k] = step
            result[:, :, t, k] = (scores(x + move) - scores(x - move)) / (2 * step)
    return result


def weights(name, gates, directions=1, scale=0.5):
    """Tensors in ONNX's layout; the cell's biases are its Wb and Rb side by side."""
    rng = seed(name)
    shapes = {"embedding": (V, E), "W": (directions, gates * D, E), "R": (directions, gates * D, D), "B": (directions, 2 * gates * D),
              "output_weight": (C, directions * D), "output_bias": (C,)}
    return rng, {key: (scale * rng.standard_normal(shape)).astype(np.float32) for key, shape in shapes.items()}


def nodes(op, directions=1, **attributes):
    """Words to scores around one recurrent node."""
    side_by_side = [helper.make_node("Transpose", ["last"], ["rows"], perm=[1, 0, 2]), helper.make_node("Flatten", ["rows"], ["state"], axis=1)]
    return [
        helper.make_node("Gather", ["embedding", "input"], ["vectors"], axis=0),
        helper.make_node("Transpose", ["vectors"], ["sequence"], perm=[1, 0, 2]),
        helper.make_node(op, ["sequence", "W", "R", "B"], ["", "last"], name="recurrent", hidden_size=D, **attributes),
        *(side_by_side if directions == 2 else [helper.make_node("Squeeze", ["last", "first_axis"], ["state"])]),
        helper.make_node("Gemm", ["state", "output_weight", "output_bias"], ["scores"], transB=1),
    ]


def write_graph(name, graph_nodes, tensors, opsets=(("", 14),), numeric=False, valid=True):
    """`valid` says whether onnx.checker has to accept the file or to refuse it."""
    held = [numpy_helper.from_array(tensor, key) for key, tensor in tensors.items()]
    needed = {used for node in graph_nodes for used in node.input}
    if "first_axis" in needed:
        held.append(numpy_helper.from_array(np.array([0], np.int64), "first_axis"))
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT if numeric else TensorProto.INT64, ["batch", "time"] + ([E] if numeric else []))
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", C])
    graph = helper.make_graph(graph_nodes, name, [given], [scores], [tensor for tensor in held if tensor.name in needed])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid(*each) for each in opsets], producer_name="make_origins", ir_version=7)
    try:
        onnx.checker.check_model(model)
        accepted = True
    except onnx.checker.ValidationError:
        accepted = False
    assert accepted == valid, name
    with open(path(name, "model.onnx"), "wb") as out:
        out.write(model.SerializeToString(deterministic=True))


def write_record(name, tensors, rng, state, numeric=False):
    exact = {key: tensor.astype(np.float64) for key, tensor in tensors.items()}
    inputs = rng.standard_normal((N, T, E)).astype(np.float32).astype(np.float64) if numeric else rng.integers(0, V, (N, T))
    x = inputs if numeric else exact["embedding"][inputs]
    scores = lambda x: state(exact, x) @ exact["output_weight"].T + exact["output_bias"]
    np.savez(path(name, "record.npz"), inputs=inputs, outputs=scores(x), gradients=differences(scores, x), logits=scores(x))


def onnx_cases():
    rng, w = weights("gru_reset_before", 3, 2)
    write_graph("gru_reset_before", nodes("GRU", 2, direction="bidirectional", linear_before_reset=0), w)
    write_record("gru_reset_before", w, rng, lambda w, x: np.hstack(
        [gru_state(x, w["W"][k], w["R"][k], w["B"][k], reverse=k == 1) for k in (0, 1)]))

    rng, w = weights("lstm_hard_sigmoid", 4, scale=1.0)  # strong enough to reach the flat parts
    write_graph("lstm_hard_sigmoid", nodes("LSTM", activations=["HardSigmoid", "Tanh", "Tanh"]), w)
    write_record("lstm_hard_sigmoid", w, rng, lambda w, x: lstm_state(x, w["W"][0], w["R"][0], w["B"][0], gate=hard_sigmoid))

    rng, w = weights("lstm_reverse", 4)
    write_graph("lstm_reverse", nodes("LSTM", direction="reverse"), w)
    write_record("lstm_reverse", w, rng, lambda w, x: lstm_state(x, w["W"][0], w["R"][0], w["B"][0], reverse=True))

    rng, w = weights("lstm_gemm_no_embedding", 4)
    dense = [helper.make_node("MatMul", ["state", "output_columns"], ["products"]), helper.make_node("Add", ["products", "output_bias"], ["scores"])]
    plain = nodes("LSTM")
    plain[1].input[0] = "input"
    columns = {**w, "output_columns": np.ascontiguousarray(w["output_weight"].T)}
    write_graph("lstm_gemm_no_embedding", plain[1:-1] + dense, columns, numeric=True)
    write_record("lstm_gemm_no_embedding", w, rng, lambda w, x: lstm_state(x, w["W"][0], w["R"][0], w["B"][0]), numeric=True)


def refused_cases():
    """Files that have to be refused, with words that say why."""
    rng, w = weights("cyclic", 4)
    loop = [helper.make_node("Add", ["state", "right"], ["left"]), helper.make_node("Tanh", ["left"], ["right"])]
    cyclic = nodes("LSTM")
    cyclic[-1].input[0] = "left"
    write_graph("cyclic", cyclic[:-1] + loop + cyclic[-1:], w, valid=False)

    rng, w = weights("missing_initializer", 4)
    write_graph("missing_initializer", nodes("LSTM"), {key: tensor for key, tensor in w.items() if key != "R"}, valid=False)

    rng, w = weights("unknown_op", 4)
    strange = nodes("LSTM")
    strange[-1].input[0] = "strange"
    write_graph("unknown_op", strange[:-1] + [helper.make_node("Foo", ["state"], ["strange"], name="foo", domain="custom")] + strange[-1:], w,
                opsets=(("", 14), ("custom", 1)))

    # An opset that is yet to come may mean something else by the same words.
    rng, w = weights("newest_opset", 4)
    write_graph("newest_opset", nodes("LSTM"), w, opsets=(("", 99),))

    # The file that the tensors point to lies outside the folder, and is not there.
    rng, w = weights("external_data", 4)
    write_graph("external_data", nodes("LSTM"), w)
    model = onnx.load(path("external_data", "model.onnx"))
    start = 0
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT:
            length = len(tensor.raw_data)
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in (("location", "../elsewhere.bin"), ("offset", start), ("length", length)):
                tensor.external_data.add(key=key, value=str(value))
            start += length
    with open(path("external_data", "model.onnx"), "wb") as out:
        out.write(model.SerializeToString(deterministic=True))


# ------------------------------------------------------------------------------------------------------------------ Story

GOOD = ["great", "good", "funny", "clever", "moving", "charming"]
BAD = ["dull", "boring", "bad", "awful", "silly", "tedious"]
THINGS = ["film", "plot", "story", "cast", "acting", "script", "ending"]
DEGREES = ["very", "really", "quite", "so"]
OTHERS = ["<unk>", "the", "a", "is", "was", "n't", "not", "never", "and", "but", ",", "."]
WORDS = OTHERS + THINGS + DEGREES + GOOD + BAD
SENTENCES = [  # six words each, once split
    "The film is very good.",
    "A dull, boring plot.",
    "The acting is not good.",
    "The story isn't boring.",
    "A clever, moving script.",
    "The zeppelin was really awful.",  # a word that the vocabulary lacks
]
SPLIT = ["the film is very good .", "a dull , boring plot .", "the acting is not good .", "the story is n't boring .", "a clever , moving script .",
         "the zeppelin was really awful ."]


def sentence(chance):
    """Words and class of a made-up review; a negation turns the class round."""
    label = chance.randrange(2)
    same, contrary = ((BAD, GOOD), (GOOD, BAD))[label]
    word, other, opposite = chance.choice(same), chance.choice(same), chance.choice(contrary)
    thing = chance.choice(THINGS + ["<unk>"])
    verb, degree = chance.choice(["is", "was"]), chance.choice(DEGREES)
    text = chance.choice([
        f"the {thing} {verb} {word} .",
        f"the {thing} {verb} {degree} {word} .",
        f"a {word} {thing} .",
        f"a {word} , {other} {thing} .",
        f"a {degree} {word} {thing} .",
        f"the {thing} {verb} not {opposite} .",
        f"the {thing} {verb} n't {opposite} .",
        f"the {thing} {verb} never {opposite} .",
        f"the {thing} {verb} n't {degree} {opposite} .",
        f"the {thing} {verb} {word} and {other} .",
        f"the {thing} {verb} not {opposite} , but {word} .",
        f"not a {opposite} {thing} .",
    ])
    return [WORDS.index(each) for each in text.split()], label


def story():
    seed("story")
    chance = random.Random(1)
    net = Net(run_bi_lstm, embedding=nn.Embedding(len(WORDS), 8), lstm=nn.LSTM(8, 8, batch_first=True, bidirectional=True), output=nn.Linear(16, 2))
    data = [sentence(chance) for _ in range(2000)]
    trained = data[:1600]
    held_out = [each for each in data[1600:] if each not in trained]
    by_length = lambda some: [[each for each in some if len(each[0]) == length] for length in sorted({len(each[0]) for each in some})]
    tensors = lambda some: (torch.tensor([ids for ids, _ in some]), torch.tensor([label for _, label in some]))
    steps = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(60):
        for group in by_length(trained):  # sentences of one length together: no padding anywhere
            ids, labels = tensors(group)
            steps.zero_grad()
            nn.functional.cross_entropy(net(ids), labels).backward()
            steps.step()
    right = sum((net(ids).argmax(1) == labels).sum().item() for ids, labels in map(tensors, by_length(held_out)))
    print(f"story: {right} of {len(held_out)} sentences right that training has not seen")

    ids = torch.tensor([[WORDS.index(word) if word in WORDS else 0 for word in line.split()] for line in SPLIT])
    write_all("story", net, {
        "classes": ["negative", "positive"],
        "unknown_word": "<unk>",
        "tokenisation": {"scheme": "penn-treebank", "lower_case": True},
    }, ids)
    write_text("story", "vocab.txt", "".join(word + "\n" for word in WORDS))
    write_text("story", "sentences.txt", "".join(line + "\n" for line in SENTENCES))


pytorch_cases()
wrong_gate_order()
saved_cases()
saved_refused_cases()
onnx_cases()
refused_cases()
story()
