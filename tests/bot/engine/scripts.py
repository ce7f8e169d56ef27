"""Small flows that exercise every word of the script."""

from __future__ import annotations

from typing import Any

from bot.engine.conditions import Facts, Has, In, Is, Not
from bot.engine.script import (
    Flow,
    Option,
    Reading,
    choice,
    many,
    moment,
    photo,
    place,
    review,
    tally,
    text,
)


def read_hour(written: str, _facts: Facts) -> Reading:
    return Reading(written) if written[:1].isdigit() else Reading(remark="quelle heure ?")


def read_counts(written: str, _facts: Facts) -> Reading:
    number, _, word = written.partition(" ")
    return Reading({word: int(number)}) if number.isdigit() else Reading(remark="incompris")


OUTING = Flow(
    name="outing",
    title="Sortie",
    steps=(
        choice("who", "Qui ?", (Option("alone", "Seul"), Option("both", "À deux"))),
        choice("mate", "Avec ?", "mates", when=Is("who", "both"), name="Binôme"),
        many("seen", "Vu ?", (Option("a", "A"), Option("b", "B")), required=False, name="Vu"),
        place(
            "where",
            "Où ?",
            (Option("site", "Ici"), Option("position", "Moi"), Option("texte", "Je précise")),
            name="Lieu",
        ),
        moment("at", "Quand ?", (Option("1", "12 h"),), read_hour, asked=False, name="Heure"),
        photo("picture", "Une photo ?", asked=False, name="Photo"),
        text("note", "Un mot ?", required=False, name="Mot", when=Not(Is("who", "alone"))),
        review("sure", "C'est bon ?", (Option("send", "✅ Envoyer"),)),
    ),
    done="Fini.",
)

COUNT = Flow(
    name="count",
    title="Compte",
    keeps_draft=False,
    steps=(
        tally(
            "count",
            "Comptez {{ n }}",
            (Option("ados", "Ados"), Option("adultes", "Adultes")),
            when=Not(Has("typed")),
            reads=read_counts,
            example="8 ados",
            typed_as="typed",
        ),
        text("typed", "…", asked=False),
        choice("sure", "Sûr ?", (Option("yes", "Oui"),), when=Has("typed"), clears=("typed",)),
        choice("new", "Nouveaux ?", (Option("0", "Aucun"),), required=False),
    ),
    done="Fini.",
)

ASKING = Flow(
    name="asking",
    title="Question",
    steps=(
        choice("a", "A ?", (Option("x", "X"), Option("y", "Y"), Option("z", "Z")), also=("b",)),
        choice("b", "B ?", (Option("1", "Un"),), asked=False, name="B"),
        choice("c", "C ?", (Option("2", "Deux"),), when=In("a", ("x", "y"))),
    ),
    done="Fini.",
)

FACTS: dict[str, Any] = {"mates": (Option("m1", "Un"), Option("m2", "Deux"))}
