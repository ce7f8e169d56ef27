"""Time on site, minute after minute of each segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite


@lru_cache(maxsize=8)
def segments(ici: Ici) -> Sequence[tuple[Ligne, Ligne, int]]:
    """Each presence that is sure, one of its segments, and its minutes inside the period."""
    return tuple(_segments(ici))


def _segments(ici: Ici) -> Iterator[tuple[Ligne, Ligne, int]]:
    for presence in ici.on_site("presence"):
        if presence["fin"] is None or presence["a_confirmer"]:
            continue
        for segment in ici.of("presence_segment", "presence_id", presence):
            minutes = shared(segment, ici.debut, ici.fin)
            if minutes > 0:
                yield presence, segment, minutes


def shared(segment: Ligne, debut: datetime, fin: datetime) -> int:
    """Every segment is whole minutes, and so are the bounds of a day."""
    inside = min(segment["fin"], fin) - max(segment["debut"], debut)
    return int(inside.total_seconds() // 60)


@verite("heures-presence")
def heures_presence(ici: Ici) -> int:
    return sum(minutes for _, _, minutes in segments(ici))


@verite("heures-mediateur")
def heures_mediateur(ici: Ici) -> int:
    return sum(presence["mediateurs"] * minutes for presence, _, minutes in segments(ici))


@verite("repartition-periodes")
def repartition_periodes(ici: Ici) -> dict[str, int]:
    return counted((segment["tranche"], minutes) for _, segment, minutes in segments(ici))


def with_repere(ici: Ici, repere: str) -> tuple[int, int]:
    inside = sum(minutes for _, segment, minutes in segments(ici) if repere in segment["reperes"])
    return inside, heures_presence(ici)


@verite("part-vacances")
def part_vacances(ici: Ici) -> tuple[int, int]:
    return with_repere(ici, "vacances-scolaires")


@verite("part-feries")
def part_feries(ici: Ici) -> tuple[int, int]:
    return with_repere(ici, "jour-ferie")


@verite("heures-evenements")
def heures_evenements(ici: Ici) -> dict[str, int]:
    return counted(
        (presence["evenement"], minutes)
        for presence, _, minutes in segments(ici)
        if presence["evenement"] is not None
    )


@verite("modes-presence")
def modes_presence(ici: Ici) -> dict[str, int]:
    return counted((presence["mode"], minutes) for presence, _, minutes in segments(ici))


@verite("couverture-periodes")
def couverture_periodes(ici: Ici) -> tuple[int, int]:
    tranches = [one for one in ici.programme.config.periodes.tranches if one.actif]
    lived = {segment["tranche"] for _, segment, _ in segments(ici)}
    return sum(one.slug in lived for one in tranches), len(tranches)


@verite("presences-a-confirmer")
def presences_a_confirmer(ici: Ici) -> tuple[int, int]:
    begun = list(ici.noted("presence", "debut"))
    doubtful = [one for one in begun if one["a_confirmer"] and one["fin"] is not None]
    return len(doubtful), len(begun)


@verite("presences-etats")
def presences_etats(ici: Ici) -> dict[str, int]:
    return counted((state(one), 1) for one in ici.noted("presence", "debut"))


@verite("minutes-a-confirmer")
def minutes_a_confirmer(ici: Ici) -> int:
    return sum(
        segment["minutes"]
        for one in ici.noted("presence", "debut")
        for segment in ici.of("presence_segment", "presence_id", one)
        if state(one) == "a-confirmer"
    )


def state(presence: Ligne) -> str:
    if presence["fin"] is None:
        return "en-cours"
    return "a-confirmer" if presence["a_confirmer"] else "comptee"
