#!/usr/bin/env python3
"""Relevance through attention by the rules of AttnLRP, by PyTorch's autograd: python3 make_relevance.py.

Made with Python 3.11 and PyTorch 1.13 in float64. A product's factors have theirs from its gradient, a softmax's inputs
theirs from its Jacobian, so that no formula of the rules is written out twice.
"""

import json
import pathlib

import torch

HERE = pathlib.Path(__file__).parent
EPSILON, STEPS, WIDTH = 0.001, 4, 6
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # one order of summation


def stabilized(z):
    return z + EPSILON * torch.where(z >= 0, 1.0, -1.0)


def shared(made, relevance, divisor, *factors):
    """x ∂(Σ y c)/∂x of each factor x, c = R / divisor."""
    return [x * grad for x, grad in zip(factors, torch.autograd.grad((made * (relevance / divisor).detach()).sum(), factors))]


def free(*tensors):
    return [tensor.detach().requires_grad_() for tensor in tensors]


def through_softmax(scores, relevance):
    """Σ_j x_i J_ji R_j / s_j over each row."""
    rows = []
    for x, r in zip(scores, relevance):
        jacobian = torch.autograd.functional.jacobian(lambda y: torch.softmax(y, 0), x)
        rows.append(x * (jacobian.T @ (r / torch.softmax(x, 0))))
    return torch.stack(rows)


def dot(q, k, factor, relevance):
    q, k = free(q, k)
    e = factor * q @ k.T
    return shared(e, relevance, stabilized(2 * e), q, k)


def additive(q, k, u, relevance):
    q, k = free(q[:, None].expand(STEPS, STEPS, -1), k[None].expand(STEPS, STEPS, -1))
    z = q + k
    (opened,) = free(torch.tanh(z))
    e = opened @ u
    (to_opened,) = shared(e, relevance, stabilized(e), opened)
    to_q, to_k = shared(z, to_opened, stabilized(z), q, k)
    return to_q.sum(1), to_k.sum(0)


def attention(q, k, v, scores, relevance):
    """R of q, k and v, given the scores by q and k and how relevance goes back from these."""
    e = scores(q, k)
    a, v = free(torch.softmax(e, 1), v)
    made = a @ v
    to_a, to_v = shared(made, relevance, stabilized(2 * made), a, v)
    return through_softmax(e.detach(), to_a), to_v


def write(name, **arrays):
    lists = {key: array.detach().tolist() if torch.is_tensor(array) else array for key, array in arrays.items()}
    (HERE / f"{name}.json").write_text(json.dumps(lists, indent=1) + "\n", encoding="utf-8")


def heads(name, seed, count, scores, back, **numbers):
    torch.manual_seed(seed)
    q, k, v, relevance = (torch.randn(STEPS, WIDTH) for _ in range(4))
    results = []
    for part in (slice(at * WIDTH // count, (at + 1) * WIDTH // count) for at in range(count)):
        to_e, to_v = attention(q[:, part], k[:, part], v[:, part], scores, relevance[:, part])
        results.append((*back(q[:, part], k[:, part], to_e), to_v))
    to_q, to_k, to_v = (torch.cat(parts, 1) for parts in zip(*results))
    write(name, heads=count, q=q, k=k, v=v, relevance=relevance, to_q=to_q, to_k=to_k, to_v=to_v, **numbers)


def reading(seed):
    torch.manual_seed(seed)
    h, relevance = torch.randn(STEPS, WIDTH), torch.randn(WIDTH)
    w, b, u, c = torch.randn(3, WIDTH), torch.randn(3), torch.randn(1, 3), torch.randn(1)
    (h,) = free(h)
    z = h @ w.T + b
    (opened,) = free(torch.tanh(z))
    e = opened @ u.T + c
    a, values = free(torch.softmax(e, 0), h)
    made = (a * values).sum(0)
    to_a, to_h = shared(made, relevance, stabilized(2 * made), a, values)
    to_e = through_softmax(e.detach().T, to_a.T).T
    (to_opened,) = shared(e, to_e, stabilized(e), opened)
    (by_scores,) = shared(z, to_opened, stabilized(z), h)
    write("reading", h=h, relevance=relevance, w=w, b=b, u=u, c=c, to_h=to_h + by_scores)


U = torch.tensor([0.7, -1.2, 0.4, 1.1, -0.3, 0.9])
heads("dot", 1, 2, lambda q, k: 0.5 * q @ k.T, lambda q, k, r: dot(q, k, 0.5, r), factor=0.5)
heads(
    "additive",
    2,
    1,
    lambda q, k: torch.tanh(q[:, None] + k[None]) @ U,
    lambda q, k, r: additive(q, k, U, r),
    u=U,
)
reading(3)
