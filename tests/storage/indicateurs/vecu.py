"""What a team saw, noted and announced in November, in a few words for tests of indicators."""

from __future__ import annotations

from datetime import date, time
from itertools import count
from typing import Any, Final

from bot.domain.periodes import tranche_at
from storage.figures import lieux
from storage.indicateurs.releve import Releve, releve
from storage.models import HorsTerrain, Observation, PresenceActeur, ReleveSite
from tests.digests.scene import Scene, paris

NOVEMBRE: Final = [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]
"""Mondays: four weeks."""
_SERIAL: Final = count(1)


def of_november(scene: Scene) -> Releve:
    """Its four weeks, on every site."""
    places = lieux(scene.tx, scene.programme.id)
    return releve(scene.tx, scene.programme, places, NOVEMBRE)


def note(scene: Scene, model: Any, le: str, site: str = "site-a", **words: Any) -> Any:
    """One entry on a site, at that moment."""
    moment = paris(le)
    row = model(
        **_whose(scene),
        site_id=scene.programme.sites[site],
        le=moment,
        tranche=tranche_at(moment, scene.programme.calendrier),
        **words,
    )
    scene.tx.add(row)
    scene.tx.flush()
    return row


def observe(
    scene: Scene,
    le: str,
    ambiance: int | None,
    positifs: tuple[str, ...] = (),
    mesusages: tuple[str, ...] = (),
    site: str = "site-a",
    frequentation: int | None = None,
) -> Observation:
    """What was seen there: the notes, then the usages."""
    words = {"positifs": list(positifs), "mesusages": list(mesusages)}
    seen = {"ambiance": ambiance, "frequentation": frequentation, **words}
    found: Observation = note(scene, Observation, le, site, **seen)
    return found


def grid(scene: Scene, le: str, mesure: str, note_de_chacun: int) -> None:
    """The grid of site A, the same note for two criteria."""
    notes = {"g-entretien": note_de_chacun, "g-animation": note_de_chacun}
    mission = scene.programme.intervention_on("site-a", date(2026, 11, 10))
    note(scene, ReleveSite, le, mesure=mesure, notes=notes, intervention_id=mission)


def out(scene: Scene, jour: date, categorie: str, minutes: int) -> None:
    """What the mediator noted out of the street."""
    words = {"jour": jour, "categorie": categorie, "minutes": minutes}
    scene.tx.add(HorsTerrain(**_whose(scene), le=paris(f"{jour} 18:00"), **words))
    scene.tx.flush()


def announced(scene: Scene, acteur: str, quartier: str, jour: date, de: int, a: int) -> None:
    """What another actor put in the shared grid, in whole hours."""
    scene.tx.add(
        PresenceActeur(
            dispositif_id=scene.programme.id,
            acteur=acteur,
            type_acteur="ta-correspondants",
            quartier=quartier,
            jour=jour,
            de=time(de),
            a=time(a),
            ajoutee_le=paris(f"{jour} 08:00"),
            source=f"vecu:{next(_SERIAL)}",
        )
    )
    scene.tx.flush()


def _whose(scene: Scene) -> dict[str, Any]:
    return {
        "dispositif_id": scene.programme.id,
        "binome_id": scene.programme.binomes["binome-1"],
        "auteur_id": scene.auteur,
        "source": f"vecu:{next(_SERIAL)}",
    }
