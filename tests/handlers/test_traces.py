"""Words typed in every field: gone at once with their entry, gone for good after two years."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import func, select, text

from bot.casework import annuaire
from bot.casework.demande import actes as demandes
from bot.casework.demande.actes import Recue
from bot.casework.grille import actes as grille
from bot.clock import MovableClock, paris
from bot.sauvegarde import copie
from bot.timetable import timetable
from storage import chaine, people, photos
from storage.conservation import oublis
from storage.grille import CreneauActeur
from storage.machine import settling
from storage.machine.claims import claim
from storage.machine.db import Database
from storage.machine.outbox import Lane
from storage.models import Base, Note, Personne, Photo, Signalement
from storage.models.conservation import Oubli
from storage.trackings import TRACKINGS
from storage.work import Work
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    open_team,
)
from tests.traces import Canaris

KEYS: Final = ("k" * 32,)
OPEN_MEDIATION: Final = ("🤝 Ouvrir", "Insultes, menaces", "✅ Oui", "Médiation navette", "Demain")
CONFIGURED: Final = "ajustement"
"""Lines of the dispositif itself: they live as long as the town keeps them."""


@dataclass
class Rue:
    """A team, its canaries, and the folder where photos are kept."""

    team: Team
    canaris: Canaris
    photos: Path

    def says(self, who: int, where: str, before: str = "") -> str:
        """`who` types the canary of that field."""
        return self.team.says(who, f"{before}{self.canaris.word(where)}")

    def rings(self, *names: str) -> None:
        """What the clock does by these names, or all that forgets."""
        jobs = timetable(self.team.desk, self.photos, KEYS)
        chosen = [job for job in jobs if job.name in (names or FORGETS)]
        assert len(chosen) == len(names or FORGETS)
        self.team.rings(*(job.does for job in chosen))
        self.team.database.empty_journal()

    def left(self) -> list[str]:
        """Where canaries still are, the town's own lists apart."""
        columns = self.canaris.in_columns(self.team.database)
        return [one for one in columns if not one.startswith(CONFIGURED)]


FORGETS: Final = (
    *("words taken back", "entries taken back", "photos erased", "audit sealed"),
    *("handled updates", "messages that left", "messages with a short life"),
    *(
        "conversations that ended",
        "addresses of answered demandes",
        "conservation",
        "journal emptied",
    ),
)


@pytest.fixture
def rue(database: Database, clock: MovableClock, tmp_path: Path) -> Rue:
    """On one of each kind of base in turn."""
    team = open_team(database, clock)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return Rue(team, Canaris(), tmp_path / "photos")


def shown(rue: Rue) -> None:
    """The photo of every entry came, and its file is kept."""
    with rue.team.database.transaction() as tx:
        for photo in tx.scalars(select(Photo)):
            name = photos.try_once(tx, photo.id, photo.essais)
            photos.write(rue.photos, name or "", rue.canaris.word(f"photo {photo.id}").encode())
            photos.settle(tx, photo.id, kept=True)


def observes(rue: Rue) -> None:
    rue.team.says(MEDIATRICE, "👁 Observation")
    rue.team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot ?")
    rue.says(MEDIATRICE, "mot d'une observation")


def reports(rue: Rue) -> None:
    size = {"file_id": rue.canaris.word("clé de Telegram"), "file_unique_id": "u"}
    rue.team.sends(MEDIATRICE, {"photo": [{**size, "width": 1280, "height": 960}]})
    rue.team.taps(MEDIATRICE, "Éclairage", "⌨️ Je précise")
    rue.says(MEDIATRICE, "lieu d'un signalement", "derrière ")
    rue.team.taps(MEDIATRICE, "✅ Envoyer")
    shown(rue)


def proposes(rue: Rue) -> None:
    rue.team.says(MEDIATRICE, "/preconisation")
    rue.team.taps(MEDIATRICE, "Aménagement", "Espaces verts")
    rue.says(MEDIATRICE, "préconisation")
    rue.team.taps(MEDIATRICE, "3 mois", "Non")


def asks(rue: Rue) -> None:
    rue.team.says(MEDIATRICE, "/demande")
    rue.team.taps(MEDIATRICE, "Habitant", "Présence", "Autre lieu")
    rue.says(MEDIATRICE, "lieu d'une demande")
    rue.team.taps(MEDIATRICE, "Quand possible", "✅ Transmettre")
    rue.team.taps(COORDINATION, "❓ Demander")
    rue.says(COORDINATION, "question d'une demande")
    rue.team.taps(MEDIATRICE, "✍️ Préciser")
    rue.says(MEDIATRICE, "précision d'une demande")


def mediates(rue: Rue) -> None:
    """For somebody who left an address, up to an accord."""
    recue = Recue("dem-bailleur", "od-conflit", "ud-semaine", "essai:formulaire", site_id=1)
    with rue.team.database.transaction() as tx:
        work = Work(tx, rue.team.programme, rue.team.clock.now())
        contact = f"{rue.canaris.word('adresse de qui demande')}@bailleur.example.org"
        demandes.receive(work, recue, contact=contact)
    rue.team.deliver()
    rue.team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    rue.team.taps(MEDIATRICE, *OPEN_MEDIATION)
    rue.team.taps(MEDIATRICE, "📂 M-0001", "＋ Séance", "A + B", "6", "🤝 Accord")
    rue.says(MEDIATRICE, "accord")


def meets(rue: Rue) -> None:
    rue.team.says(MEDIATRICE, "/etonnement")
    rue.says(MEDIATRICE, "étonnement")
    rue.team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")


def drafts(rue: Rue) -> None:
    """Begun and never ended; typed and not understood; by somebody of nowhere."""
    rue.team.says(AUTRE_BINOME, "/preconisation")
    rue.team.taps(AUTRE_BINOME, "📍 Site A", "Aménagement", "Espaces verts")
    rue.says(AUTRE_BINOME, "brouillon")
    rue.says(MEDIATEUR, "phrase incomprise", "je ne sais pas ")
    rue.says(INCONNUE, "mot d'une inconnue")
    rue.team.invite(nom=rue.canaris.word("prénom d'une invitation"))


def joins(rue: Rue) -> None:
    """Somebody of the team, by a first name that they chose, who leaves it."""
    rue.team.says(INCONNUE, f"/start {rue.team.invite()}")
    rue.team.taps(INCONNUE, "✏️ Changer le prénom")
    rue.says(INCONNUE, "prénom de l'équipe")
    rue.team.taps(INCONNUE, "✅ J'accepte")


def decides(rue: Rue) -> None:
    """What the coordination writes: of a meeting, of a préconisation, of the lists."""
    rue.team.says(COORDINATION, "/comites")
    comite = "Comité opérationnel Ouest, autre date"
    rue.team.taps(COORDINATION, "✅ Tenue", comite, "Mardi 17 novembre")
    rue.says(COORDINATION, "décisions d'une réunion")
    rue.team.says(COORDINATION, "/preconisations")
    rue.team.taps(COORDINATION, "P-0001", "🚫")
    rue.says(COORDINATION, "motif d'une préconisation")
    rue.team.says(COORDINATION, "/listes")
    rue.team.taps(COORDINATION, "Mésusages", "➕ Ajouter")
    rue.says(COORDINATION, "libellé du bureau")


def partners(rue: Rue) -> None:
    """What a partner writes: a slot of the shared grid, its own card."""
    with rue.team.database.transaction() as tx:
        work = Work(tx, rue.team.programme, rue.team.clock.now())
        slot = CreneauActeur("etouvie", paris(work.now).date(), time(14), time(17))
        assert grille.add(work, rue.canaris.word("acteur d'un créneau"), slot, "essai:créneau")
        annuaire.ask(work, "pa-mission-locale", rue.canaris.word("correction de fiche"), "essai")


def copied(rue: Rue, into: Path) -> None:
    """A copy of that day, which holds it all; of a server, `pg_dump` makes it (`sauvegarde`)."""
    if rue.team.database.url.get_backend_name() == "sqlite":
        with rue.team.database.transaction() as tx:
            tx.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
            tx.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        copie.backup(rue.team.database.url, rue.photos, into, rue.team.clock.now())
        assert len(rue.canaris.in_files(into)) >= 14


def test_what_was_typed_in_every_field_is_gone_after_two_years(
    rue: Rue, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for types in (observes, reports, proposes, asks, mediates, meets, decides, partners, drafts):
        types(rue)
    joins(rue)
    copies = tmp_path / "copies"
    copied(rue, copies)
    assert rue.canaris.in_text(caplog.text) == [], "the log never says what was typed"
    desk = Canaris({"libellé du bureau": rue.canaris.given.pop("libellé du bureau")})
    typed = set(rue.canaris.given)
    before = {one.partition(": ")[2] for one in rue.left()}
    assert len(typed) >= 19
    assert typed - before <= {"mot d'une inconnue", "phrase incomprise", "photo 1"}, "kept nowhere"
    counted = {table.__tablename__: rows(rue, table) for table in (Note, Signalement)}

    for one in (MEDIATRICE, MEDIATEUR, AUTRE_BINOME, INCONNUE):
        leaves(rue, one)
    rue.team.clock.advance(timedelta(days=800))
    for _day in range(2):
        rue.rings()
        rue.team.clock.advance(timedelta(days=1))

    kept = rue.team.programme.config.conservation.sauvegardes_jours
    copie.prune(copies, rue.team.clock.now(), kept)
    assert rue.left() == []
    assert rue.canaris.in_files(tmp_path) == [], "the base, its journal, the photos, the copies"
    assert rue.canaris.in_text(caplog.text) == []
    assert {one.partition(".")[0] for one in desk.in_columns(rue.team.database)} == {CONFIGURED}
    assert not any(rue.photos.iterdir())
    assert {table.__tablename__: rows(rue, table) for table in (Note, Signalement)} == counted
    names = {person.prenom for person in rue.team.rows(Personne) if person.revoquee_le}
    assert not names & {"Médiatrice", "Médiateur", "Autre binôme"}
    with rue.team.database.transaction() as tx:
        assert chaine.verify(tx, KEYS).fautes == ()


def test_what_an_undone_entry_said_is_gone_at_once(rue: Rue) -> None:
    for types in (observes, reports, proposes, asks):
        types(rue)
    posted(rue)
    rue.team.says(MEDIATRICE, "📋 Ma journée")
    for line, deed in (
        ("17 h 04 · Observation", "🗑 Supprimer"),
        ("17 h 04 · P-0001", "🗑 Supprimer"),
        ("17 h 04 · D-0001", "🗑 Retirer"),
    ):
        rue.team.taps(MEDIATRICE, line, deed)
        rue.team.says(MEDIATRICE, "📋 Ma journée")
    rue.rings("words taken back", "photos erased", "journal emptied")
    stays = {"lieu d'un signalement", "photo 1", "clé de Telegram"}
    assert {one.partition(": ")[2] for one in rue.left()} <= stays
    assert list(rue.photos.iterdir()) != []

    # Cancelled, a signalement may be given back for a day; it is what it was until then.
    rue.team.taps(MEDIATRICE, "17 h 04 · V-0001", "↩️ Annuler")
    rue.team.clock.advance(oublis.UNDO_LIFE - timedelta(seconds=1))
    rue.rings("entries taken back")
    assert [row.lieu for row in rue.team.rows(Signalement)] != [""]
    rue.team.clock.advance(timedelta(seconds=1))
    rue.rings("entries taken back", "words taken back", "photos erased")
    assert list(rue.photos.iterdir()) == []
    assert {one.partition(".")[0] for one in rue.left()} <= {"outbox"}, "the service's own alert"
    assert rue.team.rows(Oubli) == []


def posted(rue: Rue) -> None:
    """Every letter left, and was taken."""
    rooms = [(lane, 50) for lane in Lane]
    with rue.team.database.transaction() as tx:
        while taken := claim(tx, rue.team.clock.now(), "email", rooms, TRACKINGS):
            for row in taken:
                settling.sent(tx, rue.team.clock.now(), [(row, 1)], TRACKINGS)


def rows(rue: Rue, table: type[Base]) -> int:
    with rue.team.database.transaction() as tx:
        return tx.execute(select(func.count()).select_from(table)).scalar_one()


def leaves(rue: Rue, who: int) -> None:
    """The coordination takes their access away."""
    with rue.team.database.transaction() as tx:
        person = people.by_telegram(tx, who)
        assert person is not None
        people.revoke(tx, person, rue.team.clock.now())
