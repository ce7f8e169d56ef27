"""The figures of a letter under their words, what moved between two, what a sentence quotes."""

from __future__ import annotations

import pytest

from bot.domain.releve import bouges, quoted_in, releve

LETTER = """\
Médiation de rue · point hebdo · Territoire Ouest
Semaine 47, du 16 au 22 novembre 2026

3 h 48 de présence, 23 rencontres et 1 nouveau signalement.

PRÉSENCE

Site    Journée  Soirée   Total
------  -------  ------  ------
Site A   0 h 56  2 h 52  3 h 48
Site B        –       –  0 h 00

RENCONTRES

Public     Rencontres
---------  ----------  ----
12-17 ans          13  57 %

VEILLE TECHNIQUE
- V-0001, Éclairage public en panne, Site A : en retard de 2 jours

--
Figé le lundi 23 novembre.
"""


def test_each_figure_is_under_the_words_that_it_stands_with() -> None:
    assert releve(LETTER) == {
        "de présence": "3 h 48",
        "rencontres": "23",
        "nouveau signalement": "1",
        "Présence, Site A, Journée": "0 h 56",
        "Présence, Site A, Soirée": "2 h 52",
        "Présence, Site A, Total": "3 h 48",
        "Présence, Site B, Journée": "–",
        "Présence, Site B, Soirée": "–",
        "Présence, Site B, Total": "0 h 00",
        "Rencontres, 12-17 ans": "57 %",
        "Rencontres, 12-17 ans, Rencontres": "13",
        "Veille technique, en retard de jours": "2",
    }


def test_one_change_told_twice_is_said_once_and_a_new_row_too() -> None:
    later = (
        LETTER.replace("3 h 48", "5 h 10")
        .replace("Site B        –", "Site B   1 h 00")
        .replace("1 nouveau signalement", "2 nouveaux signalements")
    )
    moved = [(one.mots, one.avant, one.apres) for one in bouges(releve(LETTER), releve(later))]
    assert moved == [
        ("de présence", "3 h 48", "5 h 10"),
        ("nouveaux signalements", "1", "2"),
        ("Présence, Site B, Journée", "–", "1 h 00"),
    ]


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("23 rencontres, dont des familles.", {"rencontres"}),
        ("Présents 3h48 cette semaine.", {"de présence", "Présence, Site A, Total"}),
        ("Plus de 57 % de 12-17 ans.", {"Rencontres, 12-17 ans"}),
        ("Deux jours de retard.", {"Veille technique, en retard de jours"}),
        ("Aucune présence au Site B en journée.", {"Présence, Site B, Journée"}),
        ("Les soirées s'apaisent.", set()),
    ],
)
def test_a_sentence_quotes_figures_in_digits_or_in_letters(
    sentence: str, quoted: set[str]
) -> None:
    found = set(quoted_in(sentence, releve(LETTER)))
    assert quoted <= found
    assert bool(found) == bool(quoted)
