"""Who reads what, and how deep, as the file says (requirements §4.7)."""

from __future__ import annotations

import pytest

from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.render import Links
from storage.dispositif import Dispositif, Profondeur, warnings, who_receives
from tests.digests.scene import Scene
from tests.storage.dispositif_cast import example

DEPTHS: dict[str, dict[str, Profondeur]] = {
    "amiens": {
        "comite-operationnel-ouest": "detail",
        "comite-technique": "compte",
        "commanditaires": "compte",
        "clspd": "quartier",
    },
    "mons": {"comite-suivi": "detail", "commanditaires": "compte", "cellule-veille": "quartier"},
}


@pytest.mark.parametrize("town", DEPTHS)
def test_each_reader_has_its_depth_and_the_check_says_it(town: str) -> None:
    config = example(town)
    assert {slug: config.comite(slug).lit for slug in DEPTHS[town]} == DEPTHS[town]
    said = " ".join(who_receives(config).split())
    assert "Lit les chiffres de chaque quartier, jamais d'un site." in said
    assert "le premier lundi d'après le mois à 09:00" in said
    assert f"Porteur, toujours : {config.coordination.email}" in said
    for one in config.comites:
        porteur = [address for address in config.adresses(one) if "mediation.example" in address]
        assert len(porteur) == 1, "always, and once"


def test_signalements_one_by_one_are_for_a_single_territoire(scene: Scene) -> None:
    """Whatever the file asks: a reader of the whole programme counts them (§4.7)."""
    config = scene.programme.config
    deep = config.comite("comite-technique").model_copy(update={"profondeur": "detail"})
    asked = config.model_copy(update={"comites": (deep,)})
    assert any(
        "les signalements un par un ne vont qu'à un territoire" in w for w in warnings(asked)
    )
    scene.signalement("2026-11-10 18:40")
    found = compose(scene.tx, scene.programme, deep, Semaine.parse("2026-W47"))
    assert found["sections"]["veille_technique"]["a_decider"] == []


def test_a_territoire_without_site_says_so(scene: Scene) -> None:
    config: Dispositif = scene.programme.config
    comite = config.comite("comite-operationnel-sud-est")
    found = compose(scene.tx, scene.programme, comite, Semaine.parse("2026-W47"))
    told = render.render_text(found, Links())
    assert "Ce territoire n'a encore aucun site : rien ne peut y être noté." in told
    assert "Aucune présence" not in told
