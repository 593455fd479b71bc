"""Records areas under ROC curves, average precision and calibration of random answers into a fixture.

Usage: record_curves.py > src/engine/inspect/fixtures/curves.json. The area is the share of pairs, one of the class and one
not, that are ranked right, ties by half (Mann and Whitney 1947); average precision is the sum over the ranks at which
recall rises of precision times that rise (Manning et al. 2008, section 8.4), ties taken together.
"""

import json

import numpy as np

CLASSES, COUNT = 3, 80


def area(scores, positive):
    own, other = scores[positive], scores[~positive]
    above = (own[:, None] > other[None, :]).sum() + 0.5 * (own[:, None] == other[None, :]).sum()
    return above / (len(own) * len(other))


def average_precision(scores, positive):
    total, before = 0.0, 0.0
    for threshold in np.unique(scores)[::-1]:
        chosen = scores >= threshold
        recall = (chosen & positive).sum() / positive.sum()
        total += (recall - before) * (chosen & positive).sum() / chosen.sum()
        before = recall
    return total


def main():
    random = np.random.default_rng(7)
    labels = random.integers(0, CLASSES, COUNT)
    logits = random.normal(size=(COUNT, CLASSES)) + 1.2 * np.eye(CLASSES)[labels]
    # Sixteenths: exact in float32, and with many ties.
    scores = np.round(16 * np.exp(logits) / np.exp(logits).sum(1, keepdims=True)) / 16
    classes = [
        {"area": float(area(scores[:, k], labels == k)), "averagePrecision": float(average_precision(scores[:, k], labels == k))}
        for k in range(CLASSES)
    ]
    print(json.dumps({"labels": labels.tolist(), "scores": scores.tolist(), "classes": classes}))


main()
