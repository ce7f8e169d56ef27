"""What is left at a counter, and what is read in its answers: text as text, whatever it claims."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from storage.dispositif import GuichetOpen311

NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
"""What a number or a token may be: anything else would be somebody's text."""
DESCRIPTION_MAX: Final = 4_000


def mark(facts: Mapping[str, Any]) -> str:
    """« [amiens V-0012] »: how ours is known among theirs."""
    return f"[{facts['dispositif']} {facts['reference']}]"


def form(counter: GuichetOpen311, key: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a POST: no name, no address of anybody, no link that would let them act."""
    said = [f"{facts['categorie']['nom']}, {facts['site']['nom']} ({facts['site']['quartier']})."]
    said += [facts["lieu"]] if facts["lieu"] else []
    said += ["Danger immédiat."] if facts["danger"] else []
    said += [f"{one['nom']} : {one['valeur']}." for one in facts["precisions"]]
    marked = mark(facts)
    text = "\n".join(said)[: DESCRIPTION_MAX - len(marked) - 1]
    where = {"jurisdiction_id": counter.jurisdiction} if counter.jurisdiction else {}
    return where | {
        "api_key": key,
        "service_code": code(counter, facts),
        "lat": f"{facts['position']['latitude']:.6f}",
        "long": f"{facts['position']['longitude']:.6f}",
        "description": f"{text}\n{marked}",
    }


def code(counter: GuichetOpen311, facts: Mapping[str, Any]) -> str:
    """Our catégorie in their words."""
    return counter.codes.get(facts["categorie"]["code"], counter.code)


def things(said: Any) -> Sequence[Mapping[str, Any]] | None:
    """The list that an answer of the norm is; None for anything else."""
    if isinstance(said, list) and all(isinstance(one, dict) for one in said):
        return said
    return None


def word(thing: Mapping[str, Any], name: str) -> str:
    """A number or a token, as text; « » when there is none that is one."""
    value = thing.get(name)
    text = str(value).strip() if isinstance(value, str | int) else ""
    return text if NUMBER.fullmatch(text) else ""
