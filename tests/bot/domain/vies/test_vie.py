"""The mechanism of a life, on a small one: what it answers, and which tables it does not take."""

from __future__ import annotations

from enum import StrEnum

import pytest

from bot.domain.vies.vie import Acteur, Arete, DejaFait, TransitionRefusee, Vie


class Porte(StrEnum):
    OUVERTE = "ouverte"
    FERMEE = "fermee"
    MUREE = "muree"


class Main(StrEnum):
    FERMER = "fermer"
    OUVRIR = "ouvrir"
    MURER = "murer"


class Cle(StrEnum):
    TROUVEE = "trouvee"
    PERDUE = "perdue"


class CleManquante(TransitionRefusee):
    """The door is locked."""


FERMER = Arete(Porte.OUVERTE, Main.FERMER, Porte.FERMEE, "il pleut")
OUVRIR = Arete(Porte.FERMEE, Main.OUVRIR, Porte.OUVERTE, "il fait beau", si=Cle.TROUVEE)
MURER = Arete(Porte.FERMEE, Main.MURER, Porte.MUREE, "plus personne ne vient")
PERMIS = {
    Acteur.MEDIATEUR: frozenset({Main.FERMER, Main.OUVRIR}),
    Acteur.HORLOGE: frozenset({Main.MURER}),
}
VIE = Vie("la porte", Porte.OUVERTE, (FERMER, OUVRIR, MURER), PERMIS, CleManquante)


def test_a_deed_leads_where_its_edge_says() -> None:
    assert VIE.apply(Porte.OUVERTE, Main.FERMER) is Porte.FERMEE
    assert VIE.apply(Porte.FERMEE, Main.OUVRIR, given=Cle.TROUVEE) is Porte.OUVERTE


def test_a_deed_that_is_no_edge_of_its_state_is_refused_with_both_named() -> None:
    with pytest.raises(TransitionRefusee) as caught:
        VIE.apply(Porte.OUVERTE, Main.MURER)
    assert type(caught.value) is TransitionRefusee
    assert (caught.value.statut, caught.value.acte) == (Porte.OUVERTE, Main.MURER)
    assert str(caught.value) == "« murer » impossible quand la porte est « ouverte »"


def test_a_deed_asked_again_where_it_leads_is_already_done() -> None:
    with pytest.raises(DejaFait):
        VIE.apply(Porte.FERMEE, Main.FERMER)
    # Already done wins over what its edge would ask for: there is nothing left to ask.
    with pytest.raises(DejaFait):
        VIE.apply(Porte.OUVERTE, Main.OUVRIR, given=Cle.PERDUE)


@pytest.mark.parametrize("given", [None, Cle.PERDUE])
def test_an_edge_waits_for_what_it_asks(given: Cle | None) -> None:
    with pytest.raises(CleManquante):
        VIE.apply(Porte.FERMEE, Main.OUVRIR, given=given)
    assert VIE.possible(Porte.FERMEE, given=given) == (Main.MURER,)
    assert VIE.possible(Porte.FERMEE, given=Cle.TROUVEE) == (Main.OUVRIR, Main.MURER)


def test_each_is_offered_what_they_may_do_in_the_order_of_the_table() -> None:
    assert VIE.possible(Porte.FERMEE, Acteur.MEDIATEUR, given=Cle.TROUVEE) == (Main.OUVRIR,)
    assert VIE.possible(Porte.FERMEE, Acteur.HORLOGE) == (Main.MURER,)
    assert VIE.possible(Porte.MUREE) == ()
    assert not VIE.permitted(Acteur.MEDIATEUR, Main.MURER)
    assert not VIE.permitted(Acteur.SERVICE, Main.FERMER)


@pytest.mark.parametrize(
    ("aretes", "permis", "fault"),
    [
        ((FERMER, OUVRIR, MURER, FERMER), PERMIS, "twice in one state: fermer"),
        ((FERMER, OUVRIR), PERMIS, "never done: murer; never reached: muree"),
        (
            (FERMER, OUVRIR, MURER, Arete(Porte.MUREE, Main.OUVRIR, Porte.OUVERTE, "")),
            PERMIS,
            "without a reason: ouvrir",
        ),
        (
            (FERMER, OUVRIR, MURER),
            {Acteur.MEDIATEUR: frozenset({Main.FERMER, Main.OUVRIR})},
            "permitted to nobody: murer",
        ),
    ],
    ids=["twice", "never done", "no reason", "nobody"],
)
def test_a_table_that_does_not_hold_is_refused_when_it_is_written(
    aretes: tuple[Arete[Porte, Main], ...],
    permis: dict[Acteur, frozenset[Main]],
    fault: str,
) -> None:
    with pytest.raises(ValueError) as caught:
        Vie("la porte", Porte.OUVERTE, aretes, permis)
    assert str(caught.value) == f"la porte, {fault}"


def test_a_state_that_only_an_unreached_one_leads_to_is_not_reached() -> None:
    aretes = (
        Arete(Porte.OUVERTE, Main.OUVRIR, Porte.OUVERTE, "encore"),
        Arete(Porte.FERMEE, Main.MURER, Porte.MUREE, "plus personne ne vient"),
        Arete(Porte.MUREE, Main.FERMER, Porte.FERMEE, "une porte dans le mur"),
    )
    with pytest.raises(ValueError, match="never reached: fermee, muree"):
        Vie("la porte", Porte.OUVERTE, aretes)
