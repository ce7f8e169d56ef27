"""One snapshot for each comité: its own sites, its own degree of detail, nothing that names."""

from __future__ import annotations

import json
from pathlib import Path

from bot.domain.semaine import Semaine
from digests import compose as composing
from digests.compose import compose, sections
from digests.contract import Snapshot
from tests.digests.scene import CANARI, Scene, paris
from tests.statements import statements

W47 = Semaine.parse("2026-W47")
OUEST, NORD, TECHNIQUE = (
    "comite-operationnel-ouest",
    "comite-operationnel-nord",
    "comite-technique",
)
PAGE = (
    "entete",
    "activites",
    "presence",
    "rencontres",
    "sollicitations",
    "conflits",
    "ambiance",
    "usages",
    "veille_technique",
    "actions",
    "preconisations",
    "echeances",
    "fiabilite",
)
"""What a comité knows how to read, in that order; a new section finds its place among them."""


def snapshot(scene: Scene, comite: str = OUEST, semaine: Semaine = W47) -> Snapshot:
    return compose(scene.tx, scene.programme, scene.programme.config.comite(comite), semaine)


def test_every_section_folder_has_its_two_templates() -> None:
    folder = Path(composing.__file__).parent / "sections"
    order = [one.ordre for one in sections().values()]
    assert order == sorted(set(order)), "each has its own place on the page"
    assert [name for name in sections() if name in PAGE] == list(PAGE)
    for name in sections():
        assert (folder / name / "section.html.jinja").is_file()
        assert (folder / name / "section.txt.jinja").is_file()


def test_the_evening_is_told_as_it_was(soiree: Scene) -> None:
    found = snapshot(soiree)["sections"]
    assert found["entete"]["semaine"] == {
        "minutes": 228,
        "en_attente": 0,
        "rencontres": 23,
        "nouveaux": 1,
        "clos": 0,
        "ouverts": 1,
        "en_retard": 1,
    }
    assert found["presence"]["sites"] == [
        {"site": "Site A", "minutes": [56, 172, 0], "total": 228, "mediateur": None}
    ]
    assert found["rencontres"]["sites"] == [{"site": "Site A", "n": 23, "tranches": [5, 18, 0]}]
    late = found["veille_technique"]["a_decider"]
    assert [(one["reference"], one["jours_retard"]) for one in late] == [("V-0001", 2)]


def test_a_snapshot_is_plain_json(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    scene.rencontres("2026-11-17 19:30", ados=8, adultes=7, seniors=3)
    lamp = scene.signalement("2026-11-17 18:40")
    scene.acte(lamp, "traite_annonce", "2026-11-19 18:40")
    for comite in scene.programme.config.comites:
        found = compose(scene.tx, scene.programme, comite, W47)
        assert json.loads(json.dumps(found)) == found


def test_a_comite_sees_its_territoire_and_the_comite_technique_all_of_them(scene: Scene) -> None:
    scene.presence("2026-11-17 14:00", "2026-11-17 15:00", site="site-a")
    scene.presence("2026-11-18 14:00", "2026-11-18 16:00", site="site-b")
    seen = {
        comite: [row["site"] for row in snapshot(scene, comite)["sections"]["presence"]["sites"]]
        for comite in (OUEST, NORD, TECHNIQUE)
    }
    assert seen == {OUEST: ["Site A"], NORD: ["Site B"], TECHNIQUE: ["Site A", "Site B"]}


def test_the_comite_technique_counts_signalements_without_pointing_at_one(scene: Scene) -> None:
    scene.signalement("2026-11-10 18:40")
    veille = snapshot(scene, TECHNIQUE)["sections"]["veille_technique"]
    assert veille["a_decider"] == []
    assert veille["plus_ancien"] == {"service": "Éclairage public", "jours": 12, "jours_retard": 9}
    assert veille["total"]["en_retard"] == 1


def test_a_territoire_without_site_has_an_empty_week_too(scene: Scene) -> None:
    scene.presence("2026-11-17 14:00", "2026-11-17 15:00")
    found = snapshot(scene, "comite-operationnel-sud-est")
    assert found["vide"]
    assert found["sections"]["presence"]["sites"] == []


def test_a_retired_site_keeps_the_figures_that_it_had(scene: Scene) -> None:
    scene.presence("2026-11-17 14:00", "2026-11-17 15:00", site="site-c")
    config = scene.programme.config
    kept = config.model_copy(
        update={
            "sites": tuple(site for site in config.sites if site.slug != "site-c"),
            "interventions": tuple(i for i in config.interventions if i.site != "site-c"),
            "creneaux": tuple(c for c in config.creneaux if c.site != "site-c"),
        }
    )
    object.__setattr__(scene.programme, "config", kept)
    rows = snapshot(scene)["sections"]["presence"]["sites"]
    assert [(row["site"], row["total"]) for row in rows] == [("Site C", 60)]


def test_encounters_are_exact_by_site_and_periode_and_only_publics_are_protected(
    scene: Scene,
) -> None:
    scene.rencontres("2026-11-17 17:00", ados=3)
    scene.rencontres("2026-11-17 19:00", adultes=21)
    scene.rencontres("2026-11-17 19:00", site="site-c", seniors=4, ados=9)
    met = snapshot(scene)["sections"]["rencontres"]
    assert met["total"] == 37
    assert met["sites"] == [
        {"site": "Site A", "n": 24, "tranches": [3, 21, 0]},
        {"site": "Site C", "n": 13, "tranches": [0, 13, 0]},
    ]
    assert [(line["label"], line["n"]) for line in met["typologie"]] == [
        ("12-17 ans", 12),
        ("26 ans et plus", 25),
    ]


def test_the_whole_is_exact_and_its_publics_are_those_that_the_territoires_tell(
    scene: Scene,
) -> None:
    scene.rencontres("2026-11-17 19:00", ados=12, adultes=11)
    scene.rencontres("2026-11-17 19:00", site="site-b", ados=3)
    nord = snapshot(scene, NORD)["sections"]
    assert nord["entete"]["semaine"]["rencontres"] == 3
    assert nord["rencontres"]["sites"] == [{"site": "Site B", "n": 3, "tranches": [0, 3, 0]}]
    assert nord["rencontres"]["typologie"] == []
    whole = snapshot(scene, TECHNIQUE)["sections"]
    assert whole["entete"]["semaine"]["rencontres"] == 26
    assert whole["rencontres"]["total"] == 26
    assert [row["n"] for row in whole["rencontres"]["sites"]] == [23, 3]
    assert [(line["label"], line["n"]) for line in whole["rencontres"]["typologie"]] == [
        ("12-17 ans", 12),
        ("26-59 ans", 11),
    ]


def test_no_name_and_no_free_text_reaches_a_snapshot(soiree: Scene) -> None:
    kept = [snapshot(soiree, comite) for comite in (OUEST, TECHNIQUE)]
    whole = json.dumps(kept, ensure_ascii=False)
    words = ("Canari", "7001", "Binôme", *CANARI.split(", "))
    assert not [word for word in words if word in whole]


def test_sites_in_intervention_without_presence_are_named(scene: Scene) -> None:
    for day in ("10-19", "10-26", "11-02", "11-09", "11-17"):
        scene.presence(f"2026-{day} 17:00", f"2026-{day} 19:00")
    assert snapshot(scene)["sections"]["presence"]["alertes"] == [
        "Site A, week-end : aucune présence depuis 4 semaines.",
        "Site C : aucune présence cette semaine.",
    ]


def test_the_plan_and_the_hours_of_one_binome_stay_in_the_team(soiree: Scene) -> None:
    """A week of two people is a week of each (adr/0026); the hours of the site always leave."""
    for comite in (OUEST, TECHNIQUE):
        found = snapshot(soiree, comite)["sections"]["presence"]
        assert (found["total"]["total"], found["total"]["mediateur"]) == (228, None)
        assert found["prevu"] == 0
    told = json.dumps(snapshot(soiree), ensure_ascii=False)
    assert "jours_sans_saisie" not in told


def test_from_three_mediators_on_each_site_the_plan_is_laid_beside_what_was_done(
    soiree: Scene,
) -> None:
    also(soiree, "site-a", mediateurs=1)
    found = snapshot(soiree)["sections"]["presence"]
    assert found["prevu"] == (6 * 4 + 4) * 60
    assert found["sites"][0]["mediateur"] == 456 + 60
    also(soiree, "site-c", mediateurs=2)
    found = snapshot(soiree)["sections"]["presence"]
    assert {row["mediateur"] for row in [*found["sites"], found["total"]]} == {None}, (
        "one site short of it would be worked out from the others"
    )


def also(scene: Scene, site: str, *, mediateurs: int) -> None:
    """An hour of the second binôme."""
    presence = scene.presence(
        "2026-11-18 17:00", "2026-11-18 18:00", site=site, mediateurs=mediateurs
    )
    presence.binome_id = scene.programme.binomes["binome-2"]
    scene.tx.flush()


def test_four_weeks_behind_give_a_mean_and_a_direction(scene: Scene) -> None:
    for day in ("2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10"):
        scene.presence(f"{day} 08:00", f"{day} 18:00")
        scene.rencontres(f"{day} 10:00", ados=10)
    scene.presence("2026-11-17 06:00", "2026-11-17 18:00")
    scene.rencontres("2026-11-17 10:00", ados=11)
    found = snapshot(scene)["sections"]
    assert found["presence"]["tendance"] == {"moyenne": 600, "sens": "hausse"}
    assert found["rencontres"]["tendance"] == {"moyenne": 10, "sens": "stable"}


def test_due_dates_follow_from_the_interventions(scene: Scene) -> None:
    december = snapshot(scene, semaine=Semaine.parse("2026-W52"))["sections"]["echeances"]
    told = [(one["date"], one["label"], one["site"]) for one in december["echeances"]]
    assert ("2027-01-05", "Grille de fin (T1)", "Site A") in told
    assert [one for one in told if not one[1].startswith(("Passants", "Grille"))] == [
        ("2026-12-28", "Comité technique", ""),
        ("2027-01-05", "Fin de l'intervention", "Site A"),
        ("2027-01-17", "Fin de l'intervention", "Site C"),
        ("2027-01-20", "Compte rendu final", "Site A"),
        ("2027-02-01", "Compte rendu final", "Site C"),
    ]


def test_a_presence_to_confirm_is_not_an_empty_week(scene: Scene) -> None:
    presence = scene.presence("2026-11-17 14:00", "2026-11-17 15:00")
    presence.a_confirmer = True
    presence.relancee_le = paris("2026-11-17 15:30")
    scene.tx.flush()
    found = snapshot(scene)
    assert not found["vide"]
    assert found["sections"]["fiabilite"]["minutes_a_confirmer"] == 60


def test_a_longer_past_and_fuller_weeks_ask_no_more(soiree: Scene) -> None:
    few = asked(soiree)
    for back in range(10):
        day = W47.shifted(-back).lundi
        for site in ("site-a", "site-b", "site-c"):
            soiree.presence(f"{day} 14:00", f"{day} 18:30", site=site)
            soiree.rencontres(f"{day} 15:00", site=site, ados=9, adultes=7)
            soiree.signalement(f"{day} 15:30", site=site)
    assert asked(soiree) == few
    assert few <= 31, "one for each kind of what is noted, whatever the sections"


def asked(scene: Scene) -> int:
    """How many statements one point hebdo takes."""
    scene.tx.flush()
    with statements(scene.tx.connection().engine) as said:
        snapshot(scene, TECHNIQUE)
    return len(said)
