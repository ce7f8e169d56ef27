"""Changes made from the bot: laid over the file, checked as the file is, never in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from bot.clock import MovableClock
from storage import ajustements
from storage.ajustements import LigneAjustee, as_yaml, merged
from storage.dispositif import DispositifError, check_tree, load
from storage.dispositif.depart import completed
from storage.dispositif.source import read
from storage.machine.db import Database
from storage.models import Ajustement, SiteRow
from storage.programme import renew
from storage.referential import adjust, refreshed, synchronise
from storage.work import Work
from tests.storage.cast import amiens
from tests.storage.dispositif_cast import AMIENS, amiens_file

NEW_SITE = LigneAjustee(
    "sites",
    "place-neuve",
    {
        "label": "Place neuve",
        "quartier": "etouvie",
        "type_site": "nouvel-espace",
        "type_lieu": "place",
        "latitude": 49.9,
        "longitude": 2.25,
    },
)
RETIRED = LigneAjustee("listes.mesusages", "rodeo", {"actif": False})
RENAMED = LigneAjustee("listes.mesusages", "alcool", {"label": "Alcool"})


def test_a_merge_adds_changes_and_retires_without_touching_the_file() -> None:
    tree = {"sites": [{"slug": "a", "label": "A", "actif": True}], "listes": {"x": []}}
    lignes = [
        LigneAjustee("sites", "a", {"label": "Place A"}),
        LigneAjustee("sites", "b", {"label": "B"}),
        LigneAjustee("sites", "b", {"actif": False}),
        LigneAjustee("listes.y", "c", {"label": "C"}),
    ]
    assert merged(tree, lignes) == {
        "sites": [
            {"slug": "a", "label": "Place A", "actif": True},
            {"slug": "b", "label": "B", "actif": False},
        ],
        "listes": {"x": [], "y": [{"slug": "c", "label": "C"}]},
    }
    assert tree["sites"] == [{"slug": "a", "label": "A", "actif": True}]


def test_a_restart_with_the_file_gives_the_same_programme(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        before = synchronise(tx, amiens(), clock.now())
        after = adjust(Work(tx, before, clock.now()), [NEW_SITE, RETIRED, RENAMED], None)
    with database.transaction() as tx:
        again = synchronise(tx, amiens(), clock.now())
    assert again == after
    assert again.config.site("place-neuve").label == "Place neuve"
    assert "rodeo" not in {one.slug for one in again.config.liste("mesusages")}
    assert again.config.element("mesusages", "rodeo").label == "Deux-roues, rodéo"
    assert again.sites["site-a"] == before.sites["site-a"]
    assert again.fichier == amiens()


def test_a_wrong_change_is_said_in_french_and_nothing_is_written(
    database: Database, clock: MovableClock
) -> None:
    wrong = LigneAjustee("sites", "place-neuve", {**NEW_SITE.valeurs, "quartier": "lune"})
    with database.transaction() as tx:
        programme = synchronise(tx, amiens(), clock.now())
        with pytest.raises(DispositifError, match="« lune » n'existe pas dans « quartiers »"):
            adjust(Work(tx, programme, clock.now()), [wrong], None)
    with database.transaction() as tx:
        assert tx.scalars(select(Ajustement)).all() == []
        assert tx.scalars(select(SiteRow).where(SiteRow.slug == "place-neuve")).all() == []


def test_another_process_notices_and_a_slower_one_takes_nothing_back(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        mine = synchronise(tx, amiens(), clock.now())
        assert (
            refreshed(
                Work(tx, mine, clock.now()),
            )
            is None
        )
        theirs = adjust(Work(tx, mine, clock.now()), [NEW_SITE], None)
        assert (
            refreshed(
                Work(tx, mine, clock.now()),
            )
            == theirs
        )
    served = {mine.id: mine}
    renew(served, theirs)
    renew(served, mine)
    assert served == {mine.id: theirs}


def test_a_file_that_contradicts_what_the_bot_changed_is_refused_with_the_reason(
    database: Database, clock: MovableClock, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        adjust(Work(tx, synchronise(tx, amiens(), clock.now()), clock.now()), [NEW_SITE], None)
    other = tmp_path / "amiens.yaml"
    other.write_text(AMIENS.replace("etouvie", "etouvie-ouest"), encoding="utf-8")
    said = "amiens, changements faits depuis le bot : .*« etouvie » n'existe pas"
    with pytest.raises(DispositifError, match=said), database.transaction() as tx:
        synchronise(tx, load(other), clock.now())


def test_what_is_printed_is_what_the_file_takes(database: Database, clock: MovableClock) -> None:
    lignes = [NEW_SITE, RETIRED, LigneAjustee("sites", "place-neuve", {"actif": False})]
    with database.transaction() as tx:
        programme = synchronise(tx, amiens(), clock.now())
        adjust(Work(tx, programme, clock.now()), lignes, None)
        printed = yaml.safe_load(as_yaml(ajustements.changes(tx, programme.id), programme.fichier))
    assert printed == {
        "sites": [{"slug": "place-neuve", **NEW_SITE.valeurs, "actif": False}],
        "listes": {"mesusages": [{"slug": "rodeo", "actif": False}]},
    }


def test_a_list_that_the_file_lacks_is_printed_whole(
    database: Database, clock: MovableClock
) -> None:
    tree = read(amiens_file()).tree
    whole = [one["slug"] for one in tree["listes"].pop("mesusages")]
    with database.transaction() as tx:
        programme = synchronise(tx, check_tree(completed(tree)), clock.now())
        adjust(Work(tx, programme, clock.now()), [RETIRED], None)
        known = ajustements.changes(tx, programme.id)
        printed = yaml.safe_load(as_yaml(known, programme.fichier))["listes"]["mesusages"]
    assert [one["slug"] for one in printed] == whole
    assert [one["slug"] for one in printed if not one.get("actif", True)] == ["rodeo"]
