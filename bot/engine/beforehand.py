"""Answers that no question asks: said beforehand, or kept while a question is being answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

_MARK: Final = "_"
T = TypeVar("T")


def kept_for(step: str) -> str:
    """The key under which a step keeps what it has so far: a tally's counts, options touched."""
    return f"{_MARK}{step}"


def is_given(key: str) -> bool:
    """Whether that key holds what somebody answered to a question."""
    return not key.startswith(_MARK)


# Without slots: a frozen generic that has them cannot be built (CPython 3.11).
@dataclass(frozen=True)
class Beforehand(Generic[T]):
    """Something that a conversation is told as it begins, declared once for all who read it."""

    name: str

    @property
    def key(self) -> str:
        """Its key among the answers, which no step may bear; for `Has` and `Is`."""
        return f"{_MARK}{self.name}"

    def seed(self, value: T) -> dict[str, Any]:
        """To be put among the answers that a conversation begins with."""
        return {self.key: value}

    def of(self, answers: Mapping[str, Any]) -> T | None:
        """What was said; None when nothing was."""
        return cast("T | None", answers.get(self.key))

    def needed(self, answers: Mapping[str, Any]) -> T:
        """The same, where the conversation cannot have begun without it. Raises KeyError."""
        return cast("T", answers[self.key])
