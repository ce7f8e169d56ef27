"""Who is called first about a danger: emergency numbers, then the service's own."""

from __future__ import annotations

from storage.dispositif import Dispositif


def numbers(config: Dispositif, service: str) -> str:
    """« 112 Secours, 03 … Voirie »; the service's own only when the file has it."""
    known = [f"{one.numero} {one.label}" for one in config.urgence_numeros]
    own = config.service(service)
    if own.telephone:
        known.append(f"{own.telephone} {own.label}")
    return ", ".join(known)
