"""Letters that were frozen before the register of publications are read beside what leaves now."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from digests import figes
from digests.exports.classeur import classeur
from storage.indicateurs.registre import registre
from storage.machine.db import Database
from storage.models import Publication
from storage.work import Work
from tests.digests.scene import open_scene, paris

ADULTES = {"label": "26-59 ans", "n": 30}
NOVEMBRE = {
    "2026-W45": (12, [{"label": "12-17 ans", "n": 12}, ADULTES]),
    "2026-W46": (3, [ADULTES]),
}
"""How many ados were met, and what the letter of then told: labels alone, and no bands."""


def test_a_quarter_does_not_tell_what_an_old_letter_kept_silent(
    sqlite_database: Database,
) -> None:
    """Twelve were told of one week; fifteen of the quarter would tell three of the other."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        comite = scene.programme.config.comite("comite-operationnel-ouest")
        for label, (ados, typologie) in NOVEMBRE.items():
            semaine = Semaine.parse(label)
            scene.rencontres(f"{semaine.lundi} 18:00", ados=ados, adultes=30, enfants=9)
            now = semaine.bornes()[1] + timedelta(hours=7)
            old = figes.freeze(Work(tx, scene.programme, now), comite, semaine)
            met = old.instantane["sections"]["rencontres"] | {"typologie": typologie}
            told = old.instantane["sections"] | {"rencontres": met}
            old.instantane = old.instantane | {"sections": told}
        tx.execute(delete(Publication))
        work = Work(tx, scene.programme, paris("2027-01-12 08:00"))
        book = classeur(work, Trimestre(2026, 4), [registre()["typologie"]])
        again = classeur(work, Trimestre(2026, 4), [registre()["typologie"]])
    said = {one.mot: one.cellule.valeur for one in book.lignes if one.etendue.slug == "ouest"}
    assert "12-17 ans" not in said
    assert said["26-59 ans"] == 60
    assert again.lignes == book.lignes
