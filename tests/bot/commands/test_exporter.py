"""`carnet exporter` writes a quarter, or says in French why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.exporter import write_all
from bot.domain.trimestre import Trimestre
from digests.exports.formats import FORMATS
from storage.referential import synchronise
from storage.work import Work
from tests.bot.commands.conftest import Shell
from tests.digests.scene import open_scene, paris
from tests.storage.dispositif_cast import example

ASKED = ("--trimestre", "2026-T4")


@pytest.fixture
def lived(shell: Shell) -> Shell:
    """One evening of that quarter."""
    database = shell.migrated()
    with database.transaction() as tx:
        scene = open_scene(tx, example("amiens"))
        scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
        scene.rencontres("2026-11-17 17:30", ados=5)
    database.close()
    return shell


REFUSED = {
    ("--trimestre", "2026-T5"): "trimestre « 2026-T5 » illisible : écrivez 2026-T4",
    (*ASKED, "--format", "xls"): "format « xls » inconnu ; vouliez-vous écrire « xlsx » ?",
    ("--trimestre", "2026-T1"): "1er trimestre 2026 : rien n'y a été noté, rien n'est écrit",
    (*ASKED, "--indicateur", "rencontre"): (
        "chiffre « rencontre » inconnu, ou retiré depuis ; vouliez-vous écrire « rencontres » ?"
    ),
}


def test_each_format_is_one_file_or_its_refusal_is_said_in_french(lived: Shell) -> None:
    out = lived.folder / "exports"
    for asked, why in REFUSED.items():
        assert lived.refused("exporter", *asked, "--out", str(out)) == f"{why}\n"
        assert not out.exists()
    for sorte in FORMATS:
        said = lived.says("exporter", *ASKED, "--format", sorte, "--out", str(out))
        assert said == f"{out / f'amiens_2026-T4.{sorte}'}\n"
        assert Path(said.strip()).stat().st_size > 1_000
    assert f"lire chiffres (2026-T4 {sorte})" in lived.says("audit")
    both = "donnez un trimestre (--trimestre 2026-T4), ou tous (--tout)\n"
    assert lived.refused("exporter", *ASKED, "--tout", "--out", str(out)) == both
    taken = Path(said.strip())
    assert "ne peut pas être écrit" in lived.refused("exporter", *ASKED, "--out", str(taken))


def test_an_evaluator_takes_every_quarter_that_is_over_at_once(lived: Shell) -> None:
    """Three quarters on (K15): the only one in which something was noted."""
    database, out = lived.migrated(), lived.folder / "tout"
    with database.transaction() as tx:
        programme = synchronise(tx, example("amiens"), paris("2027-07-10 09:00"))
        work = Work(tx, programme, paris("2027-07-10 09:00"))
        paths = write_all(work, "csv", (), out)
        before = Work(tx, programme, paris("2026-12-10 09:00"))
        with pytest.raises(ValueError, match="aucun trimestre n'est fini"):
            write_all(before, "csv", (), out)
    assert [path.name for path in paths] == ["amiens_2026-T4.csv"]
    assert "heures-presence" in paths[0].read_text(encoding="utf-8-sig")
    database.close()


def test_a_quarter_is_whole_weeks_each_in_one_quarter_only() -> None:
    quarters = [Trimestre(year, rank) for year in (2025, 2026, 2027) for rank in (1, 2, 3, 4)]
    weeks = [week for quarter in quarters for week in quarter.semaines]
    assert weeks == [weeks[0].shifted(rank) for rank in range(len(weeks))]
    assert [len(quarter.semaines) for quarter in quarters[4:8]] == [13, 13, 13, 14]
    assert (quarters[7].debut.isoformat(), quarters[7].fin.isoformat()) == (
        "2026-09-28",
        "2027-01-03",
    )
