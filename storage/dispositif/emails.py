"""What is wrong with an e-mail address, before a comité waits for a digest that never comes."""

from __future__ import annotations

import difflib
import re
from typing import Annotated

from pydantic import AfterValidator

_SYNTAX = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_KNOWN = (
    "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr",
    "live.fr", "live.com", "msn.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr",
    "bbox.fr", "laposte.net", "yahoo.fr", "yahoo.com", "ymail.com", "mail.com", "email.com",
    "icloud.com", "protonmail.com", "proton.me", "gmx.fr", "gmx.com",
    "amiens-metropole.com", "somme.gouv.fr", "nord.gouv.fr", "example.org", "example.net",
)  # fmt: skip
_WRONG_ENDINGS = {
    "con": "com",
    "cmo": "com",
    "rf": "fr",
    "ogr": "org",
    "nte": "net",
    "gouv": "gouv.fr",
}
# One letter wrong in a word of nine or more; shorter names have honest neighbours.
_NEAR = 0.88


def check_email(address: str) -> str:
    """`address` in lower-case domain; raises ValueError saying in French what to mend."""
    if not _SYNTAX.fullmatch(address) or ".." in address:
        raise ValueError(f"« {address} » n'est pas une adresse e-mail ; attendu : nom@example.org")
    name, domain = address.rsplit("@", 1)
    domain = domain.lower()
    if better := _better(domain):
        raise ValueError(f"« {address} » : vouliez-vous écrire « {name}@{better} » ?")
    if not re.search(r"\.[a-z]{2,}$", domain):
        raise ValueError(f"« {address} » : il manque la fin du domaine (.fr, .org…)")
    return f"{name}@{domain}"


def _better(domain: str) -> str | None:
    if domain in _KNOWN:
        return None
    stem, _, ending = domain.rpartition(".")
    if stem and ending in _WRONG_ENDINGS:
        return f"{stem}.{_WRONG_ENDINGS[ending]}"
    return next(iter(difflib.get_close_matches(domain, _KNOWN, n=1, cutoff=_NEAR)), None)


Email = Annotated[str, AfterValidator(check_email)]
