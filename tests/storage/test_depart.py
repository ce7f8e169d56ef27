"""The lists that questions are made of: all of them in both packaged files, fit for buttons."""

from __future__ import annotations

from collections import Counter

import pytest

from storage.dispositif import actifs, load, packaged
from storage.dispositif.depart import BESIDES, DEPART, NEEDED, OFFERED, completed
from storage.dispositif.source import read


@pytest.mark.parametrize("name", ["amiens", "mons"])
def test_a_packaged_file_takes_nothing_from_the_starter_lists(name: str) -> None:
    tree = read(packaged(name)).tree
    assert completed(tree) == tree


@pytest.mark.parametrize("name", ["amiens", "mons"])
def test_no_two_buttons_of_a_question_say_the_same(name: str) -> None:
    config = load(packaged(name))
    for nom in OFFERED:
        labels = Counter(one.label for one in config.liste(nom))
        assert max(labels.values()) == 1, nom
        assert max(map(len, labels)) <= 32, nom
    assert len(actifs(config.ambiance)) == 5
    assert len(actifs(config.presence.modes)) >= 4


def test_an_earlier_file_learns_what_its_lines_say_since() -> None:
    """« Transmis médiation Ville » of a file written before reaches the service too (C13)."""
    old = {
        "slug": "transmis-mediation-ville",
        "label": "À la Ville",
        "compte_comme": "orientation",
    }
    own = {"slug": "autre-reponse", "label": "Autre"}
    taught = completed({"listes": {"reponses": [old, own]}})["listes"]["reponses"]
    assert taught == [{"suite": "mediation-ville", **old}, own]


def test_what_is_taken_says_where_it_comes_from() -> None:
    whole = completed({"listes": {}, "presence": {}})
    taken = [*(whole["listes"][nom] for nom in whole["listes"]), whole["presence"]["modes"]]
    assert len(NEEDED) == len(whole["listes"]) + len(BESIDES)
    assert all(line["source"].startswith(DEPART) for lines in taken for line in lines)
