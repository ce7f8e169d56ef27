"""Signalements are read as they stood when the week ended, whatever happened since."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.semaine import Semaine
from storage import figures_veille
from storage.figures_veille import Bilan, Veille
from tests.digests.scene import Scene, paris

W47 = Semaine.parse("2026-W47")


def veille(scene: Scene, semaine: Semaine = W47) -> Veille:
    """Site A's signalements, as that week ended."""
    return figures_veille.veille(scene.tx, [scene.programme.sites["site-a"]], semaine.bornes())


def bilans(scene: Scene, semaine: Semaine = W47) -> dict[str, Bilan]:
    return veille(scene, semaine).by_service(semaine.bornes())


def test_a_signalement_is_new_then_late_then_closed_week_after_week(scene: Scene) -> None:
    lamp = scene.signalement("2026-11-17 18:40")
    scene.acte(lamp, "recu", "2026-11-18 09:00")
    scene.acte(lamp, "traite_annonce", "2026-11-25 09:00")
    scene.acte(lamp, "verifie", "2026-12-01 18:00")
    seen = [bilans(scene, W47.shifted(n)).get("sv-eclairage", Bilan()) for n in range(-1, 4)]
    assert seen == [
        Bilan(),
        Bilan(nouveaux=1, ouverts=1, en_retard=1),
        Bilan(ouverts=1, a_verifier=1),
        Bilan(clos=1),
        Bilan(),
    ]


def test_a_repair_that_did_not_hold_is_late_again(scene: Scene) -> None:
    lamp = scene.signalement("2026-11-10 18:40")
    scene.acte(lamp, "traite_annonce", "2026-11-12 09:00")
    scene.acte(lamp, "toujours_la", "2026-11-17 18:00")
    assert bilans(scene) == {"sv-eclairage": Bilan(ouverts=1, en_retard=1)}


def test_mistakes_and_doubles_are_in_no_figure(scene: Scene) -> None:
    for statut in ("annule", "doublon"):
        row = scene.signalement("2026-11-17 18:40")
        scene.acte(row, statut, "2026-11-18 09:00")
    assert bilans(scene) == {"sv-eclairage": Bilan()}


def test_the_overdue_come_by_deadline_and_only_so_many(scene: Scene) -> None:
    for day, hours in (("16", 72), ("17", 24), ("18", 24), ("22", 72)):
        scene.signalement(f"2026-11-{day} 10:00", delai_heures=hours)
    announced = scene.signalement("2026-11-16 08:00", delai_heures=1)
    scene.acte(announced, "traite_annonce", "2026-11-17 08:00")
    late = veille(scene).overdue(W47.bornes()[1], 3)
    assert [one.numero for one in late] == [2, 1, 3]
    oldest = veille(scene).oldest(W47.bornes()[1])
    assert oldest is not None
    assert oldest.numero == announced.numero


def test_a_delay_runs_to_the_first_announcement_and_counts_in_its_week(scene: Scene) -> None:
    first = scene.signalement("2026-11-16 10:00")
    scene.acte(first, "traite_annonce", "2026-11-17 10:00")
    scene.acte(first, "verifie", "2026-11-18 10:00")
    second = scene.signalement("2026-11-13 10:00")
    scene.acte(second, "verifie", "2026-11-19 10:00")
    earlier = scene.signalement("2026-11-09 10:00")
    scene.acte(earlier, "traite_annonce", "2026-11-11 10:00")
    scene.acte(earlier, "verifie", "2026-11-20 10:00")
    found = veille(scene).delays(W47.bornes())
    assert found == [timedelta(days=1), timedelta(days=6)]


def test_what_was_closed_before_is_not_read_and_changes_no_figure(scene: Scene) -> None:
    for rank in range(3):
        old = scene.signalement(f"2026-10-1{rank} 10:00")
        scene.acte(old, "verifie", f"2026-11-1{rank + 5} 10:00")
        old.clos_le = paris(f"2026-11-1{rank + 5} 10:00")
    scene.tx.flush()
    assert bilans(scene) == {"sv-eclairage": Bilan(clos=2)}
    assert [len(one.etats) for one in veille(scene).histoires] == [2, 2]
    both = (W47.shifted(-1).bornes()[0], W47.bornes()[1])
    sites = [scene.programme.sites["site-a"]]
    before = figures_veille.veille(scene.tx, sites, both).by_service(W47.shifted(-1).bornes())
    assert before == {"sv-eclairage": Bilan(clos=1, ouverts=2, en_retard=2)}
