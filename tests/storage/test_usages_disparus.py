"""What entries still name once it left the file, counted on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

import pytest

from storage.ajustements import LigneAjustee
from storage.dispositif import Dispositif, Item
from storage.machine.db import Database
from storage.models import Observation
from storage.referential import adjust
from storage.usages_disparus import WORDS, Disparue, disparues
from storage.work import Work
from tests.digests.scene import Scene, open_scene, paris


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    with database.transaction() as tx:
        yield open_scene(tx)


def without(config: Dispositif, nom: str, *slugs: str) -> Dispositif:
    lines = tuple(one for one in config.listes[nom] if one.slug not in slugs)
    return config.model_copy(update={"listes": {**config.listes, nom: lines}})


def observed(scene: Scene, *mesusages: str) -> Observation:
    row = Observation(
        dispositif_id=scene.programme.id,
        site_id=scene.programme.sites["site-a"],
        binome_id=scene.programme.binomes["binome-1"],
        auteur_id=scene.auteur,
        le=paris("2026-11-17 18:00"),
        tranche="soiree",
        source=f"essai:{mesusages}",
        positifs=[],
        mesusages=list(mesusages),
    )
    scene.tx.add(row)
    scene.tx.flush()
    return row


def test_each_slug_of_a_list_is_counted_by_entry(scene: Scene) -> None:
    observed(scene, "rodeo", "alcool")
    observed(scene, "rodeo")
    config = without(scene.programme.config, "mesusages", "rodeo", "alcool", "degradations")
    assert disparues(scene.tx, config) == (
        Disparue("listes.mesusages", "alcool", 1),
        Disparue("listes.mesusages", "rodeo", 2),
    )


def test_what_was_deleted_names_nothing(scene: Scene) -> None:
    observed(scene, "rodeo").supprimee_le = paris("2026-11-17 18:05")
    scene.tx.flush()
    assert disparues(scene.tx, without(scene.programme.config, "mesusages", "rodeo")) == ()


def test_a_line_added_from_the_bot_has_not_left(scene: Scene) -> None:
    line = LigneAjustee("listes.mesusages", "barbecue", {"label": "Barbecue sauvage"})
    now = paris("2026-11-17 17:00")
    fichier = scene.programme.fichier
    scene.programme = adjust(Work(scene.tx, scene.programme, now), [line], scene.auteur)
    observed(scene, "barbecue")
    assert disparues(scene.tx, fichier) == ()


def test_a_programme_that_the_database_does_not_know_has_nothing(scene: Scene) -> None:
    other = scene.programme.fichier.model_copy(update={"slug": "ailleurs"})
    assert disparues(scene.tx, other) == ()


def test_every_list_that_is_looked_into_is_in_the_file(scene: Scene) -> None:
    config = scene.programme.fichier
    named = {cle for cle in WORDS.values() if cle.startswith("listes.")}
    assert {cle.removeprefix("listes.") for cle in named} <= config.listes.keys()


def test_every_column_names_a_list_that_there_is(scene: Scene) -> None:
    unknown = {
        str(column): cle
        for column, cle in WORDS.items()
        if not has_list(scene.programme.fichier, cle)
    }
    assert unknown == {}, "no such list in the file: mend words(…) in the model"


def has_list(config: Dispositif, cle: str) -> bool:
    nom = cle.removeprefix("listes.")
    if nom != cle:
        return nom in config.listes
    try:
        lines = attrgetter(cle)(config)
    except AttributeError:
        return False
    return all(isinstance(line, Item) for line in lines)


def test_every_row_that_names_a_line_belongs_to_a_programme() -> None:
    """Its words are looked up in the file of that programme."""
    homeless = [str(column) for column in WORDS if not hasattr(column.class_, "dispositif_id")]
    assert homeless == []
