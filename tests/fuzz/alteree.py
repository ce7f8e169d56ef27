"""Bytes altered as they are on the way, or by somebody: the same ones for the same number."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

_NASTY: Final = (
    b"\x00", b"\xff", b"\xf0\x9f\x98\x80", b"\xe2\x80\xae", b"\r\n", b"\n", b'"', b"'", b"<", b"&",
    b"99999999999999999999", b"-1", b"[", b"{", b"}", b"*a", b"&a", b"!!python", b"\xc2\xb2",
    b"\xed\xa0\x80", b"{{", b"=", b"%00", b": ",
)  # fmt: skip
_MOST: Final = 6
"""Alterations of one piece."""
_REPEATED: Final = 2_000


def altered(number: int, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds, cut, repeated, mixed with another or with what breaks readers."""
    chance = random.Random(number)  # noqa: S311 - a number that says the same bytes again
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, _MOST)):
        _alter(data, chance, seeds)
    return bytes(data)


def _alter(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    at = chance.randint(0, len(data))
    to = min(len(data), at + chance.choice((1, 1, 2, 8, 64)))
    match chance.randint(0, 5):
        case 0:
            del data[at:to]
        case 1:
            data[at:at] = chance.choice(_NASTY)
        case 2:
            data[at:to] = chance.choice(_NASTY)
        case 3:
            data[at:at] = bytes(data[at:to]) * chance.choice((1, 3, _REPEATED // max(1, to - at)))
        case 4:
            other = chance.choice(seeds)
            begins = chance.randint(0, len(other))
            data[at:to] = other[begins : begins + chance.choice((4, 40, 400))]
        case _:
            data[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
