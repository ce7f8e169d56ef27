"""A preview is written without freezing anything; what is frozen is shown as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.domain.semaine import Semaine
from digests import files
from digests.due import freeze
from storage.models import Digest
from tests.digests.scene import Scene, paris

W47 = Semaine.parse("2026-W47")


def test_three_files_are_written_and_say_that_nothing_is_frozen(
    soiree: Scene, tmp_path: Path
) -> None:
    (found,) = files.snapshots(soiree.tx, soiree.programme, W47, "ouest")
    written = files.write(found, tmp_path / "sortie" / "hebdo")
    stem = "point-hebdo_comite-operationnel-ouest_2026-W47"
    assert [path.name for path in written] == [f"{stem}.{end}" for end in ("html", "txt", "json")]
    assert "Aperçu provisoire" in written[0].read_text(encoding="utf-8")
    assert "Aperçu provisoire" in written[1].read_text(encoding="utf-8")
    assert json.loads(written[2].read_text(encoding="utf-8")) == found
    assert soiree.tx.execute(select(func.count()).select_from(Digest)).scalar_one() == 0


def test_a_frozen_digest_is_written_as_it_was_sent(soiree: Scene, tmp_path: Path) -> None:
    comite = soiree.programme.config.comite("comite-operationnel-ouest")
    freeze(soiree.tx, soiree.programme, comite, W47, paris("2026-11-23 08:00"))
    soiree.presence("2026-11-18 17:00", "2026-11-18 21:00")
    (found,) = files.snapshots(soiree.tx, soiree.programme, W47, "ouest")
    text = files.write(found, tmp_path)[1].read_text(encoding="utf-8")
    assert "Chiffres figés le lundi 23 novembre à 8 h 00" in text
    assert "3 h 48 de présence" in text


def test_without_territoire_every_comite_has_its_snapshot(soiree: Scene) -> None:
    found = files.snapshots(soiree.tx, soiree.programme, W47)
    assert [one["comite"]["slug"] for one in found] == [
        comite.slug for comite in soiree.programme.config.comites
    ]


def test_an_unknown_territoire_is_refused_with_the_known_ones(soiree: Scene) -> None:
    with pytest.raises(ValueError, match=r"« est » inconnu : choisissez parmi nord, ouest"):
        files.snapshots(soiree.tx, soiree.programme, W47, "est")
