"""Networks of PyTorch as .onnx, each with an input and what ONNX Runtime makes of it, in the form of ONNX's own tests:
python onnx_torch.py FOLDER"""
import sys
from pathlib import Path

# Beside this file is another that is called onnx.
sys.path.pop(0)

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

folder = Path(sys.argv[1])
torch.manual_seed(7)


class Residual(nn.Module):
    def __init__(self, inside, outside, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.down = None
        if stride > 1:
            self.down = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.down is None else self.down(x)))


class Resnet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 7, 2, 3, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        self.layer1 = nn.Sequential(Residual(16, 16, 1), Residual(16, 32, 2))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(32, 10)

    def forward(self, x):
        return self.fc(torch.flatten(self.pool(self.layer1(self.stem(x))), 1))


class Inverted(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inside, 4 * inside, 1, bias=False), nn.BatchNorm2d(4 * inside), nn.ReLU6(),
            nn.Conv2d(4 * inside, 4 * inside, 3, 2, 1, groups=4 * inside, bias=False), nn.BatchNorm2d(4 * inside), nn.Hardswish(),
            nn.Conv2d(4 * inside, outside, 1, bias=False), nn.BatchNorm2d(outside),
        )
        self.gate = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(outside, 4, 1), nn.SiLU(), nn.Conv2d(4, outside, 1), nn.Sigmoid())

    def forward(self, x):
        y = self.body(x)
        return y * self.gate(y)


class Unet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(3, 8, 3, padding=1)
        self.middle = nn.Conv2d(8, 16, 3, padding=1)
        self.up = nn.ConvTranspose2d(16, 8, 2, 2)
        self.odd = nn.ConvTranspose2d(8, 8, 3, 2, padding=1, output_padding=1)
        self.end = nn.Conv2d(16, 2, 1)

    def forward(self, x):
        a = torch.relu(self.down(x))
        b = torch.relu(self.middle(nn.functional.max_pool2d(a, 2)))
        c = nn.functional.interpolate(self.odd(nn.functional.avg_pool2d(self.up(b), 2)), scale_factor=1.0)
        return torch.sigmoid(self.end(torch.cat([a, c], 1)))


class Recurrent(nn.Module):
    def __init__(self, kind, **options):
        super().__init__()
        self.embed = nn.Embedding(50, 12)
        self.rnn = getattr(nn, kind)(12, 9, batch_first=True, **options)
        self.fc = nn.Linear(9 * (2 if options.get("bidirectional") else 1), 4)

    def forward(self, x):
        y, _ = self.rnn(self.embed(x))
        return self.fc(y)


class Last(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(6, 9, batch_first=True)
        self.fc = nn.Linear(9, 4)

    def forward(self, x):
        _, (h, _) = self.rnn(x)
        return self.fc(h[-1])


class Mixer(nn.Module):
    """What transformers are made of, without attention."""

    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(12)
        self.one = nn.Linear(12, 24)
        self.two = nn.Linear(24, 12)

    def forward(self, x):
        return x + self.two(nn.functional.gelu(self.one(self.norm(x))))


class Attention(nn.Module):
    """An encoder's block as those write it who do not take PyTorch's own."""

    def __init__(self, width=12, heads=3):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm = nn.LayerNorm(width)
        self.mixer = Mixer()

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.heads, -1).transpose(1, 2)

    def forward(self, x):
        y = self.norm(x)
        q, k, v = self.split(self.query(y)), self.split(self.key(y)), self.split(self.value(y))
        scores = torch.softmax(q @ k.transpose(-2, -1) / (q.size(-1) ** 0.5), -1)
        mixed = (scores @ v).transpose(1, 2).reshape(x.size(0), x.size(1), -1)
        return self.mixer(x + self.out(mixed))


image = lambda size, channels=3: torch.randn(2, channels, size, size)
cases = {
    "lenet": (nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 10), nn.Softmax(1)), image(28, 1)),
    "vgg": (nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten(), nn.Dropout(0.5), nn.Linear(1024, 32), nn.ReLU(), nn.Linear(32, 10), nn.LogSoftmax(1)), image(32)),
    "resnet": (Resnet(), image(64)),
    "mobilenet": (nn.Sequential(Inverted(3, 8), Inverted(8, 12), nn.Flatten(), nn.Linear(12 * 64, 5)), image(32)),
    "unet": (Unet(), image(16)),
    "series": (nn.Sequential(nn.Conv1d(4, 8, 3, padding=1), nn.PReLU(8), nn.MaxPool1d(2), nn.Conv1d(8, 8, 3, dilation=2), nn.ELU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(8, 3)), torch.randn(2, 4, 32)),
    "volume": (nn.Sequential(nn.Conv3d(1, 4, 3, padding=1), nn.ReLU(), nn.MaxPool3d(2), nn.Flatten(), nn.Linear(4 * 64, 3)), torch.randn(2, 1, 8, 8, 8)),
    "norms": (nn.Sequential(nn.Conv2d(3, 8, 3), nn.GroupNorm(4, 8), nn.LeakyReLU(0.1), nn.InstanceNorm2d(8, affine=True), nn.SELU(), nn.Mish(), nn.Upsample(scale_factor=2), nn.Conv2d(8, 4, 3, 2), nn.Softplus(), nn.AvgPool2d(3, 2, 1), nn.ZeroPad2d((1, 2, 0, 1)), nn.Conv2d(4, 2, 3)), image(12)),
    "lstm": (Recurrent("LSTM"), torch.randint(0, 50, (2, 7))),
    "gru": (Recurrent("GRU"), torch.randint(0, 50, (2, 7))),
    "rnn": (Recurrent("RNN"), torch.randint(0, 50, (2, 7))),
    "bilstm": (Recurrent("LSTM", bidirectional=True), torch.randint(0, 50, (2, 7))),
    "last": (Last(), torch.randn(2, 7, 6)),
    "mixer": (Mixer(), torch.randn(2, 5, 12)),
    "attention": (Attention(), torch.randn(2, 5, 12)),
    "shuffle": (nn.Sequential(nn.Conv2d(4, 8, 3), nn.PixelShuffle(2), nn.Conv2d(2, 4, 3), nn.Hardsigmoid(), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(4, 2)), image(8, 4)),
}
for name, (model, x) in cases.items():
    model.eval()
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.InstanceNorm2d)) and module.running_mean is not None:
            nn.init.normal_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2)
    for fixed in (False, True):
        place = folder / f"torch_{name}{'_fixed' if fixed else ''}"
        data = place / "test_data_set_0"
        data.mkdir(parents=True, exist_ok=True)
        path = place / "model.onnx"
        axes = None if fixed else {"x": {0: "batch"}}
        torch.onnx.export(model, (x,), str(path), input_names=["x"], output_names=["y"], dynamic_axes=axes, opset_version=17, dynamo=False)
        (y,) = onnxruntime.InferenceSession(str(path)).run(None, {"x": x.numpy()})
        for kind, values in (("input", x.numpy()), ("output", y)):
            (data / f"{kind}_0.pb").write_bytes(numpy_helper.from_array(np.ascontiguousarray(values)).SerializeToString())
print(f"wrote {2 * len(cases)} networks of PyTorch {torch.__version__}, ONNX {onnx.__version__}")
