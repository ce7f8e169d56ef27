"""Who brings what in a year: 28 % of 160 000 €, at most 45 000 € (001 l.57)."""

from __future__ import annotations

from digests.exports.parts import PartAnnuelle, cout_annuel, parts, reste
from tests.storage.dispositif_cast import example


def test_a_share_is_that_of_the_cost_up_to_its_ceiling() -> None:
    mons = example("mons")
    ville, *landlords = parts(mons)
    assert ville == PartAnnuelle(
        ville.slug, "Ville de Mons-en-Barœul", 28, 45_000, 44_800, coordonnateur=True
    )
    assert {one.euros for one in landlords} == {None}, "the convention does not say theirs"
    assert (cout_annuel(mons), reste(mons)) == (160_000, 115_200)


def test_beyond_the_ceiling_the_share_stops() -> None:
    mons = example("mons")
    ville, *others = mons.commanditaires
    dearer = ville.model_copy(update={"cout_objectif_eur": 200_000})
    config = mons.model_copy(update={"commanditaires": (dearer, *others)})
    assert parts(config)[0].euros == 45_000
    assert reste(config) == 155_000


def test_what_nobody_says_is_not_zero() -> None:
    amiens = example("amiens")
    unsaid = tuple(
        one.model_copy(update={"part_eur": None, "part_pct": None})
        for one in amiens.commanditaires
    )
    config = amiens.model_copy(update={"commanditaires": unsaid})
    assert (cout_annuel(config), reste(config)) == (None, None)
    assert {one.euros for one in parts(config)} == {None}
