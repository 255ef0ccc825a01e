"""The first steps of an epoch of model/recipe.json by PyTorch: python3 torch_training.py FOLDER STEPS.

FOLDER has train.txt, dev.txt and test.txt of the Stanford Sentiment Treebank. Prints the seconds that so many
minibatches take, forward, back and Adam, and how many an epoch has.
"""
import random
import re
import sys
import time

import torch

UNITS = SIZE = 60
BATCH = 128


def trees(path):
    """The parts of each tree: words, label, and whether it is the whole tree."""
    for line in open(path, encoding="utf-8"):
        words, opened, parts = [], [], []
        for match in re.finditer(r"\((\d) |\)|[^ ()]+", line.rstrip("\n").lower()):
            text = match.group(0)
            if text[0] == "(":
                opened.append((int(match.group(1)), len(words)))
            elif text == ")":
                label, first = opened.pop()
                parts.append((label, first, len(words)))
            else:
                words.append(text)
        for at, (label, first, end) in enumerate(parts):
            yield tuple(words[first:end]), label, at == len(parts) - 1


def examples(folder):
    """Each different part once: ids, shares of labels, weight."""
    kept = {words for name in ("dev", "test") for words, _, whole in trees(f"{folder}/{name}.txt") if whole}
    counts, ids = {}, {"<unk>": 0}
    for words, label, whole in trees(f"{folder}/train.txt"):
        if words in kept:
            continue
        entry = counts.setdefault(words, [[0] * 5, 1.0])
        entry[0][label] += 1
        entry[1] = 2.0 if whole else entry[1]
    for words in counts:
        for word in words:
            ids.setdefault(word, len(ids))
    made = [
        (torch.tensor([ids[word] for word in words]), torch.tensor(labels, dtype=torch.float) / sum(labels), weight)
        for words, (labels, weight) in counts.items()
    ]
    return made, len(ids)


def main(folder, steps):
    torch.manual_seed(1)
    random.seed(1)
    data, words = examples(folder)
    vectors = torch.nn.Embedding(words, SIZE)
    torch.nn.init.normal_(vectors.weight, 0, 0.1)
    lstm = torch.nn.LSTM(SIZE, UNITS, bidirectional=True)
    scores = torch.nn.Linear(2 * UNITS, 5, bias=False)
    learned = [*vectors.parameters(), *lstm.parameters(), *scores.parameters()]
    adam = torch.optim.Adam(learned, 2e-3, betas=(0.9, 0.99))
    order = sorted(range(len(data)), key=lambda at: (len(data[at][0]), random.random()))
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(batches)
    began = time.time()
    for batch in batches[:steps]:
        lanes = sorted((data[at] for at in batch), key=lambda lane: -len(lane[0]))
        read = vectors(torch.nn.utils.rnn.pad_sequence([ids for ids, _, _ in lanes]))
        read = read * torch.bernoulli(torch.full((1, len(lanes), SIZE), 0.6)) / 0.6
        packed = torch.nn.utils.rnn.pack_padded_sequence(read, torch.tensor([len(ids) for ids, _, _ in lanes]))
        # An LSTM's flat weights are Wx, Wh, bx and bh of each direction.
        weights = [
            torch.nn.functional.dropout(weight, 0.3) if at % 4 == 1 else weight
            for at, weight in enumerate(lstm._flat_weights)
        ]
        start = torch.zeros(2, len(lanes), UNITS)
        _, last, _ = torch._VF.lstm(
            packed.data, packed.batch_sizes, (start, start), weights, True, 1, 0.0, True, True
        )
        given = scores(torch.nn.functional.dropout(torch.cat([last[0], last[1]], 1), 0.5))
        weight = torch.tensor([lane[2] for lane in lanes])
        wanted = torch.stack([lane[1] for lane in lanes])
        loss = (-(wanted * torch.log_softmax(given, 1)).sum(1) * weight).sum() / weight.sum()
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 5)
        adam.step()
    print(f"{min(steps, len(batches))} of {len(batches)} steps in {time.time() - began:.2f} s, loss {loss.item():.3f}")


main(sys.argv[1], int(sys.argv[2]))
