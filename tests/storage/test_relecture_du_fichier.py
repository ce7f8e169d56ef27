"""What `carnet check` refuses or warns of because nobody would see it, or could do it."""

from __future__ import annotations

from datetime import time

import pytest

from storage.dispositif import warnings
from tests.storage.dispositif_cast import edited, refused

SITE_A = 'label: "Site A"'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SITE_A, 'label: "Site\\nA"', "sites[0].label : un retour à la ligne"),
        (SITE_A, 'label: "Site \u202eA"', "sites[0].label : un caractère invisible (U+202E)"),
        (SITE_A, 'label: "Si\\uFFFFte A"', "sites[0].label : un caractère invisible (U+FFFF)"),
        (SITE_A, 'label: "Si\\x07te A"', "sites[0].label : un caractère invisible (U+0007)"),
        (SITE_A, 'label: "Si\u200bte A"', "sites[0].label : un caractère invisible (U+200B)"),
        (SITE_A, "label: “Site A”", "sites[0].label : “Site A” : ces guillemets resteraient"),
        (
            "latitude: 49.9010, longitude: 2.2570",
            "latitude: 2.2570, longitude: 49.9010",
            "sites[0].latitude : latitude 2.257 et longitude 49.901 sont inversées",
        ),
        (
            "site-b, jour: sam, de: 14:00, a: 18:00",
            "site-b, jour: jeu, de: 20:00, a: 01:00",
            "creneaux[8] : « binome-2 » est déjà prévu à site-b à cette heure : voyez creneaux[7]",
        ),
    ],
)
def test_what_nobody_would_see_or_do_is_refused(old: str, new: str, said: str) -> None:
    assert any(f", {said}" in problem for problem in refused(old, new))


def test_a_night_of_sunday_meets_the_monday_morning_that_follows() -> None:
    old = "binome-2, site: site-b, jour: mar, de: 14:00, a: 18:00"
    sunday = "binome-2, site: site-c, jour: dim, de: 22:00, a: 02:00"
    monday = "binome-2, site: site-b, jour: lun, de: 01:00, a: 05:00"
    both = f"{sunday}}}\n  - {{binome: {monday}"
    assert "« binome-2 » est déjà prévu à site-c" in refused(old, both)[0]
    edited(old, both.replace("01:00, a: 05:00", "02:00, a: 05:00"))


OWN = "".join(
    f'      - {{territoire: {one}, emails: ["proximite-{one}@amiens.example.org"]}}\n'
    for one in ("ouest", "nord", "sud-est")
)
OWN = f"    territoires:\n{OWN}"
PORTEUR = '      - {email: porteur@mediation.example.org, role: "Porteur de projet"}\n'


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (('slug: site-b, label: "Site B"', 'slug: site-b, label: "SITE  Α"'), "se lisent pareil"),
        (('label: "Binôme 2"', 'label: "Binome l"'), "« Binôme 1 » (binome-1) et « Binome l »"),
        (("latitude: 49.9150", "latitude: 48.9150"), "à 110 km du site le plus proche"),
        ((PORTEUR, ""), "« comite-operationnel-nord » : le porteur de projet n'en est pas"),
        ((OWN, ""), "« Direction de proximité » : une seule adresse pour 3 territoires"),
        (("proximite-nord@", "p@", "proximite-ouest@", "p@", "proximite-sud-est@", "p@"),
         "« comite-technique » : une seule adresse pour toutes les directions de proximité"),
        (("proximite-nord@", "p@", "proximite-ouest@", "p@", "proximite-sud-est@", "p@"),
         "la même adresse pour la direction de proximité de chaque territoire"),
        (("courriel: []", "courriel: [amiens.example.org, mediation.example.org]"),
         "delegue-prefet-ouest@somme.example.org n'est d'aucun domaine"),
    ],
)  # fmt: skip
def test_what_deserves_another_look_is_said(changes: tuple[str, ...], said: str) -> None:
    assert [line for line in warnings(edited(*changes)) if said in line]


def test_a_week_without_its_evenings_or_its_week_end_is_said() -> None:
    config = edited()
    for lost, kept in (("Soirée", time(14)), ("Week-end", None)):
        slots = [
            slot.model_copy(update={"de": kept, "a": time(18)}) if kept else slot
            for slot in config.creneaux
            if kept or slot.jour != "sam"
        ]
        changed = config.model_copy(update={"creneaux": tuple(slots)})
        assert any(f"aucun créneau en « {lost} »" in line for line in warnings(changed))
    assert not any("aucun créneau en" in line for line in warnings(config))


def test_a_comite_that_nobody_reads_is_said() -> None:
    config = edited()
    empty = config.comites[0].model_copy(update={"destinataires": ()})
    few = config.comites[1].model_copy(
        update={"destinataires": config.comites[1].destinataires[:2]}
    )
    said = warnings(config.model_copy(update={"comites": (empty, few)}))
    assert any("aucun destinataire, seul le porteur le lira" in line for line in said)
    assert any("2 destinataire(s), trois au moins" in line for line in said)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("fin: 2027-01-10", "fin: 2027-05-10", "plus de 6 mois"),
        ("fin: 2028-03-31", "fin: 2027-03-31", "la mesure N+3 (2027-04-05) tombe après"),
        ("fin: 2028-03-31", "fin: 2026-12-31", "finit après la convention"),
        ("    territoire: nord\n    sorte: op", "    sorte: op", "« nord » : aucun comité"),
        ("binome: binome-2, site: site-c", "binome: binome-2, site: site-b", "aucun créneau"),
    ],
)  # fmt: skip
def test_what_would_go_wrong_later_is_said(old: str, new: str, warning: str) -> None:
    assert [w for w in warnings(edited(old, new)) if warning in w]


def test_a_service_with_a_counter_alone_is_told_what_will_not_reach_it() -> None:
    lone = 'open311: {url: "https://guichet.example.org", cle_env: CLE, code: "1"}, '
    verts = 'label: "Espaces verts", '
    mails = 'emails: ["espaces-verts@amiens.example.org"], '
    (said,) = (
        one for one in warnings(edited(verts + mails, verts + lone)) if "guichet Open311" in one
    )
    assert "« Espaces verts » : seulement un guichet" in said
    both = edited(verts + mails, verts + mails + lone)
    assert not any("guichet Open311" in one for one in warnings(both))
