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


def bare(inputs: int, filters: int, size: int) -> nn.Module:
    return nn.Conv2d(inputs, filters, size, padding=size // 2, bias=False)


def normalized(channels: int) -> list[nn.Module]:
    return [nn.BatchNorm2d(channels), nn.ReLU()]


def separable(inputs: int, filters: int, stride: int) -> list[nn.Module]:
    depthwise = nn.Conv2d(inputs, inputs, 3, stride, padding=1, groups=inputs, bias=False)
    return [depthwise, *normalized(inputs), bare(inputs, filters, 1), *normalized(filters)]


class Residual(nn.Module):
    def __init__(self, filters: int) -> None:
        super().__init__()
        self.inner = nn.Sequential(
            bare(filters, filters, 3), *normalized(filters), bare(filters, filters, 3), nn.BatchNorm2d(filters)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.inner(x) + x)


def ending(channels: int) -> list[nn.Module]:
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10)]


if name == "LeNet-5":
    model = nn.Sequential(
        *conv(1, 6, 5, "same"), nn.MaxPool2d(2), *conv(6, 16, 5, "valid"), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )
    shape, steps = (batch, 1, 28, 28), 20
elif name == "small MobileNet":
    model = nn.Sequential(
        bare(3, 16, 3), *normalized(16), *separable(16, 32, 1), *separable(32, 64, 2), *separable(64, 64, 1),
        *separable(64, 128, 2), *ending(128),
    )
    shape, steps = (batch, 3, 32, 32), 2
elif name == "small ResNet":
    model = nn.Sequential(
        bare(3, 16, 3), *normalized(16), Residual(16), nn.MaxPool2d(2), bare(16, 32, 1), nn.BatchNorm2d(32),
        Residual(32), *ending(32),
    )
    shape, steps = (batch, 3, 32, 32), 2
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
