"""Images a second of processor time that PyTorch trains on one thread: bench/wasm.ts calls it. NETWORK BATCH"""

import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
name, batch = sys.argv[1], int(sys.argv[2])


def conv(inputs: int, filters: int, size: int, padding: str) -> list[nn.Module]:
    return [nn.Conv2d(inputs, filters, size, padding=padding), nn.ReLU()]


if name == "LeNet-5":
    model = nn.Sequential(
        *conv(1, 6, 5, "same"), nn.MaxPool2d(2), *conv(6, 16, 5, "valid"), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )
    shape, steps = (batch, 1, 28, 28), 20
else:
    model = nn.Sequential(
        *conv(3, 32, 3, "same"), *conv(32, 32, 3, "same"), nn.MaxPool2d(2),
        *conv(32, 64, 3, "same"), *conv(64, 64, 3, "same"), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(4096, 128), nn.ReLU(), nn.Linear(128, 10),
    )
    shape, steps = (batch, 3, 32, 32), 2

optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
x, labels = torch.rand(shape), torch.randint(0, 10, (batch,))


def step() -> None:
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), labels)
    loss.backward()
    optimizer.step()
    loss.item()


speeds = []
for _ in range(6):
    start = time.process_time()
    for _ in range(steps):
        step()
    speeds.append(steps * batch / (time.process_time() - start))
print(statistics.median(speeds[1:]))
