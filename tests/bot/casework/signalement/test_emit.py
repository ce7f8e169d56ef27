"""A signalement leaves: the right services, the right hour, everything they need, no name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.casework.signalement import actes as casework
from bot.channels.email.message import compose
from bot.delivery.contract import Parcel
from bot.signing import LIEN
from storage import signalements
from storage.dispositif import Dispositif, Service
from storage.machine.db import Database
from storage.machine.outbox import Lane
from storage.models import Personne
from storage.work import Work
from tests.bot.casework.terrain import (
    COORDINATRICE,
    ECLAIRAGE,
    GROUPE,
    MEDIATRICE,
    PROXIMITE,
    SOIR,
    Terrain,
    open_terrain,
)
from tests.storage.dispositif_cast import example

BAILLEUR = "bailleur@amiens.example.org"


def with_services(**changes: dict[str, Any]) -> Dispositif:
    """Amiens, some of its services changed."""
    config = example("amiens")
    services = tuple(
        one.model_copy(update=changes.get(one.slug.replace("-", "_"), {}))
        for one in config.services
    )
    return config.model_copy(update={"services": services})


def leaves(terrain: Terrain, address: str | int) -> datetime:
    return terrain.outbox(address)[0].pas_avant


def test_the_service_is_alerted_in_its_group_and_in_its_mailbox(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.emit()
    first, second = terrain.outbox()
    assert (first.canal, first.adresse, first.sujet) == ("telegram", str(GROUPE), "alerte:1")
    assert (second.canal, second.adresse, second.cle) == ("email", ECLAIRAGE, "alerte:2:envoi")
    assert first.lane == second.lane == Lane.ALERTE
    assert [row.etape for row in terrain.alertes()] == ["envoi", "envoi"]


def test_each_territoire_has_its_own_direction_de_proximite(terrain: Terrain) -> None:
    for site in ("site-a", "site-b"):
        terrain.emit(site=site, categorie="vt-autre", service="sv-direction-proximite")
    told = [row.adresse for row in terrain.outbox()]
    assert told == [PROXIMITE, "proximite-nord@amiens.example.org"]


def test_the_flow_learns_who_will_read_it_and_the_history_begins(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        emis = casework.emit(work := Work(tx, terrain.programme, SOIR), terrain.lampadaire(work))
        acte = signalements.actes(tx, emis.signalement.id)[0]
    assert (emis.suite, emis.appels) == ("envoyé au service Éclairage public", "")
    assert (acte.acte, acte.vers) == ("emettre", "emis")
    assert acte.par == terrain.mediateur(MEDIATRICE)


def test_the_subject_says_number_thing_place_and_delay(terrain: Terrain) -> None:
    terrain.emit()
    content = terrain.outbox(ECLAIRAGE)[0].contenu
    subject = "[V-0001] Éclairage public en panne – Site A (Étouvie) – sous 72 h"
    assert content["subject"] == subject
    assert content["reply_to"] == "coordination@mediation.example.org"


@pytest.mark.parametrize("part", ["text", "html"])
def test_the_letter_holds_all_that_a_service_needs(terrain: Terrain, part: str) -> None:
    terrain.emit(latitude=49.90012, longitude=2.25034)
    written = terrain.outbox(ECLAIRAGE)[0].contenu[part]
    assert ("17&nbsp;h&nbsp;40" in written) is (part == "html"), "never cut at the end of a line"
    body = written.replace("&#39;", "'").replace("&nbsp;", " ")
    for fact in (
        "V-0001",
        "Éclairage public en panne",
        "Site A, Étouvie (Place, square)",
        "devant l'arrêt de bus",
        "mlat=49.90012",
        "mlon=2.25034",
        "mardi 17 novembre à 17 h 40",
        "Sous 72 h",
        "vendredi 20 novembre à 17 h 40",
        "visibilité",
        "coordination@mediation.example.org",
        "ne contient aucune donnée nominative",
        terrain.outbox(ECLAIRAGE)[0].contenu[LIEN],
    ):
        assert fact in body, fact


def test_an_address_typed_as_a_place_never_becomes_the_signed_link(terrain: Terrain) -> None:
    typed = "https://lien.invalid/page"
    terrain.emit(lieu=typed)
    row = terrain.outbox(ECLAIRAGE)[0]
    parcel = Parcel(row.id, row.cle, row.adresse, row.contenu, row.sujet, 1)
    link = "https://carnet.example.org/s/jeton"
    letter = compose(
        parcel,
        mail_from="carnet@example.org",
        now=SOIR,
        photos_dir=Path(),
        link=lambda _subject: link,
    )
    for part in letter.iter_parts():
        body = part.get_content()
        assert typed not in body, "what was typed is no address any more"
        assert body.count(link) == 1


def test_without_a_position_the_pin_is_on_the_site(terrain: Terrain) -> None:
    terrain.emit()
    assert "mlat=49.90100&mlon=2.25700" in terrain.outbox(ECLAIRAGE)[0].contenu["text"]


def test_the_third_report_in_twelve_weeks_says_so_and_older_ones_are_forgotten(
    terrain: Terrain,
) -> None:
    for days in (90, 10, 3):
        terrain.clock.set(SOIR - timedelta(days=days))
        terrain.emit()
    terrain.emit(categorie="vt-armoire-cable")
    terrain.clock.set(SOIR)
    terrain.emit()
    text = terrain.texts(ECLAIRAGE)[-1]
    assert "3ᵉ signalement de ce type sur ce site en 12 semaines" in text
    assert "(précédents : 07/11, 14/11)" in text


def test_the_card_has_every_answer_and_fits_under_a_photo(terrain: Terrain) -> None:
    terrain.register_group()
    for _ in range(3):
        terrain.emit(lieu="🚧 à l'angle, " * 40, danger=True)
    content = terrain.outbox(GROUPE)[-1].contenu
    assert [[data for _label, data in row] for row in content["keyboard"]] == [
        ["g:sv:5:recu", "g:sv:5:pris"],
        ["g:sv:5:traite", "g:sv:5:autre"],
        ["g:sv:5:refus"],
    ]
    shown = re.sub(r"<[^>]+>", "", content["text"]).replace("&#39;", "'")
    assert len(shown.encode("utf-16-le")) // 2 <= 1024


def test_html_and_hidden_marks_typed_by_hand_are_shown_as_text(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.emit(lieu="<b>ici</b> & là\u202e\u200b")
    for row in terrain.outbox():
        body = row.contenu.get("html") or row.contenu["text"]
        assert "&lt;b&gt;ici&lt;/b&gt; &amp; là" in body
        assert "\u202e" not in row.contenu["text"]
        assert "\u200b" not in row.contenu["text"]


@pytest.mark.parametrize(
    ("urgence", "danger", "paris_hour", "expected"),
    [
        ("u2", False, "12:00", "2026-11-17 12:00:20"),
        ("u2", False, "21:30", "2026-11-18 07:00"),
        ("u3", False, "12:00", "2026-11-18 08:00"),
        ("u1", True, "03:10", "2026-11-17 03:10"),
        ("u3", True, "03:10", "2026-11-17 03:10"),
    ],
)
def test_an_alert_leaves_at_the_hour_of_its_urgency(
    terrain: Terrain, urgence: str, danger: bool, paris_hour: str, expected: str
) -> None:
    hour, minute = (int(part) for part in paris_hour.split(":"))
    terrain.clock.set(datetime(2026, 11, 17, hour - 1, minute, tzinfo=UTC))
    terrain.emit(urgence=urgence, danger=danger)
    wanted = datetime.fromisoformat(expected).replace(tzinfo=UTC) - timedelta(hours=1)
    assert leaves(terrain, ECLAIRAGE) == wanted


def test_danger_is_said_first_everywhere(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.emit(urgence="u1", danger=True)
    card, letter, *told = (row.contenu for row in terrain.outbox())
    assert card["text"].startswith("⚠️ <b>DANGER IMMÉDIAT</b>")
    assert letter["subject"].endswith("danger immédiat")
    assert "DANGER IMMÉDIAT" in letter["text"]
    assert all("V-0001 : danger immédiat." in one["text"] for one in told)
    assert len(told) == 2


def test_on_a_landlords_stock_the_landlord_is_told(terrain: Terrain) -> None:
    terrain.emit(site="site-c", categorie="vt-tag", urgence="u4", service="sv-bailleur")
    assert [row.adresse for row in terrain.outbox()] == [BAILLEUR]


def test_a_service_chosen_by_hand_wins_over_the_routing(terrain: Terrain) -> None:
    terrain.emit(service="sv-voirie")
    assert [row.adresse for row in terrain.outbox()] == ["voirie@amiens.example.org"]


def test_two_services_with_one_mailbox_get_one_letter(sqlite_database: Database) -> None:
    config = with_services(sv_mediation_ville={"emails": ("proprete@amiens.example.org",)})
    config = config.model_copy(
        update={
            "routage": (
                config.routage[0].model_copy(
                    update={"groupe": None, "type_lieu": None, "categorie": "vt-tag"}
                ),
            )
        }
    )
    terrain = open_terrain(sqlite_database, config)
    terrain.emit(categorie="vt-tag", service="sv-proprete")
    assert [row.adresse for row in terrain.outbox()] == ["proprete@amiens.example.org"]


def test_a_service_without_channel_is_read_for_by_the_repli_and_the_coordination_knows(
    sqlite_database: Database,
) -> None:
    phone = {"emails": (), "telephone_seulement": True, "telephone": "03 53 01 00 00"}
    terrain = open_terrain(sqlite_database, with_services(sv_eclairage=phone))
    with terrain.tx() as tx:
        emis = casework.emit(work := Work(tx, terrain.programme, SOIR), terrain.lampadaire(work))
    assert emis.suite == "envoyé au service Direction de proximité"
    assert (
        "Adressé au service Direction de proximité : Éclairage public"
        in terrain.texts(PROXIMITE)[0]
    )
    warned = terrain.texts(COORDINATRICE)[0]
    assert "V-0001 : Éclairage public se joint au 03 53 01 00 00." in warned
    assert "Le signalement est parti au service Direction de proximité." in warned
    assert terrain.outbox("coordination@mediation.example.org")[0].canal == "email"


def test_when_nobody_can_be_written_to_the_coordination_has_it_in_hand(
    sqlite_database: Database,
) -> None:
    silent = {"emails": (), "territoires": ()}
    config = with_services(sv_eclairage=silent, sv_direction_proximite=silent)
    terrain = open_terrain(sqlite_database, config)
    with terrain.tx() as tx:
        emis = casework.emit(work := Work(tx, terrain.programme, SOIR), terrain.lampadaire(work))
    assert emis.suite == "envoyé à la coordination"
    assert not terrain.alertes()
    assert "transmettez-le vous-même" in terrain.texts(COORDINATRICE)[0]


def test_a_retired_service_is_not_written_to(sqlite_database: Database) -> None:
    config = with_services(sv_eclairage={"actif": False})
    assert isinstance(config.service("sv-eclairage"), Service)
    terrain = open_terrain(sqlite_database, config)
    terrain.emit()
    assert [row.adresse for row in terrain.outbox()][-1] == PROXIMITE


def test_nobody_of_the_team_is_named_in_what_leaves(terrain: Terrain) -> None:
    terrain.register_group()
    with terrain.tx() as tx:
        for person in tx.query(Personne):
            person.prenom = "CANARI"
    terrain.emit()
    for row in terrain.outbox():
        assert "CANARI" not in str(row.contenu)
        # A whole number: a link drawn at random may well contain these three digits.
        assert not re.search(rf"\b{MEDIATRICE}\b", str(row.contenu))
