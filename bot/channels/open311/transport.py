"""Open311, open: a case is posted once and never twice; afterwards its state is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.channels.open311 import demande
from bot.delivery.contract import (
    DeliveryFailure,
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    Unreachable,
    Unsure,
)
from bot.delivery.outside import Answer, Outside
from storage.dispositif import GuichetOpen311

NO_KEY_SECONDS: Final = 600.0
LATER: Final = frozenset({429, 503})
"""Said before anything was taken; what else a server breaks on may have been."""
TRIAL: Final = "essai"
UNKNOWN: Final = (
    "on ne sait pas si leur guichet l'a reçu, et rien n'y est posé deux fois : demandez-leur"
)
DAY: Final = timedelta(days=1)
Counters = Mapping[tuple[str, str], GuichetOpen311]


class Open311Transport:
    """Posts cases and asks for them; `counters`: by slugs of dispositif and service."""

    def __init__(self, door: Outside, counters: Counters, secrets: Mapping[str, str]) -> None:
        self._door = door
        self._counters = counters
        self._secrets = secrets

    async def send(self, parcel: Parcel) -> Receipt:
        """What they said of it (`Receipt.said`). Raises DeliveryFailure."""
        if asked := parcel.content.get("suivre"):
            return Receipt(said=await self._asked(parcel.address, asked))
        facts = parcel.content.get("donnees")
        if facts is None:
            raise Refused("this content makes no request")
        counter = self._counter(parcel, facts)
        if parcel.content["evenement"] == TRIAL:
            return await self._tried(counter)
        if parcel.unsure:
            return Receipt(said=await self._looked_up(counter, facts, parcel.content["le"]))
        return Receipt(said=await self._posted(counter, facts))

    def _counter(self, parcel: Parcel, facts: Mapping[str, Any]) -> GuichetOpen311:
        counter = self._counters.get((facts["dispositif"], facts["service"]["code"]))
        if counter is None or counter.url != parcel.address:
            raise Unreachable("le fichier ne donne plus ce guichet")
        return counter

    async def _posted(self, counter: GuichetOpen311, facts: Mapping[str, Any]) -> dict[str, Any]:
        key = self._secrets.get(counter.cle_env, "")
        if not key:
            raise RetryLater(f"la variable {counter.cle_env} manque", NO_KEY_SECONDS)
        form = demande.form(counter, key, facts)
        answer = await self._door.ask("POST", f"{counter.url}/requests.json", data=form)
        _judge(answer)
        found = demande.things(answer.said)
        if found is None:
            raise Unsure("leur réponse n'est pas celle de la norme")
        return _kept(found)

    async def _looked_up(
        self, counter: GuichetOpen311, facts: Mapping[str, Any], sent: str
    ) -> dict[str, Any]:
        """The answer to an earlier POST was lost: theirs that bears our mark is that one."""
        query = {
            "service_code": demande.code(counter, facts),
            "start_date": (datetime.fromisoformat(sent) - DAY).isoformat(timespec="seconds"),
        }
        query |= {"jurisdiction_id": counter.jurisdiction} if counter.jurisdiction else {}
        answer = await self._door.ask("GET", f"{counter.url}/requests.json", params=query)
        if answer.status >= 500 or answer.status in LATER:
            raise RetryLater(f"réponse {answer.status}", answer.after)
        mine = demande.mark(facts)
        found = [
            one
            for one in demande.things(answer.said) or ()
            if mine in str(one.get("description") or "")
        ]
        if not found:
            raise Refused(UNKNOWN)
        return _kept(found)

    async def _tried(self, counter: GuichetOpen311) -> Receipt:
        """Nothing is left there for a trial: it is only asked what it takes."""
        query = {"jurisdiction_id": counter.jurisdiction} if counter.jurisdiction else {}
        answer = await self._door.ask("GET", f"{counter.url}/services.json", params=query)
        known = {demande.word(one, "service_code") for one in demande.things(answer.said) or ()}
        missing = sorted({counter.code, *counter.codes.values()} - known)
        if answer.status != 200 or missing:
            raise Refused(f"réponse {answer.status} ; codes inconnus : {', '.join(missing)}")
        return Receipt()

    async def _asked(self, url: str, asked: Mapping[str, str]) -> dict[str, Any]:
        """Its number, then its state; what cannot be read is said, and asked again later."""
        name = f"tokens/{asked['jeton']}" if "jeton" in asked else f"requests/{asked['numero']}"
        query = {"jurisdiction_id": asked["jurisdiction"]} if asked.get("jurisdiction") else {}
        try:
            answer = await self._door.ask("GET", f"{url}/{name}.json", params=query)
        except DeliveryFailure as failure:
            return {"panne": str(failure)}
        if answer.status != 200:
            return {"panne": f"réponse {answer.status}"}
        found = demande.things(answer.said)
        return {"illisible": True} if not found else _kept(found)


def _judge(answer: Answer) -> None:
    status, word = answer.status, f"réponse {answer.status}"
    if status in LATER:
        raise RetryLater(word, answer.after)
    if status >= 500:
        raise Unsure(word)
    if not 200 <= status < 300:
        raise Refused(word)


def _kept(found: Any) -> dict[str, Any]:
    """What is kept of it: its number, its token, its state, and whether there are several."""
    numbers = list(dict.fromkeys(filter(None, (demande.word(x, NUMERO) for x in found))))
    first: Mapping[str, Any] = next(iter(found), {})
    said = {
        "numero": numbers[0] if numbers else "",
        "jeton": demande.word(first, "token"),
        "etat": demande.word(first, "status"),
        "doubles": ", ".join(numbers) if len(found) > 1 else "",
    }
    return {name: value for name, value in said.items() if value}


NUMERO: Final = "service_request_id"
