"""Planning, comités and quality on the command line: the bot's own words, seen in the bot."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest

from bot.domain.semaine import Semaine
from bot.timetable import timetable
from storage import planning
from storage.models import Audit, CreneauPrevu, Presence, Reunion
from storage.planning import SlotPrevu
from tests.bot.commands.conftest import BACK, Shell
from tests.handlers.people import (
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
)

WEEK = Semaine(date(2026, 11, 16))
OUEST = "comite-operationnel-ouest"


def slots(team: Team) -> list[SlotPrevu]:
    with team.database.transaction() as tx:
        return planning.week_slots(tx, team.programme, WEEK)


def test_the_planning_is_shown_as_the_bot_shows_it(team: Team, shell: Shell) -> None:
    said = shell.says("planning", "montrer")
    assert "Semaine du 16 novembre 2026" in said
    assert "Site A : 24 h 00" in said
    assert "lun. 16, 17 h – 21 h, Binôme 1" in said
    assert "La semaine dernière :" in said
    assert "<b>" not in said
    assert "23 novembre" in shell.says("planning", "montrer", "--semaine", "prochaine")


ADD = ("planning", "ajouter", "--binome", "binome-1", "--site", "site-b")


def test_a_slot_added_and_one_cancelled_are_seen_in_the_bot(team: Team, shell: Shell) -> None:
    said = shell.says(*ADD, "--jour", "22/11", "--heures", "10h-12h")
    assert (
        said == "✅ Créneau ajouté : dimanche 22 novembre, 10 h – 12 h, Site B, Binôme 1.\n" + BACK
    )
    team.deliver()
    assert "➕ dimanche 22 novembre, 10 h – 12 h, Site B." in team.reads(MEDIATEUR)
    cancel = ("planning", "annuler", "--binome", "binome-1", "--jour", "2026-11-16")
    said = shell.says(*cancel, "--heures", "17h-21h", "--motif", "mc-meteo")
    assert said == "✅ Créneau annulé : lundi 16 novembre, 17 h – 21 h, Site A, Binôme 1.\n" + BACK
    slot = ("--binome", "binome-1", "--jour", "18/11", "--heures", "17h-21h")
    said = shell.says("planning", "changer", *slot, "--aux-heures", "18h-22h")
    assert "devient mercredi 18 novembre, 18 h – 22 h, Site A" in said
    assert "donnez une seule chose" in shell.refused("planning", "changer", *slot)
    away = (*slot[:-1], "18h-22h", "--qui")
    assert shell.refused("planning", "absent", *away, "2") == (
        "--qui : « 2 » inconnu ; existent : Médiateur, Médiatrice\n"
    ), "nobody knows people by their rows"
    assert "Médiateur n'y sera pas" in shell.says("planning", "absent", *away, "médiateur")
    team.says(COORDINATION, "/planning")
    shown = team.taps(COORDINATION, "Cette semaine")
    assert "dim. 22, 10 h – 12 h, Binôme 1" in shown
    assert "lun. 16, 17 h – 21 h, Binôme 1 : annulé (météo)" in shown


def test_next_week_is_prepared_from_this_one_or_from_the_file(team: Team, shell: Shell) -> None:
    shell.says(*ADD, "--jour", "22/11", "--heures", "10h-12h", "--chaque-semaine")
    (row,) = [row for row in team.rows(CreneauPrevu) if row.jour == date(2026, 11, 29)]
    assert row.de.hour == 10
    drop = ("planning", "annuler", "--binome", "binome-1", "--heures", "17h-21h")
    shell.says(*drop, "--jour", "20/11", "--motif", "plus-prevu")
    said = shell.says("planning", "copier")
    assert "➖ vendredi 27 novembre, 17 h – 21 h, Site A : n'est plus prévu." in said
    assert "La semaine du 23 novembre 2026 compte 9 créneaux." in said
    assert "compte 10 créneaux" in shell.says("planning", "copier", "--depuis", "fichier")
    said = shell.says("planning", "copier", "--semaine", "2026-W47", "--jusqu-a-la-fin")
    assert "Repris jusqu'au 17 janvier 2027" in said
    assert "tout est déjà ainsi" in shell.says("planning", "copier", "--semaine", "2026-W49")
    said = shell.refused("planning", "montrer", "--semaine", "2027-W09")
    assert said == "--semaine : le planning se tient de cette semaine au 17/01/2027\n"


def test_any_week_that_is_over_says_what_was_done_and_why_not_the_rest(
    team: Team, shell: Shell
) -> None:
    """Not last week's alone (COO-3)."""
    cancel = ("planning", "annuler", "--binome", "binome-1", "--jour", "16/11")
    shell.says(*cancel, "--heures", "17h-21h", "--motif", "mc-meteo")
    team.clock.advance(timedelta(weeks=3))
    said = shell.says("planning", "bilan", "--semaine", "2026-W47")
    assert said.startswith("Semaine du 16 novembre 2026\n")
    assert "• Site A : 24 h 00 prévues, 0 h 00 faites (Météo)" in said
    assert "« 2026-W60 » illisible" in shell.refused("planning", "bilan", "--semaine", "2026-W60")
    assert "n'est pas finie" in shell.refused("planning", "bilan", "--semaine", "2026-W50")


def test_the_week_is_printed_with_what_is_missing(team: Team, shell: Shell) -> None:
    cancel = ("planning", "annuler", "--binome", "binome-1", "--jour", "16/11")
    shell.says(*cancel, "--heures", "17h-21h", "--motif", "mc-meteo")
    out = shell.folder / "planning.html"
    assert shell.says("planning", "imprimer", "--out", str(out)) == f"{out}\n"
    page = out.read_text(encoding="utf-8")
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert "Du lundi 16 novembre 2026 au dimanche 22 novembre 2026." in text
    assert "17 h – 21 h Binôme 1 annulé (météo)" in text
    assert "Intervention du 5 octobre 2026 au 5 janvier 2027" in text
    assert "Site C 1 h 00 3 h 00 personne" in text
    assert "Binôme 2 : 12 h 00 prévues dans la rue" in text
    assert "http" not in page, "it stands alone"
    shell.says("planning", "imprimer", "--out", str(out), "--semaine", "2026-W52")
    page = out.read_text(encoding="utf-8")
    assert "Vacances scolaires : du lundi 21 décembre au dimanche 27 décembre." in page
    assert "Jour férié : vendredi 25 décembre." in page
    shell.says("planning", "imprimer", "--out", str(out), "--jusqu-a-la-fin")
    page = out.read_text(encoding="utf-8")
    assert page.count("<h1>Planning prévisionnel, semaine ") == 9
    assert "<title>Planning, semaine 47 à 2 ·" in page
    nowhere = str(shell.folder / "ailleurs" / "planning.html")
    for command in (("planning", "imprimer"), ("ajustements",)):
        refused = shell.refused(*command, "--out", nowhere)
        assert refused == (
            f"--out : le dossier de « {nowhere} » n'existe pas ; créez-le, ou changez de chemin\n"
        )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--jour", "16/11", "--heures", "18h-19h"),
            "a déjà un créneau à cette heure : lundi 16 novembre",
        ),
        (("--jour", "22/11", "--heures", "le soir"), "--heures : Je n'ai pas compris les heures."),
        (("--jour", "demain", "--heures", "8h-9h"), "--jour : Je n'ai pas compris la date."),
        (("--jour", "22/2/2027", "--heures", "8h-9h"), "est hors du planning, qui va"),
        (("--jour", "22/11", "--heures", "8h-9h", "--site", "lune"), "--site : « lune » inconnu"),
        (
            ("--jour", "22/11", "--heures", "8h-9h", "--binome", "binome-12"),
            "--binome : « binome-12 » inconnu ; vouliez-vous écrire",
        ),
    ],
)
def test_a_slot_that_cannot_be_added_is_refused_and_nothing_is_written(
    team: Team, shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused(*ADD, *arguments)
    assert team.rows(CreneauPrevu) == []


def test_a_slot_that_is_not_planned_is_refused_with_those_of_the_day(
    team: Team, shell: Shell
) -> None:
    cancel = ("planning", "annuler", "--binome", "binome-1", "--motif", "mc-meteo")
    said = shell.refused(*cancel, "--jour", "16/11", "--heures", "8h-9h")
    assert "créneaux de ce jour : 17h00-21h00" in said
    wrong = (*cancel[:-1], "pluie", "--jour", "16/11", "--heures", "17h-21h")
    assert "--motif : « pluie » inconnu ; existent : mc-absence" in shell.refused(*wrong)
    assert not any(slot.annule for slot in slots(team))


def test_a_meeting_is_planned_held_and_put_off(team: Team, shell: Shell) -> None:
    said = shell.says("comite", "prevoir", OUEST, "24/11")
    assert said == "✅ Comité opérationnel Ouest : prévu mardi 24 novembre.\n" + BACK
    assert "Prochaine réunion : mardi 24 novembre" in shell.says("comite", "montrer")
    said = shell.says("comite", "reporter", OUEST, "24/11", "--au", "1/12")
    assert said == "✅ Comité opérationnel Ouest : reporté au mardi 1er décembre.\n" + BACK
    said = shell.says("comite", "tenue", OUEST, "16/11", "--decisions", "Passer le samedi.")
    assert "tenu lundi 16 novembre. 1 sur 3 depuis" in said
    found = [(row.jour.day, row.tenue, row.decisions) for row in team.rows(Reunion)]
    assert found == [(24, False, ""), (1, None, ""), (16, True, "Passer le samedi.")]
    assert "Comité opérationnel Ouest : 1 sur 3" in team.says(COORDINATION, "/comites")


def test_a_planned_meeting_is_not_held_before_its_day(team: Team, shell: Shell) -> None:
    shell.says("comite", "prevoir", OUEST, "24/11")
    said = shell.refused("comite", "tenue", OUEST, "24/11")
    assert "JOUR : Cette date n'est pas encore passée." in said
    assert [row.tenue for row in team.rows(Reunion)] == [None]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("prevoir", "ouest", "24/11"), "COMITE : « ouest » inconnu"),
        (("prevoir", OUEST, "1/11"), "JOUR : Cette date vient trop tôt"),
        (("tenue", OUEST, "24/11"), "JOUR : Cette date n'est pas encore passée."),
        (("tenue", OUEST, "bientôt"), "JOUR : Je n'ai pas compris la date."),
        (("tenue", "comite-ouest", "16/11"), "comité « comite-ouest » inconnu"),
        (("reporter", OUEST, "24/11"), "n'est prévue le 24/11"),
    ],
)
def test_a_meeting_that_cannot_be_noted_is_refused(
    team: Team, shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused("comite", *arguments)
    assert team.rows(Reunion) == []


@pytest.fixture
def forgotten(team: Team) -> Team:
    """A presence of Tuesday 17:04 that the clock closed at 21:00, nobody counted in it."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    (job,) = [job for job in timetable(team.desk) if job.name == "presences left open"]
    for hours in (5, 3):
        team.clock.advance(timedelta(hours=hours))
        team.rings(job.does)
    team.deliver()
    return team


def test_what_is_to_confirm_is_listed_with_the_command_that_mends_it(
    forgotten: Team, shell: Shell
) -> None:
    said = shell.says("qualite", "montrer")
    assert "1 présence à confirmer, 1 présence sans rencontre" in said
    assert "Touchez" not in said
    assert "  confirmer site-a 17/11 17h04 : ✅ mar. 17, Site A : fini à 21 h 00" in said
    assert (
        shell.says("qualite", "confirmer", "site-a", "17/11", "17h04")
        == "✅ Fin confirmée à 21 h 00.\n" + BACK
    )
    said = shell.says("qualite", "sans-rencontre", "Site A", "hier")
    assert said == "✅ Noté : personne n'a été rencontré.\n" + BACK
    acts = [(row.acte, row.personne_id) for row in forgotten.rows(Audit)]
    assert acts == [("lire", None), ("confirmer_fin", None), ("sans_rencontre", None)]


def test_an_end_is_corrected_and_the_binome_asked(forgotten: Team, shell: Shell) -> None:
    said = shell.refused("qualite", "corriger", "site-a", "--fin", "16h")
    assert "--fin : La fin ne peut pas venir avant le début." in said
    assert "Fin corrigée : 20 h 50" in shell.says(
        "qualite", "corriger", "site-a", "--fin", "20h50"
    )
    (row,) = forgotten.rows(Presence)
    assert row.fin == row.debut + timedelta(minutes=226)
    assert "posée au binôme" in shell.says("qualite", "demander", "site-a", "2026-11-17")
    forgotten.deliver()
    assert "n'a aucune rencontre notée" in forgotten.reads(MEDIATEUR)
    assert shell.refused("qualite", "demander", "1") == (
        "demander : rien sous « 1 » ; il reste : site-a 17/11 17h04\n"
    )


def test_a_day_without_entry_is_explained_even_the_sixth_one(
    forgotten: Team, shell: Shell
) -> None:
    forgotten.clock.advance(timedelta(days=8))
    listed = shell.says("qualite", "montrer").splitlines()
    keys = [line.split()[1:4] for line in listed if line.split()[0] == "expliquer"]
    assert len(keys) > 5
    site, day, hour = keys[-1]
    refused = shell.refused("qualite", "expliquer", site, "--motif", "mc-absence")
    assert f"expliquer : « {site} » en désigne plusieurs ; précisez : " in refused
    said = shell.says("qualite", "expliquer", site, day, hour, "--motif", "mc-absence")
    assert "✅ Noté : le créneau n'a pas eu lieu (" in said
    assert f"expliquer {site} {day} {hour}" not in shell.says("qualite", "montrer")


GROUPS = (
    "planning", "comite", "qualite", "equipe", "relire", "demande", "mediation", "preconisation",
)  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_shows_something_and_helps_in_french(
    team: Team, shell: Shell, group: str
) -> None:
    assert shell.says(group, "montrer").strip()
    told = " ".join(shell.says(group, "--help").split())
    assert "montrer" in told
    assert "Montrer" in told


def test_a_command_refuses_a_name_and_says_how_to_mend_it(team: Team, shell: Shell) -> None:
    held = ("comite", "tenue", OUEST, "17/11", "--decisions")
    said = shell.refused(*held, "Recevoir Mme Durand-Exemple.")
    assert "--decisions : « Mme Durand-Exemple » désigne peut-être quelqu'un" in said
    assert "écrivez plutôt « Recevoir une personne. »" in said
    assert team.rows(Reunion) == []
    assert "existent" in shell.refused(*held, "Recevoir Mme Durand-Exemple.", "--garder", "lune")
    shell.says(*held, "Recevoir Mme Durand-Exemple.", "--garder", "fonction")
    (row,) = team.rows(Reunion)
    assert row.decisions == "Recevoir Mme Durand-Exemple."
    assert [one.detail for one in team.rows(Audit) if one.acte == "garder_texte"] == [
        "fonction:personne"
    ]
