"""Chance that can be repeated: every draw is a function of the seed, a topic and a place in time."""

from zlib import crc32

import numpy as np

_MASK = 0xFFFFFFFFFFFFFFFF


def generator(seed: int, topic: str, *parts: int) -> np.random.Generator:
    """A generator of its own for each (seed, topic, parts): drawing in one never shifts another."""
    return np.random.default_rng([seed, crc32(topic.encode()), *parts])


def mix(*parts: int) -> int:
    """63 well-stirred bits of some whole numbers (splitmix64), for the small details of one record."""
    state = 0x9E3779B97F4A7C15
    for part in parts:
        state = (state ^ (part & _MASK)) * 0xBF58476D1CE4E5B9 & _MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & _MASK
        state ^= state >> 31
    return state >> 1
