"""Webhook, open: one event, one signed request, one word of the contract for each failure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.channels.webhook import signature
from bot.clock import Clock
from bot.delivery.contract import (
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    SignedPage,
    Unreachable,
)
from bot.delivery.outside import Answer, Outside
from bot.signing import addresses, linked
from storage.dispositif import Webhook

GONE: Final = 410
LATER: Final = frozenset({408, 425, 429})
NO_SECRET_SECONDS: Final = 600.0
"""The coordination hears of it at once; the operator has a day to mend it."""
SAID_MAX: Final = 200


class WebhookTransport:
    """Posts events; `hooks`: by slugs of dispositif and service, each with what signs its own."""

    def __init__(
        self,
        door: Outside,
        hooks: Mapping[tuple[str, str], Webhook],
        secrets: Mapping[str, str],
        *,
        clock: Clock,
        link: SignedPage,
    ) -> None:
        self._door = door
        self._hooks = hooks
        self._secrets = secrets
        self._clock = clock
        self._link = link

    async def send(self, parcel: Parcel) -> Receipt:
        """Return once the program answered 2xx, without an error in it. Raises DeliveryFailure."""
        body = _body(parcel, self._link)
        signed = self._headers(parcel, body)
        answer = await self._door.ask("POST", parcel.address, data=body, headers=signed)
        _judge(answer)
        return Receipt()

    def _headers(self, parcel: Parcel, body: bytes) -> dict[str, str]:
        facts = parcel.content["donnees"]
        hook = self._hooks.get((facts["dispositif"], facts["service"]["code"]))
        if hook is None or hook.url != parcel.address:
            raise Unreachable("le fichier ne donne plus cette adresse")
        name = hook.secret_env
        stamp = int(self._clock.now().timestamp())
        try:
            signed = signature.headers(self._secrets.get(name, ""), parcel.key, stamp, body)
        except ValueError as error:
            missing = f"la variable {name} ne tient pas de secret « whsec_… »"
            raise RetryLater(missing, NO_SECRET_SECONDS) from error
        return signed | {"Content-Type": "application/json; charset=utf-8"}


def _body(parcel: Parcel, link: SignedPage) -> bytes:
    content = parcel.content
    try:
        event = {
            "type": content["evenement"],
            "timestamp": content["le"],
            "data": content["donnees"],
        }
    except KeyError as error:
        raise Refused(f"this content makes no event: {error!r}") from error
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return linked(text, addresses(content, parcel.subject, link)).encode()


def _judge(answer: Answer) -> None:
    status, word = answer.status, f"réponse {answer.status}"
    if status == GONE:
        raise Unreachable(f"{word} : plus personne n'y écoute")
    if status >= 500 or status in LATER:
        raise RetryLater(word, answer.after)
    if 300 <= status < 400:
        raise Refused(f"{word} : l'adresse renvoie ailleurs, où rien n'est envoyé")
    if not 200 <= status < 300:
        raise Refused(word)
    if error := _error(answer.said):
        raise Refused(f"{word}, mais avec une erreur : {error}", {"erreur": True})


def _error(said: Any) -> str:
    """What the answer says went wrong; « » of anything else."""
    error = said.get("error") if isinstance(said, dict) else None
    return str(error)[:SAID_MAX] if error else ""
