"""The table of roles, walked: every button, flow and command, by those who may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from sqlalchemy import select, update

from bot.buttons import Button
from bot.chat import words
from bot.commands.line import app
from bot.domain.droits import TABLE, Droit, Portee, peut, portee
from bot.domain.roles import Role
from bot.domain.vies.signalement import StatutSignalement
from bot.feature.contract import OPEN, UNKNOWN, Context, Tap
from bot.feature.door import all_buttons, all_flows, all_pages
from bot.feature.guarded import reserved
from bot.feature.lectures import LU
from bot.feature.portee import within
from bot.terminal.command import every_command
from bot.web.open311 import serveur
from bot.web.pages import pages
from storage import comptes
from storage.dispositif import load, packaged
from storage.machine.conversations import TABLE as CONVERSATION
from storage.machine.db import Tx
from storage.models import (
    Audit,
    Base,
    BinomeRow,
    DispositifRow,
    DossierMediation,
    Personne,
    Presence,
    Signalement,
    SiteRow,
    SuiviAccord,
    Tableau,
)
from storage.programme import Programme
from storage.referential import synchronise
from tests.handlers.people import AUTRE_BINOME, COORDINATION, INCONNUE, MEDIATRICE, Team
from tests.handlers.test_every_flow import RECORDS, lived
from tests.shapes import fitting

MEMBRE, EDUCATEURS, SERVICE, EXPLOITANT, PARTIE = 611, 612, 613, 614, 615
VOISINE, VOISIN = 621, 622
"""Of another programme: its coordination, and one of its mediators."""
CAST: Final = {
    MEMBRE: Role.COMITE,
    EDUCATEURS: Role.PARTENAIRE,
    SERVICE: Role.SERVICE,
    EXPLOITANT: Role.ADMIN,
    PARTIE: Role.MEDIATEUR,
}
NEIGHBOURS: Final = {VOISINE: Role.COORDINATION, VOISIN: Role.MEDIATEUR}
KNOWN: Final = {who: role for who, role in CAST.items() if who != PARTIE}
FIRST, NEVER = 1, 987_654_321
"""A row that the evening wrote, and a number that no row ever had."""


def somebody(team: Team, programme: Programme, who: int, role: Role) -> Personne:
    mediates = role is Role.MEDIATEUR
    return Personne(
        dispositif_id=programme.id,
        binome_id=next(iter(programme.binomes.values())) if mediates else None,
        role=role,
        comite=programme.config.comites[0].slug if role is Role.COMITE else None,
        prenom="Prénom",
        telegram_id=who,
        charte_le=team.clock.now(),
    )


@pytest.fixture
def town(team: Team) -> Team:
    """An evening lived at Amiens, somebody of each role, and the neighbours of Mons."""
    lived(team)
    with team.database.transaction() as tx:
        mons = synchronise(tx, load(packaged("mons")), team.clock.now())
        team.desk.programmes[mons.id] = mons
        tx.add_all(somebody(team, team.programme, who, role) for who, role in CAST.items())
        tx.add_all(somebody(team, mons, who, role) for who, role in NEIGHBOURS.items())
        tx.flush()
        gone = select(Personne).where(Personne.telegram_id == PARTIE)
        tx.scalars(gone).one().revoquee_le = team.clock.now()
    return team


def arguments(kind: Button) -> list[str]:
    """One argument for each shape that this kind of button carries."""
    return [fitting(shape) for shape in kind.carries]


def kept(team: Team) -> dict[str, list[Any]]:
    """All that was recorded; what only carries messages is left out."""
    with team.database.transaction() as tx:
        return {one.name: [tuple(row) for row in tx.execute(select(one))] for one in RECORDS}


def changed(team: Team, before: dict[str, list[Any]]) -> list[str]:
    return [name for name, rows in kept(team).items() if rows != before[name]]


def readings(team: Team, before: dict[str, list[Any]]) -> set[tuple[Any, ...]]:
    """Of each line of audit since: the deed, the row and the detail; never which screen."""
    seen = len(before[Audit.__tablename__])
    with team.database.transaction() as tx:
        since = select(Audit.acte, Audit.objet_id, Audit.detail).order_by(Audit.id).offset(seen)
        return {tuple(row) for row in tx.execute(since)}


def forge(team: Team, who: int, kind: Button, argument: str) -> tuple[str, str]:
    """The toasts of the same press, on a row that exists and on one that never did."""
    said = [team.presses(who, FIRST, f"g:{kind.code}:{row}:{argument}") for row in (FIRST, NEVER)]
    return said[0], said[1]


@pytest.mark.parametrize("who", KNOWN, ids=[str(role) for role in KNOWN.values()])
def test_a_button_whose_right_one_has_not_is_refused_alike_whatever_it_is_of(
    town: Team, who: int
) -> None:
    before, refused = kept(town), 0
    for kind, deed in all_buttons().values():
        if not peut(KNOWN[who], deed.droit):
            said = forge(town, who, kind, arguments(kind)[0])
            assert said == (reserved(deed.droit), reserved(deed.droit)), kind
            refused += 1
    assert changed(town, before) == []
    assert refused > len(all_buttons()) // 2


def is_shared(kind: Button, reach: Portee) -> bool:
    """Of every binôme of the programme: so is a site, which each of them may be on."""
    return reach is Portee.PROGRAMME or kind.of == SiteRow.__tablename__


@pytest.mark.parametrize("who", [AUTRE_BINOME, VOISIN, VOISINE])
def test_who_holds_the_right_elsewhere_changes_nothing_here_and_learns_nothing(
    town: Team, who: int
) -> None:
    """Another binôme within its reach, another programme whatever its reach."""
    role, before = NEIGHBOURS.get(who, Role.MEDIATEUR), kept(town)
    for kind, deed in all_buttons().values():
        reach = portee(role, deed.droit)
        if reach is None or (who == AUTRE_BINOME and is_shared(kind, reach)):
            continue
        for argument in arguments(kind):
            existing, missing = forge(town, who, kind, argument)
            assert existing == missing, (kind, argument)
    # A forged press may open one's own screen: that reading is written down, as any other.
    assert readings(town, before) <= {(LU, None, "")}
    assert set(changed(town, before)) <= {Audit.__tablename__}


def test_the_machine_itself_gives_no_deed_a_row_beyond_the_reach_of_its_right(town: Team) -> None:
    """Every row of the evening: a deed that forgets to look at whose it is has none to act on."""
    with town.database.transaction() as tx:
        for who in (MEDIATRICE, AUTRE_BINOME, VOISIN, VOISINE, COORDINATION):
            context = town.context(tx, who)
            context.programme = town.desk.programmes[context.person.dispositif_id]
            given = [passed(context, *one) for one in every_press(tx)]
            assert given.count(False) > 5, who
            assert given.count(True) or who in NEIGHBOURS


def every_press(tx: Tx) -> Iterator[tuple[Button, Droit, str, Any]]:
    """Each kind of button, its right, what it carries, and each row that it may be about."""
    for kind, deed in all_buttons().values():
        for argument in arguments(kind):
            for row in rows_of(tx, kind.table(argument)):
                yield kind, deed.droit, argument, row


def passed(context: Context, kind: Button, droit: Droit, argument: str, row: Any) -> bool:
    """Whether the deed is given that row, which is due to it or not."""
    tap = Tap(row.id, argument, context.user_id, context.user_id, "", member=True)
    given = bool(within(context, droit, kind, tap).object_id == row.id)
    assert given == is_due(context, droit, row), (kind, row)
    return given


def rows_of(tx: Tx, table: str) -> list[Any]:
    models = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    return list(tx.scalars(select(models[table]))) if table in models else []


def is_due(context: Context, droit: Droit, row: Any) -> bool:
    """Told again from the table, and from what the rows are in this cast."""
    reach, mine = portee(Role(context.person.role), droit), context.person
    if (
        reach is None
        or reach is Portee.ADRESSE
        or programme_of(context.tx, row) != mine.dispositif_id
    ):
        return False
    if reach is Portee.PROGRAMME:
        return True
    held = getattr(row, "affectee_id", None) or getattr(row, "binome_id", None)
    whose = {held} - {None}
    whose |= {row.id} if isinstance(row, BinomeRow) else set()
    if isinstance(row, SuiviAccord):
        whose |= {context.tx.get_one(DossierMediation, row.dossier_id).binome_id}
    if isinstance(row, Tableau):
        whose |= {context.tx.get_one(Presence, row.presence_id).binome_id}
    if isinstance(row, Personne):
        return row.id == mine.id
    shared = isinstance(row, SiteRow | DispositifRow)
    author = getattr(row, "auteur_id", None)
    return shared or (reach is Portee.BINOME and mine.binome_id in whose) or author == mine.id


def programme_of(tx: Tx, row: Any) -> int | None:
    return comptes.programme_of(tx, row.__tablename__, row.id)


@pytest.mark.parametrize("who", [PARTIE, INCONNUE])
def test_who_is_out_presses_in_vain(town: Team, who: int) -> None:
    before = kept(town)
    answers = {
        one
        for kind, _deed in all_buttons().values()
        for one in forge(town, who, kind, arguments(kind)[0])
    }
    assert len(answers) == 1, answers
    assert changed(town, before) == []
    assert under_way(town, who) == set()


def test_what_was_closed_or_deleted_since_is_pressed_in_vain(town: Team) -> None:
    """By its own binôme, with every argument: an old message may still bear any of them."""
    gone = [one for one in RECORDS if "supprimee_le" in one.c]
    with town.database.transaction() as tx:
        for table in gone:
            tx.execute(table.update().values(supprimee_le=town.clock.now()))
        tx.execute(update(Signalement).values(statut=StatutSignalement.ANNULE))
    before = kept(town)
    for kind, deed in all_buttons().values():
        if peut(Role.MEDIATEUR, deed.droit):
            for argument in arguments(kind):
                forge(town, MEDIATRICE, kind, argument)
    assert {one.name for one in gone}.isdisjoint(changed(town, before))


def under_way(team: Team, who: int) -> set[str]:
    """The flows that were begun by that account."""
    begun = select(CONVERSATION.c.flow).where(CONVERSATION.c.user_id == who)
    with team.database.transaction() as tx:
        return set(tx.scalars(begun))


@pytest.mark.parametrize("who", KNOWN, ids=[str(role) for role in KNOWN.values()])
def test_a_flow_opens_for_those_alone_who_hold_its_right(town: Team, who: int) -> None:
    """By its name on a forged button, by its command, by the words of another role's key."""
    flows = {one.flow.name: one for one in all_flows()}
    before = kept(town)
    for handler in flows.values():
        town.presses(who, FIRST, f"g:{OPEN.code}:0:{handler.flow.name}")
        for word in (*handler.commands, *filter(None, [handler.entry])):
            town.says(who, word)
    assert {name for name in under_way(town, who) if not flows[name].serves(KNOWN[who])} == set()
    assert changed(town, before) == []


def test_another_s_conversation_and_none_at_all_are_refused_alike(town: Team) -> None:
    town.says(MEDIATRICE, "🔧 Signalement")
    with town.database.transaction() as tx:
        talk = max(tx.scalars(select(CONVERSATION.c.id)))
    said = {town.presses(AUTRE_BINOME, FIRST, f"c:{n}:1:pick:eclairage") for n in (talk, NEVER)}
    assert said <= {words.GONE, UNKNOWN}
    assert len(said) == 1


def test_every_command_of_the_terminal_takes_a_right_of_the_desk() -> None:
    commands = dict(every_command(app))
    assert len(commands) > 60
    assert {"equipe montrer", "revoke", "roles", "backup"} <= set(commands)
    desk = {role for droit in commands.values() for role in TABLE[droit].qui}
    assert Role.SERVICE not in desk


def test_every_right_has_a_door() -> None:
    """A line of the table that nothing asks for would promise a guard that is not there."""
    asked = {one.droit for one in all_flows()} | {one.droit for _, one in all_buttons().values()}
    asked |= {serveur.DROIT}
    asked |= {page.droit for page in pages(*all_pages())} | {one for _, one in every_command(app)}
    assert set(Droit) - asked == INNER


INNER: Final = frozenset({Droit.RECEVOIR_INCIDENTS, Droit.ENVOYER_GRILLE})
"""Asked inside a flow, or of nobody who presses."""
