"""The numbers of values.ts, made again from the same seed."""

import math

import numpy as np

GOLDEN = np.uint32(0x9E3779B9)


def mix(value):
    h = np.asarray(value, dtype=np.uint32).copy()
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def combine(*parts):
    state = np.uint32(0)
    with np.errstate(over="ignore"):
        for part in parts:
            state = mix(state * np.uint32(31) + mix(np.uint32((part + 0x9E3779B9) & 0xFFFFFFFF)))
    return int(state)


def units(seed, count):
    """`count` numbers in [0, 1) with 24 bits."""
    with np.errstate(over="ignore"):
        hashes = mix(np.uint32(seed & 0xFFFFFFFF) + np.arange(count, dtype=np.uint32) * GOLDEN)
    return (hashes >> np.uint32(8)).astype(np.float64) / 16_777_216


def centred(seed, count, limit):
    return ((units(seed, count) * 2 - 1) * limit).astype(np.float32)


def tokens(seed, count, limit):
    return np.floor(units(seed, count) * limit).astype(np.float32)


def weight_values(seed, place, name, shape):
    count = math.prod(shape)
    fan_in = max(1, count / (shape[-1] if shape else 1))
    values = centred(combine(seed, place), count, math.sqrt(3 / fan_in) if len(shape) > 1 else 0.1)
    if "gamma" in name or "variance" in name:
        values = values + np.float32(1)
    return values.reshape(shape)
