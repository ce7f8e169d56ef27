"""Short signed expiring tokens: opaque ids only, one salt per use, a list of keys to rotate."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from bot.clock import Clock

LIEN: Final = "lien"
"""Where the content of a message says what stands in it for its signed page."""

AUTRES: Final = "autres_liens"
"""Where it says which other pages stand in it: what they are about, by their marks."""

PROOF: Final = timedelta(days=14)
"""How long a page may be read before its form is sent back."""


def stand_in() -> str:
    """Stands for the signed page in one message that waits to be sent; kept under LIEN.

    The channel writes the true address as it sends: no token lies in the database, and the link's
    days run from the sending. 128 random bits: whatever somebody types, it is never this.
    """
    return f"https://lien.invalid/{secrets.token_hex(16)}"


def addresses(
    content: Mapping[str, Any], subject: str, page: Callable[[str], str]
) -> dict[str, str]:
    """By what stands for it in that content, the address of each signed page.

    subject: what the message is about; page: the address of the page of a subject.
    """
    marks = {content[LIEN]: subject} if content.get(LIEN) else {}
    return {mark: page(about) for mark, about in (marks | content.get(AUTRES, {})).items()}


def linked(text: str, addresses: Mapping[str, str]) -> str:
    """`text` with each page's address where its mark stands."""
    for mark, link in addresses.items():
        text = text.replace(mark, link)
    return text


class LienInvalide(Exception):
    """Nobody here signed this token (or not for this use)."""


class LienExpire(Exception):
    """A true token, too old to act; `id` says what it was for, so that a new one can be sent."""

    def __init__(self, id: int) -> None:
        super().__init__(id)
        self.id = id


def signature(keys: Sequence[str], text: str) -> str:
    """What proves that whoever holds the last of `keys` wrote that; « » without any."""
    return hmac.new(keys[-1].encode(), text.encode(), "sha256").hexdigest() if keys else ""


def is_signed(keys: Sequence[str], text: str, proof: str) -> bool:
    """Whether one of `keys` signed it."""
    return any(hmac.compare_digest(signature((key,), text), proof) for key in keys)


class Signer:
    """Signs with the last of `keys`, accepts all of them; the injected clock dates and expires.

    A salt names one use: what is signed with it is read with it alone.
    """

    def __init__(self, keys: Sequence[str], clock: Clock) -> None:
        self._keys = list(keys)
        self._clock = clock

    def sign(self, salt: str, id: int) -> str:
        """A token that leads to the row of that id."""
        return str(self._serializer(salt).dumps(id))

    def read(self, salt: str, token: str, life: timedelta) -> int:
        """The id that was signed. Raises LienInvalide, or LienExpire past its life."""
        payload, signed = _payload(self._serializer(salt), token)
        if not isinstance(payload, int):
            raise LienInvalide
        # A signature of the future (a clock set back) is ours all the same.
        if self._clock.now() - signed > life:
            raise LienExpire(payload)
        return payload

    def signed_at(self, salt: str, token: str) -> datetime:
        """When a token was signed, to the second. Raises LienInvalide."""
        return _payload(self._serializer(salt), token)[1]

    def sheet(self, salt: str, id: int) -> str:
        """A token for one reading of the page of that id: no other reading has the same."""
        return str(self._serializer(salt).dumps([id, secrets.token_hex(4)]))

    def age(self, salt: str, token: str, id: int) -> timedelta | None:
        """How long ago the page of this very id was read; None when `token` did not come with it,
        or longer ago than PROOF.
        """
        try:
            payload, signed = _payload(self._serializer(salt), token)
        except LienInvalide:
            return None
        age, read = (
            self._clock.now() - signed,
            payload[0] if isinstance(payload, list) else payload,
        )
        return age if read == id and age <= PROOF else None

    def _serializer(self, salt: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._keys,
            salt=salt,
            signer=_ClockSigner,
            signer_kwargs={"digest_method": hashlib.sha256, "clock": self._clock},
        )


class _ClockSigner(TimestampSigner):
    """Takes the date from the injected clock instead of the machine's."""

    def __init__(self, *args: Any, clock: Clock, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock.now().timestamp())


def _payload(serializer: URLSafeTimedSerializer, token: str) -> tuple[object, datetime]:
    try:
        payload, signed = serializer.loads(token, return_timestamp=True)
        signature = token.rpartition(".")[2]
        # The last base64 character has spare bits: only the spelling we gave is ours.
        canonical = base64_encode(base64_decode(signature)).decode("ascii") == signature
    except (BadData, UnicodeError) as error:
        raise LienInvalide from error
    if not canonical:
        raise LienInvalide
    return payload, signed.astimezone(UTC)
