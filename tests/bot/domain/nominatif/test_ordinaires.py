"""First names that are a month, a plant or a drink there, and somebody elsewhere."""

from __future__ import annotations

import pytest

from bot.domain.nominatif import passages


@pytest.mark.parametrize(
    "texte",
    [
        "avril a ete calme",
        "olivier arraché dans le jardin partagé",
        "olivier sec dans le bac devant la mairie",
        "bouteilles de jack daniel's au pied du banc",
        "une partie de jacques a dit avec les enfants",
        "angle jules guesde et anatole france, feu en panne",
        "les agents sont passés",
    ],
)
def test_a_month_a_plant_a_drink_are_nobody(texte: str) -> None:
    assert passages(texte) == ()


@pytest.mark.parametrize(
    "texte",
    [
        "avril nous a dit qu'elle dort dehors",
        "olivier a arraché une affiche",
        "la bouteille de karim est tombée",
        "jacques a dit qu'il partait",
        "vu au coin julie et karim",
        "J.B. du hall 12 a frappé le gardien",
        "la vieille dite mamie chats nourrit les pigeons",
        "vu m. n'guessan devant le hall 7",
    ],
)
def test_the_same_words_of_somebody_are_still_found(texte: str) -> None:
    assert passages(texte)
