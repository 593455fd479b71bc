"""Figures of evaluations reckoned by numpy: src/engine/inspect/fixtures/tasks.json."""

import json
import os

import numpy as np

random = np.random.default_rng(11)


def rounded(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, dtype=np.float64).reshape(-1)]


def f1(wanted, said):
    hits = (wanted & said).sum()
    return 2 * hits / max(1, wanted.sum() + said.sum())


samples, labels = 40, 3
wanted = random.random((samples, labels)) > 0.55
probabilities = np.clip(wanted * 0.35 + random.random((samples, labels)) * 0.65, 0, 1).astype(np.float32)
said = probabilities > 0.5
many = {
    "labels": labels,
    "wanted": [int(one) for one in wanted.reshape(-1)],
    "probabilities": rounded(probabilities),
    "hammingLoss": float((wanted != said).mean()),
    "exactMatch": float((wanted == said).all(axis=1).mean()),
    "macroF1": float(np.mean([f1(wanted[:, i], said[:, i]) for i in range(labels)])),
    # Pairs of a sample with the label and one without that are ranked right.
    "areas": [
        float(np.mean([(p > q) + 0.5 * (p == q) for p in probabilities[wanted[:, i], i] for q in probabilities[~wanted[:, i], i]]))
        for i in range(labels)
    ],
    "mostWrong": int((wanted != said).sum(axis=1).max()),
}

names = ["price", "area"]
actual = np.stack([random.normal(size=samples) * 30 + 5000, random.normal(size=samples)], axis=1).astype(np.float32)
predicted = (actual + random.normal(size=(samples, 2)) * [20, 0.5]).astype(np.float32)
y, p = actual.astype(np.float64), predicted.astype(np.float64)
errors = p - y
numbers = {
    "names": names,
    "wanted": rounded(actual),
    "predicted": rounded(predicted),
    "outputs": [
        {
            "meanAbsoluteError": float(np.abs(errors[:, i]).mean()),
            "meanSquaredError": float((errors[:, i] ** 2).mean()),
            "rootMeanSquaredError": float(np.sqrt((errors[:, i] ** 2).mean())),
            "r2": float(1 - (errors[:, i] ** 2).sum() / ((y[:, i] - y[:, i].mean()) ** 2).sum()),
            "medianAbsoluteError": float(np.median(np.abs(errors[:, i]))),
            "maxError": float(np.abs(errors[:, i]).max()),
            "bias": float(errors[:, i].mean()),
            "mean": float(y[:, i].mean()),
            "deviation": float(y[:, i].std()),
        }
        for i in range(2)
    ],
    "worst": int(((errors / y.std(axis=0)) ** 2).sum(axis=1).argmax()),
}

classes, size = 4, 5
# Class 3 is neither there nor said.
truth = random.integers(0, 3, (6, size, size))
answer = np.where(random.random(truth.shape) < 0.7, truth, random.integers(0, 3, truth.shape))


def regions(truth, answer):
    found = []
    for k in range(classes):
        a, b = truth == k, answer == k
        union, both = (a | b).sum(), (a & b).sum()
        found.append(None if union == 0 else (float(both / union), float(2 * both / (a.sum() + b.sum()))))
    return found


def mean_iou(truth, answer):
    return float(np.mean([one[0] for one in regions(truth, answer) if one]))


all_regions = regions(truth, answer)
masks = {
    "classes": classes,
    "size": size,
    "wanted": [[int(v) for v in one.reshape(-1)] for one in truth],
    "predicted": [[int(v) for v in one.reshape(-1)] for one in answer],
    "iou": [one and one[0] for one in all_regions],
    "dice": [one and one[1] for one in all_regions],
    "pixelAccuracy": float((truth == answer).mean()),
    "meanIoU": mean_iou(truth, answer),
    "order": [int(i) for i in np.argsort([mean_iou(t, a) for t, a in zip(truth, answer)], kind="stable")],
}

path = os.path.join(os.path.dirname(__file__), "..", "src", "engine", "inspect", "fixtures", "tasks.json")
with open(path, "w") as file:
    json.dump({"many": many, "numbers": numbers, "masks": masks}, file)
    file.write("\n")
