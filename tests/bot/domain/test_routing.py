"""Routing: first matching rule, else the default, else the repli, never nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.routing import Rule, route


def told(
    *rules: Rule, default: tuple[str, ...] = ("sv-eclairage",), **facts: str | None
) -> object:
    place: dict[str, str | None] = {"type_lieu": "place", "quartier": "etouvie", "bailleur": None}
    known: dict[str, str | None] = {"categorie": "vt-tag", "groupe": "Tag"}
    place.update(facts)
    return route(rules, known | place, default=default, repli="sv-repli").services


def test_the_first_rule_that_matches_wins() -> None:
    wide, exact = Rule(("large",)), Rule(("precis",), categorie="vt-tag")
    assert told(exact, wide) == ("precis",)
    assert told(wide, exact) == ("large",)


def test_all_the_criteria_of_a_rule_must_hold() -> None:
    rule = Rule(("a", "b"), groupe="Tag", type_lieu="hall", quartier="etouvie", bailleur="sv-x")
    assert told(rule) == ("sv-eclairage",)
    assert told(rule, type_lieu="hall") == ("sv-eclairage",)
    assert told(rule, type_lieu="hall", bailleur="sv-x") == ("a", "b")
    assert told(rule, type_lieu="hall", bailleur="sv-x", quartier=None) == ("sv-eclairage",)


def test_with_no_rule_and_no_default_the_repli_is_told() -> None:
    assert told(default=()) == ("sv-repli",)
    assert told(Rule((), groupe="Tag")) == ("sv-repli",)


slugs = st.sampled_from(["a", "b", None])
rules = st.builds(
    Rule,
    st.lists(st.sampled_from(["s", "t"])).map(tuple),
    groupe=slugs,
    type_lieu=slugs,
    quartier=slugs,
    bailleur=slugs,
)


@given(st.lists(rules), slugs, slugs, slugs, st.lists(st.just("d")).map(tuple))
def test_someone_is_always_told(
    lines: list[Rule],
    lieu: str | None,
    quartier: str | None,
    bailleur: str | None,
    default: tuple[str, ...],
) -> None:
    facts = {"type_lieu": lieu, "quartier": quartier, "bailleur": bailleur}
    assert told(*lines, default=default, **facts)
