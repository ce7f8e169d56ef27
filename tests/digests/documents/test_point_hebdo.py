"""A preview is written without freezing anything; what is frozen is shown as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.documents import Exemplaire, read_in, write
from bot.domain.semaine import Semaine
from digests.documents.point_hebdo.document import DOCUMENT
from digests.figes import freeze
from storage.models import Digest
from storage.work import Work
from tests.digests.scene import Scene, paris

W47 = Semaine.parse("2026-W47")


def copies(scene: Scene, territoire: str | None = None) -> list[Exemplaire]:
    work = Work(scene.tx, scene.programme, paris("2026-11-23 09:00"))
    return list(read_in(DOCUMENT.compose(work, W47), scene.programme, territoire))


def test_four_files_are_written_and_say_that_nothing_is_frozen(
    soiree: Scene, tmp_path: Path
) -> None:
    (found,) = copies(soiree, "ouest")
    written = write(DOCUMENT, found, tmp_path / "sortie" / "hebdo")
    stem = "point-hebdo_comite-operationnel-ouest_2026-W47"
    assert [path.name for path in written] == [
        f"{stem}.{end}" for end in ("html", "txt", "pdf", "json")
    ]
    assert "Aperçu provisoire" in written[0].read_text(encoding="utf-8")
    assert "Aperçu provisoire" in written[1].read_text(encoding="utf-8")
    assert json.loads(written[3].read_text(encoding="utf-8")) == found.contenu
    assert soiree.tx.execute(select(func.count()).select_from(Digest)).scalar_one() == 0


def test_a_frozen_digest_is_written_as_it_was_sent(soiree: Scene, tmp_path: Path) -> None:
    comite = soiree.programme.config.comite("comite-operationnel-ouest")
    freeze(
        Work(soiree.tx, soiree.programme, paris("2026-11-23 08:00")),
        comite,
        W47,
    )
    soiree.presence("2026-11-18 17:00", "2026-11-18 21:00")
    (found,) = copies(soiree, "ouest")
    text = write(DOCUMENT, found, tmp_path)[1].read_text(encoding="utf-8")
    assert "Chiffres figés le lundi 23 novembre à 8 h 00" in text
    assert "3 h 48 de présence" in text


def test_without_territoire_every_comite_has_its_snapshot(soiree: Scene) -> None:
    found = copies(soiree)
    assert [one.contenu["comite"]["slug"] for one in found] == [
        comite.slug for comite in soiree.programme.config.lecteurs("hebdo")
    ]


def test_an_unknown_territoire_is_refused_with_the_known_ones(soiree: Scene) -> None:
    with pytest.raises(ValueError, match=r"« est » inconnu : choisissez parmi nord, ouest"):
        copies(soiree, "est")
