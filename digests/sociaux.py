"""Counts of what happened to people, told only where they are large (ADR 0006)."""

from __future__ import annotations

from bot.domain.petits_effectifs import SEUIL, protect
from bot.words import pluriel
from digests.contract import Figures, Perimetre
from storage.figures_activites import ParSite


def published(perimetre: Perimetre, by_site: ParSite) -> Figures:
    """{n, tus, dont}: each territoire's count where it may be told, and how many are not.

    `dont` is how many turned out well, None when that or its complement must not be told. As the
    whole is made of what each territoire publishes, comparing letters teaches nothing.
    """
    counts = [
        _of([lieu.id for lieu in lieux], by_site) for lieux in perimetre.territoires.values()
    ]
    publishable = [(n, well) for n, well in counts if n >= SEUIL]
    parts = [protect([well, n - well])[0] for n, well in publishable]
    successes = [
        0 if well == 0 else part for (_, well), part in zip(publishable, parts, strict=True)
    ]
    hidden = sum(1 for n, _ in counts if 0 < n < SEUIL)
    clear = publishable and not hidden and None not in successes
    return {
        "n": sum(n for n, _ in publishable),
        "tus": hidden,
        "dont": sum(part or 0 for part in successes) if clear else None,
    }


def _of(sites: list[int], by_site: ParSite) -> tuple[int, int]:
    here = [by_site[site] for site in sites if site in by_site]
    return sum(n for n, _ in here), sum(well for _, well in here)


def in_words(count: Figures, singular: str, plural: str) -> str:
    """« 7 relais », « moins de 5 relais », « au moins 7 relais »; « » when there is none."""
    if not count["tus"]:
        return pluriel(count["n"], singular, plural) if count["n"] else ""
    if count["n"]:
        return f"au moins {count['n']} {plural}"
    where = " par territoire" if count["tus"] > 1 else ""
    return f"moins de {SEUIL} {plural}{where}"


def with_success(count: Figures, words: tuple[str, str], well: tuple[str, str, str]) -> str:
    """« 8 relais vérifiés, dont 6 effectifs »; `well` says one, several and none of them."""
    whole, part = in_words(count, *words), count["dont"]
    if not whole or part is None:
        return whole
    single, several, none = well
    return f"{whole}, dont {pluriel(part, single, several)}" if part else f"{whole}, {none}"
