"""The link made in advance: it asks first, cuts one telephone once, and the coordination knows."""

from __future__ import annotations

from handlers.equipe.secours import TELEPHONE
from storage.machine.tables import Outbox
from storage.models import Personne
from tests.bot.casework.terrain import MEDIATRICE, Terrain
from tests.bot.web.conftest import terrain, visitor
from tests.bot.web.visitor import Visitor
from tests.handlers.people import COORDINATION, Team

__all__ = ["terrain", "visitor"]


async def test_it_cuts_once_chosen_and_never_by_a_robot(
    terrain: Terrain, visitor: Visitor
) -> None:
    row_id = terrain.people[MEDIATRICE]
    path = visitor.to(TELEPHONE, row_id)
    jeton = await visitor.jeton(path)
    assert (await visitor.post(path, jeton=jeton)).status == 400
    assert (await visitor.post(path, jeton=jeton, choix="non")).status == 200
    assert revoked(terrain) == []
    assert (await visitor.post(path, jeton=jeton, choix="perdu")).status == 200
    assert revoked(terrain) == [row_id]
    assert (await visitor.get(path))[0] == 410
    assert (await visitor.post(path, jeton=jeton, choix="perdu")).status == 410
    told = [one for one in terrain.outbox() if one.cle.startswith("n°secours:")]
    assert any("lien de secours" in one.contenu.get("text", "") for one in told)


def revoked(terrain: Terrain) -> list[int]:
    with terrain.tx() as tx:
        return [one.id for one in tx.query(Personne) if one.revoquee_le is not None]


def test_the_links_go_to_the_mailbox_of_the_coordination_and_nowhere_else(team: Team) -> None:
    team.says(COORDINATION, "/revoquer")
    assert "4 liens de secours vers" in team.taps(COORDINATION, "✉️ Liens")
    letters = [one for one in team.rows(Outbox) if one.sujet.startswith("telephone:")]
    assert len(letters) == len(team.rows(Personne))
    assert {one.adresse for one in letters} == {team.programme.config.coordination.email}
    assert all(one.revoquee_le is None for one in team.rows(Personne))
