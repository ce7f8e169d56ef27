"""How figures are made is told to anybody, and no figure with it."""

from __future__ import annotations

from storage.indicateurs.registre import registre
from tests.bot.casework.terrain import Terrain
from tests.bot.web.visitor import Visitor


async def test_every_figure_says_how_it_is_made(terrain: Terrain, visitor: Visitor) -> None:
    response = await visitor.client.get(f"/chiffres/{terrain.programme.config.slug}")
    text = await response.text()
    assert response.status == 200
    assert "noindex" in response.headers["X-Robots-Tag"]
    for one in registre().values():
        assert f'id="{one.slug}"' in text
    assert "Moins de 5 personnes d&#39;une même sorte ne se publient pas" in text
    defi = text.partition("Accès aux droits</strong>")[2].partition("</li>")[0]
    assert '<a href="#relais-effectifs">Relais effectifs</a>' in defi
    assert "Source : 000 l.140" in defi
    assert (await visitor.get("/chiffres/ailleurs"))[0] == 404
