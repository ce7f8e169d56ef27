"""Mail domains that a dispositif writes to: of any other, an address is read twice."""

from __future__ import annotations

from collections.abc import Iterator

from storage.dispositif.model import Dispositif, actifs


def domaine(email: str) -> str:
    """« ville.example.org »."""
    return email.rpartition("@")[2].lower()


def est_dehors(dispositif: Dispositif, email: str) -> bool:
    """Whether no one of that domain, nor of one above it, is written to yet.

    The file says which ones (`reglages.domaines_courriel`); else those of its own addresses.
    """
    known = dispositif.reglages.domaines_courriel or set(_own(dispositif))
    there = domaine(email)
    return not any(there == one or there.endswith(f".{one}") for one in known)


def _own(dispositif: Dispositif) -> Iterator[str]:
    yield domaine(dispositif.coordination.email)
    for service in actifs(dispositif.services):
        for address in service.emails:
            yield domaine(address)
    for comite in actifs(dispositif.comites):
        # One that still waits has not been written to.
        yield from (domaine(one.email) for one in comite.destinataires if one.attend is None)
