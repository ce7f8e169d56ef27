"""The signed page of a partner's card: read again, said to be exact or to be corrected."""

from __future__ import annotations

import pytest

from bot.web.pages.fiche.page import MOT_MAX
from storage import ajustements, grille
from storage.corrections import waiting
from storage.models import FICHE, Outbox
from storage.referential import synchronise
from tests.bot.casework.terrain import Terrain
from tests.bot.web.pages.grille.test_grille_page import MISSION
from tests.bot.web.visitor import Visitor
from tests.storage.dispositif_cast import example


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    with terrain.tx() as tx:
        lien = grille.lien(tx, terrain.programme, MISSION)
    return visitor.to(FICHE, lien)


def told(terrain: Terrain) -> list[str]:
    """What the coordination has in its mailbox."""
    with terrain.tx() as tx:
        rows = tx.query(Outbox).filter(Outbox.cle.startswith("fiche:"), Outbox.canal == "email")
        return [row.contenu["text"] for row in rows]


async def sent(visitor: Visitor, page: str, **form: str) -> tuple[int, str]:
    data = form | {"jeton": await visitor.jeton(page)}
    response = await visitor.client.post(page, data=data)
    return response.status, await response.text()


async def test_the_card_is_shown_as_mediators_read_it(visitor: Visitor, page: str) -> None:
    status, text = await visitor.get(page)
    assert status == 200
    for fact in (
        *("Mission locale", "<strong>Pour quoi</strong>", "<strong>Pour qui</strong>"),
        *("mission-locale@amiens.example.org", "C'est exact", "À corriger"),
    ):
        assert fact in text, fact


async def test_exact_dates_the_card_and_the_coordination_knows(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    status, text = await sent(visitor, page, reponse="exact")
    assert status == 200
    assert "C&#39;est noté : votre fiche est exacte. Merci." in text
    with terrain.tx() as tx:
        config = synchronise(tx, example("amiens"), terrain.clock.now()).config
    found = config.partenaire(MISSION)
    assert found.valide_le is not None
    assert found.valide_le.isoformat() == "2026-11-17"
    (letter,) = told(terrain)
    assert "Mission locale a relu sa fiche dans l'annuaire : elle est exacte." in letter


async def test_a_correction_is_handed_over_in_its_own_words_and_changes_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    reversing = "\N{RIGHT-TO-LEFT OVERRIDE}"
    _, text = await sent(
        visitor, page, reponse="corriger", mot=f"Nous n'ouvrons{reversing}  plus le <mardi>."
    )
    assert "transmis à la coordination" in text
    (letter,) = told(terrain)
    assert "demande une correction" in letter
    assert "« Nous n'ouvrons plus le <mardi>. »" in letter
    with terrain.tx() as tx:
        assert ajustements.changes(tx, terrain.programme.id) == []
        assert [row.partenaire for row in waiting(tx, terrain.programme.id)] == [MISSION]
    await sent(visitor, page, reponse="exact")
    with terrain.tx() as tx:
        assert waiting(tx, terrain.programme.id) == [], "nothing of it is left to correct"


@pytest.mark.parametrize(
    "form", [{"reponse": "exact"}, {"reponse": "corriger", "mot": "Fermé le mardi."}]
)
async def test_the_same_form_sent_twice_is_one_answer(
    terrain: Terrain, visitor: Visitor, page: str, form: dict[str, str]
) -> None:
    data = form | {"jeton": await visitor.jeton(page)}
    for _ in range(2):
        response = await visitor.client.post(page, data=data)
        assert response.status == 200
    assert len(told(terrain)) == 1
    with terrain.tx() as tx:
        assert len(ajustements.changes(tx, terrain.programme.id)) == (form["reponse"] == "exact")


@pytest.mark.parametrize(
    ("mot", "said"), [("  ", "Dites en quelques mots"), ("x" * (MOT_MAX + 1), "trop long")]
)
async def test_what_says_nothing_is_asked_again(
    terrain: Terrain, visitor: Visitor, page: str, mot: str, said: str
) -> None:
    status, text = await sent(visitor, page, reponse="corriger", mot=mot)
    assert status == 400
    assert said in text
    assert told(terrain) == []


async def test_a_form_that_was_not_read_is_refused(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    response = await visitor.client.post(page, data={"reponse": "exact", "jeton": "faux"})
    assert response.status == 400
    assert told(terrain) == []


async def test_the_grid_leads_to_it(visitor: Visitor, page: str) -> None:
    _, text = await visitor.get(page.removesuffix("/fiche"))
    assert f'href="{page}"' in text


async def test_a_name_in_a_correction_is_asked_about_before_it_is_handed_over(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    named = "Demandez Mme Durand-Exemple à l'accueil."
    given = {"reponse": "corriger", "mot": named}
    status, text = await sent(visitor, page, **given)
    assert status == 400
    assert "Demandez <mark>Mme Durand-Exemple</mark> à l" in text
    assert told(terrain) == []
    assert (await sent(visitor, page, **given, nomme="remplacer"))[0] == 200
    (letter,) = told(terrain)
    assert "Durand" not in letter
    assert "Demandez une personne à l'accueil." in letter
