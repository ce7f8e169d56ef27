"""Faults put in on purpose: refusals, slowness, answers cut off after the deed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.refusals import Json, Refusal

WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: can't use getUpdates method while webhook is active",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """One fault; `times` None is for ever, `delay` is in real seconds, `code` None answers."""

    method: str
    code: int | None
    retry_after: int | None
    description: str | None
    times: int | None
    contains: str | None
    delay: float
    drop_reply: bool

    def fits(self, method: str, params: Json) -> bool:
        if self.method not in ("*", method.lower()):
            return False
        return self.contains is None or self.contains in str(params)

    def refusal(self) -> Refusal | None:
        if self.code is None:
            return None
        if self.retry_after is None:
            return Refusal(self.code, self.description or WORDS.get(self.code, "Error"))
        words = self.description or f"Too Many Requests: retry after {self.retry_after}"
        return Refusal(self.code, words, retry_after=self.retry_after)


class Faults:
    """The faults still to come, oldest first."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(
        self,
        method: str = "*",
        code: int | None = None,
        retry_after: int | None = None,
        description: str | None = None,
        times: int | None = 1,
        contains: str | None = None,
        delay: float = 0.0,
        drop_reply: bool = False,
    ) -> None:
        """Spoil the next `times` calls of `method` (`*`: any) whose parameters hold `contains`.

        With `drop_reply` the call is carried out, then the connection is cut: the caller
        cannot know. Without `code` it is only late by `delay` seconds.
        """
        if code == 429 and retry_after is None:
            retry_after = 1
        self.active.append(
            Fault(
                method.lower(),
                code,
                retry_after,
                description,
                times,
                contains,
                delay,
                drop_reply,
            )
        )

    def clear(self) -> None:
        self.active.clear()

    def next(self, method: str, params: Json) -> Fault | None:
        """The fault this call meets, used up once."""
        for fault in self.active:
            if fault.fits(method, params):
                self._use(fault)
                return fault
        return None

    def _use(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times <= 0:
            self.active.remove(fault)
