/** `train_ray.py`: the loop that each worker runs, and what starts the workers. Source: Ray Train’s guide for PyTorch. */
export const trainScript = `"""Trains model.py on the workers of a Ray cluster, or on several of one machine.

python train_ray.py --data digits.npz --workers 2 --storage /shared/runs --name digits
"""

import argparse
import json
import tempfile
from pathlib import Path

import ray.train
import torch
import torch.nn.functional as F
from ray.train import Checkpoint, CheckpointConfig, RunConfig, ScalingConfig
from ray.train.torch import TorchTrainer, prepare_data_loader, prepare_model
from safetensors.torch import load_file
from torch.utils.data import DataLoader

from data import SETTINGS, Samples
from model import Network
from stride_weights import save_stride_weights

HERE = Path(__file__).resolve().parent
STATE = "state.pt"


def loss_of(probabilities, labels):
    """Categorical cross-entropy of what the network puts out, which is probabilities."""
    logs = torch.log(probabilities.clamp(1e-7, 1 - 1e-7))
    smoothing = SETTINGS["label_smoothing"]
    exact = F.nll_loss(logs, labels)
    return (
        exact if smoothing == 0 else (1 - smoothing) * exact - smoothing * logs.mean()
    )


def unwrapped(model):
    return model.module if hasattr(model, "module") else model


def evaluated(model, loader):
    """Right answers and samples of all workers together."""
    model.eval()
    counts = torch.zeros(2, device=next(model.parameters()).device)
    with torch.inference_mode():
        for samples, labels in loader:
            right = (model(samples).argmax(1) == labels).sum()
            counts += torch.tensor([right, len(labels)], device=counts.device)
    if torch.distributed.is_initialized():
        torch.distributed.all_reduce(counts)
    return (counts[0] / counts[1]).item()


def train(config):
    context = ray.train.get_context()
    torch.manual_seed(SETTINGS["seed"] + context.get_world_rank())
    network = Network()
    if config["trained"]:
        network.load_state_dict(load_file(config["trained"]))
    optimizer = getattr(torch.optim, SETTINGS["optimizer"]["name"])(
        (one for one in network.parameters() if one.requires_grad),
        **SETTINGS["optimizer"]["arguments"],
    )
    begun = 0
    checkpoint = ray.train.get_checkpoint()
    if checkpoint:
        with checkpoint.as_directory() as folder:
            state = torch.load(Path(folder) / STATE, map_location="cpu")
        network.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        begun = state["epoch"]
    model = prepare_model(network)
    share = max(1, config["batch_size"] // context.get_world_size())
    loaders = {
        part: prepare_data_loader(
            DataLoader(Samples(config["data"], part), share, shuffle=part == "train")
        )
        for part in ("train", "test")
    }
    for epoch in range(begun, config["epochs"]):
        sampler = loaders["train"].sampler
        if hasattr(sampler, "set_epoch"):
            sampler.set_epoch(epoch)
        model.train()
        total = count = 0
        for samples, labels in loaders["train"]:
            loss = loss_of(model(samples), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        accuracy = evaluated(model, loaders["test"])
        metrics = {"epoch": epoch + 1, "loss": total / count, "test_accuracy": accuracy}
        with tempfile.TemporaryDirectory() as folder:
            kept = None
            if context.get_world_rank() == 0:
                state = {
                    "model": unwrapped(model).state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "epoch": epoch + 1,
                }
                torch.save(state, Path(folder) / STATE)
                kept = Checkpoint.from_directory(folder)
                print(json.dumps(metrics), flush=True)
            ray.train.report(metrics, checkpoint=kept)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", required=True, help=".npz, or a folder: train/CLASS, test/CLASS"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gpu", action="store_true", help="one for each worker")
    parser.add_argument("--epochs", type=int, default=SETTINGS["epochs"])
    parser.add_argument("--batch-size", type=int, default=SETTINGS["batch_size"])
    parser.add_argument(
        "--storage", default=str(HERE / "runs"), help="shared by all machines"
    )
    parser.add_argument(
        "--name", default="run", help="the same name again goes on with that run"
    )
    parser.add_argument(
        "--from-trained", action="store_true", help="start from model.safetensors"
    )
    parser.add_argument("--output", default="weights.safetensors", help="for Stride")
    given = parser.parse_args()
    trained = str(HERE / "model.safetensors") if given.from_trained else None
    data = given.data if "://" in given.data else str(Path(given.data).resolve())
    trainer = TorchTrainer(
        train,
        train_loop_config={
            "data": data,
            "epochs": given.epochs,
            "batch_size": given.batch_size,
            "trained": trained,
        },
        scaling_config=ScalingConfig(num_workers=given.workers, use_gpu=given.gpu),
        run_config=RunConfig(
            name=given.name,
            storage_path=str(Path(given.storage).resolve()),
            checkpoint_config=CheckpointConfig(num_to_keep=2),
        ),
    )
    result = trainer.fit()
    with result.checkpoint.as_directory() as folder:
        state = torch.load(Path(folder) / STATE, map_location="cpu")
    save_stride_weights(state["model"], given.output)
    print(
        f"{given.output}: weights after epoch {state['epoch']}, for Stride's “Load weights…”"
    )


if __name__ == "__main__":
    main()
`;
