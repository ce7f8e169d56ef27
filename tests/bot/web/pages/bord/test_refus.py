"""What services refuse, by reason: on each dashboard that tells it, and in the letter."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.domain.semaine import Semaine
from bot.domain.vies.signalement import ActeSignalement
from digests import render
from digests.compose import compose
from tests.bot.casework.terrain import Terrain
from tests.bot.web.pages.bord.test_tableau import link
from tests.bot.web.visitor import Visitor

STOCK = (
    {"service": "sv-bailleur", "categorie": "vt-ferme-porte"},
    {"service": "sv-proprete", "categorie": "vt-tag"},
    {"service": "sv-proprete", "categorie": "vt-tag"},
)
"""On Site C, which a landlord owns: its own defect, and another service's."""


def chiffre(page: str, label: str) -> str:
    """One figure of a dashboard, as it is shown."""
    label = label.replace("'", "&#39;")
    found = re.search(f"{label}</a></dt>\\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert found, page
    return found[1]


async def test_what_services_refuse_is_told_by_reason_and_to_a_landlord_its_own_alone(
    terrain: Terrain, visitor: Visitor
) -> None:
    light = terrain.emit()
    door, paint, _others = [terrain.emit(site="site-c", **one) for one in STOCK]
    refused, handed = ActeSignalement.REFUSER, ActeSignalement.REORIENTER
    landlord, other = "service:sv-bailleur:email", "service:sv-proprete:email"
    terrain.act(light, refused, raison="perimetre")
    terrain.act(door, refused, landlord, raison="impossible-budget")
    terrain.act(paint, handed, other, vers="sv-voirie")
    terrain.act(paint, handed, "coordination:3", vers="sv-bailleur")
    terrain.clock.advance(timedelta(days=6))
    elus = await visitor.reads(link(terrain, visitor, "elus"))
    assert "refusé par le service le 17 novembre 2026 (hors de son périmètre)." in elus
    assert "refusé par le service le 17 novembre 2026 (impossible)." in elus
    own = await visitor.reads(link(terrain, visitor, "bailleur", bailleur="sv-bailleur"))
    assert chiffre(own, "Refus des services") == (
        '<strong>1</strong><br><span class="dim">Impossible 1</span>'
    )
    assert "0 sur 2" in chiffre(own, "Signalements clos à l'échéance"), "not the other service's"
    with terrain.tx() as tx:
        comite = terrain.programme.config.comite("comite-technique")
        read = compose(tx, terrain.programme, comite, Semaine.parse("2026-W47"))
    letter = " ".join(render.render_text(read, render.NO_LINK).split())
    told = "3 refus de services : pas de leur ressort 1, hors de leur périmètre 1, impossible 1."
    assert told in letter
