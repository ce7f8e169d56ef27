"""Facts that cost a statement: each is found when a sentence or an option first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Later:
    """A fact that is still to be found."""

    def __init__(self, find: Callable[[], Any]) -> None:
        self.find = find


class Known(Mapping[str, Any]):
    """Facts by name; those given as `Later` are found once, and only if they are looked at."""

    def __init__(self, **facts: Any) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> Any:
        fact = self._facts[name]
        if isinstance(fact, Later):
            fact = self._facts[name] = fact.find()
        return fact

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
