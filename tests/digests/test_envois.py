"""One letter for each address, however many its comités; what the same figures say, said once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.signing import AUTRES, LIEN
from digests import ensemble, envois
from digests.contract import Snapshot
from digests.due import run_due
from storage.models import BORD, Desabonnement, LienBord
from storage.work import ClockJob, More, Work
from tests.digests.conftest import LATELY
from tests.digests.scene import Scene
from tests.digests.test_due import MONDAY, OUEST, falls_due, letters, ouest


@pytest.fixture
def joined() -> str:
    return LATELY


def test_a_member_of_four_comites_reads_one_letter_that_names_them(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    falls_due(scene, MONDAY)
    (letter,) = (one for one in letters(scene) if one.adresse.startswith("mediation@"))
    assert letter.contenu["subject"] == "Amiens · semaine 47 : les points de 4 comités"
    labels = [comite.label for comite in scene.programme.config.lecteurs("hebdo")]
    text = letter.contenu["text"]
    for label in labels:
        assert text.count(f"- {label} (") == 1
        assert text.count(f"==== {label.upper()} · ") == 1
        assert letter.contenu["html"].count(f"<b>{label}</b>") == 1
    assert f"Vous recevez ce courriel au titre de : {', '.join(labels)}. Ne plus" in text
    assert text.count(letter.contenu[LIEN]) == 2, "to read it whole, and to leave"
    assert text.count("Aucune donnée nominative.") == 1
    assert text.count("Semaine 47, du 16 au 22 novembre 2026") == 1


def test_each_letter_carries_the_dashboard_of_its_own_comite_which_may_be_taken_back(
    scene: Scene,
) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    falls_due(scene, MONDAY)
    links = {row.comite: row for row in scene.tx.query(LienBord)}
    assert all(row.lettre and row.expire_le is None for row in links.values())
    (own,) = (one for one in letters(scene) if one.adresse.startswith("chef-projet-ouest@"))
    ((mark, about),) = own.contenu[AUTRES].items()
    assert about == BORD.of(links[OUEST].id)
    assert links[OUEST].lecteur == "operationnel"
    assert f"Tableau de bord : {mark}" in own.contenu["text"]
    assert f'<a href="{mark}"' in own.contenu["html"]


def test_what_a_mailbox_would_cut_is_a_letter_of_its_own(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envois, "WHOLE", 1)
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    made: list[object] = []
    letter = ensemble.letter

    def counted(digests: Sequence[Snapshot], *marks: str) -> dict[str, str]:
        made.append(digests)
        return letter(digests, *marks)

    monkeypatch.setattr(ensemble, "letter", counted)
    work = Work(scene.tx, scene.programme, MONDAY)
    does: ClockJob = run_due
    while isinstance(answer := does(work), More):
        # Four letters made in one transaction kept everybody waiting for 30 ms.
        assert len(made) <= 1
        made.clear()
        does = answer.ready(scene.tx)
    town = [one.contenu for one in letters(scene) if one.adresse.startswith("mediation@")]
    readers = ("Territoire Ouest", "Territoire Nord", "Territoire Sud-Est", "tous les territoires")
    for reader, content in zip(readers, town, strict=True):
        assert reader in content["text"].partition("novembre 2026")[0]
        assert content[LIEN] in content["text"]


def test_comites_that_read_the_same_figures_are_said_once_under_both_names(scene: Scene) -> None:
    known = ouest(scene)
    twin = known.model_copy(update={"slug": "suivi-ouest", "label": "Suivi Ouest"})
    config = scene.programme.config.model_copy(update={"comites": (known, twin)})
    object.__setattr__(scene.programme, "config", config)
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    falls_due(scene, MONDAY)
    assert len(letters(scene)) == len(known.destinataires)
    content = letters(scene)[0].contenu
    assert content["subject"].endswith("· semaine 47 : 3 h 48 de présence")
    assert "au titre de : Comité opérationnel Ouest, Suivi Ouest. Ne plus" in content["text"]


def test_whoever_left_one_comite_still_reads_the_others(scene: Scene) -> None:
    town = "mediation@amiens.example.org"
    left = {"dispositif_id": scene.programme.id, "comite": OUEST, "adresse": town}
    scene.tx.add(Desabonnement(**left, le=MONDAY))
    falls_due(scene, MONDAY)
    (letter,) = (one for one in letters(scene) if one.adresse == town)
    assert letter.contenu["subject"].endswith("les points de 3 comités")
    assert "Ouest" not in letter.contenu["text"].partition("====")[0]
