"""What a binôme logged: in one list, deleted lines out of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import pytest
from sqlalchemy import ColumnElement, MetaData, select
from sqlalchemy.orm import DeclarativeBase, Mapped

from bot.discover import DiscoveryError
from storage import journal, rencontres
from storage.machine.db import Database, Tx
from storage.models import Base, Presence, Rencontre, Saisie
from tests.statements import statements
from tests.storage.team import FIVE, Team, at, gathered
from tests.storage.test_rencontres import met


def evening(tx: Tx) -> Team:
    """A presence at 17:00, eight ados at 17:30, a lamp at 18:00."""
    team = gathered(tx)
    presence = team.opens(tx)
    rencontres.add(tx, met(team, "a", presence_id=presence.id, le=at(0.5)), {"ados": 8})
    team.reports(tx)
    tx.flush()
    return team


def test_the_three_kinds_are_one_list_in_their_order(database: Database) -> None:
    with database.transaction() as tx:
        team = evening(tx)
        found = journal.entries(tx, team.first, FIVE)
        assert [(entry.key[0], entry.le) for entry in found] == [
            ("p", FIVE),
            ("r", at(0.5)),
            ("s", at(1)),
        ]
        assert [one.key[0] for one in journal.entries(tx, team.first, at(0.5))] == ["r", "s"]
        assert journal.entries(tx, team.alone, FIVE) == []


def test_what_was_deleted_cancelled_or_counted_down_to_nothing_is_not_listed(
    database: Database,
) -> None:
    with database.transaction() as tx:
        team = evening(tx)
        keys = [entry.key for entry in journal.entries(tx, team.first, FIVE)]
        tx.scalars(select(Presence)).one().supprimee_le = FIVE
        tx.scalars(select(Rencontre)).one().nombre = 0
        team.reports(tx, 2, statut="annule")
        left = journal.entries(tx, team.first, FIVE)
        assert [entry.key for entry in left] == [keys[2]]
        assert journal.entry(tx, team.first, keys[0]) is None
        assert journal.entry(tx, team.first, "s2") is None


def test_an_entry_is_found_by_its_key_for_its_own_binome(database: Database) -> None:
    with database.transaction() as tx:
        team = evening(tx)
        for listed in journal.entries(tx, team.first, FIVE):
            assert journal.entry(tx, team.first, listed.key) == listed
            assert journal.entry(tx, team.alone, listed.key) is None


@pytest.mark.parametrize("key", ["", "p", "p99", "z1", "pabc", "p1 OR 1=1", "-1"])
def test_a_key_that_was_never_given_names_nothing(database: Database, key: str) -> None:
    with database.transaction() as tx:
        team = evening(tx)
        assert journal.entry(tx, team.first, key) is None


def test_presences_that_the_clock_closed_wait_to_be_confirmed(database: Database) -> None:
    with database.transaction() as tx:
        team = evening(tx)
        presence = tx.scalars(select(Presence)).one()
        assert not any(one.unsure for one in journal.traces(tx, team.first, FIVE))
        presence.fin, presence.a_confirmer = at(4), True
        (found,) = (one for one in journal.traces(tx, team.first, FIVE) if one.unsure)
        assert found.key == f"p{presence.id}"


def test_the_days_asked_are_read_and_no_one_s_years(sqlite_database: Database) -> None:
    """By the programme and the date: a binôme's or a person's own index knows no date."""
    with sqlite_database.transaction() as tx:
        team = evening(tx)
        with statements(tx.connection().engine) as said:
            assert journal.traces(tx, team.first, FIVE)
        assert len(said) == 1
        plan = said[0].plan(tx.connection())
        assert "MULTI-INDEX" not in plan
        assert "binome_id" not in plan
        assert "auteur_id" not in plan
        assert plan.count("_dispositif_id_") >= len(journal.KINDS)


class Essai(DeclarativeBase):
    """Tables of this test alone: no database has them."""

    metadata = MetaData()
    type_annotation_map: ClassVar = Base.type_annotation_map


class Trouvaille(Saisie, Essai):
    __tablename__ = "trouvaille"
    lettre = "t"
    le: Mapped[datetime]
    supprimee_le: Mapped[datetime | None]


class Tournee(Saisie, Essai):
    __tablename__ = "tournee"
    lettre = "t"
    moment = "partie_le"
    partie_le: Mapped[datetime]
    rentree: Mapped[bool]

    @classmethod
    def alive(cls) -> ColumnElement[bool]:
        return ~cls.rentree


class SansLettre(Saisie, Essai):
    __tablename__ = "sans_lettre"
    le: Mapped[datetime]
    supprimee_le: Mapped[datetime | None]


class Longue(SansLettre):
    """Of the same table: only its letter is another."""

    lettre = "obj"


class SansDate(Saisie, Essai):
    __tablename__ = "sans_date"
    lettre = "t"
    jour: Mapped[date]
    supprimee_le: Mapped[datetime | None]


class SansHeure(Saisie, Essai):
    __tablename__ = "sans_heure"
    lettre = "t"
    moment = "jour"
    jour: Mapped[date]
    supprimee_le: Mapped[datetime | None]


class SansFin(Saisie, Essai):
    __tablename__ = "sans_fin"
    lettre = "t"
    le: Mapped[datetime]


def test_a_model_is_in_the_journal_by_declaring_it() -> None:
    assert journal.by_letter([Trouvaille]) == {"t": Trouvaille}
    assert journal.by_letter([Tournee]) == {"t": Tournee}
    declared = {one.class_ for one in Base.registry.mappers if issubclass(one.class_, Saisie)}
    assert set(journal.KINDS.values()) == declared


def test_two_kinds_never_share_a_letter() -> None:
    with pytest.raises(DiscoveryError, match="« t » est à Trouvaille et à Tournee : renommez-en"):
        journal.by_letter([Trouvaille, Tournee])


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (SansLettre, "SansLettre : « lettre » est une minuscule, pas ''"),
        (Longue, "Longue : « lettre » est une minuscule, pas 'obj'"),
        (SansDate, "SansDate n'a pas d'instant « le » : dites son « moment »"),
        (SansHeure, "SansHeure n'a pas d'instant « jour » : dites son « moment »"),
        (SansFin, "SansFin n'a pas 'supprimee_le' : donnez-le, ou son « alive »"),
    ],
)
def test_a_kind_that_the_journal_could_not_read_is_refused(model: type[Saisie], said: str) -> None:
    with pytest.raises(DiscoveryError) as refused:
        journal.by_letter([model])
    assert str(refused.value) == said


def test_a_row_named_by_a_note_or_the_audit_is_of_a_kind_or_of_none() -> None:
    assert journal.kind_of("presence") is Presence
    assert journal.kind_of("note") is None
