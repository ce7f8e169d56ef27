"""What a binôme that has nobody left follows, given to another one in one tap."""

from __future__ import annotations

from bot.casework.passation import actes as passation
from bot.casework.passation.actes import Auteur
from bot.casework.passation.mots import counted
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from storage import affaires, equipes, people

NOTHING = "{{ binome }} n'a plus rien à suivre : rien n'est changé."
BACK = "{{ binome }} a de nouveau quelqu'un, qui suit cela : rien n'est changé."
EMPTY = "{{ binome }} n'a personne : rien n'est changé."
GIVEN = "✅ {{ quoi }} : c'est confié à {{ binome }}, qui le sait."


def give(context: Context, tap: Tap) -> Reply:
    """All of it, unless somebody came meanwhile."""
    ids = context.programme.binome_slugs
    de, vers = tap.object_id, int(tap.argument.removeprefix("a."))
    if de not in ids or vers not in ids:
        return Reply(UNKNOWN)
    names = {"binome": context.programme.binome_label(de)}
    if equipes.reachable(people.binome_members(context.tx, de)):
        return Reply("Rien n'est changé.", context.render(BACK, **names))
    if not affaires.of_binome(context.tx, de):
        return Reply("Rien n'est changé.", context.render(NOTHING, **names))
    names = {"binome": context.programme.binome_label(vers)}
    if not equipes.reachable(people.binome_members(context.tx, vers)):
        return Reply(context.render(EMPTY, **names))
    par = Auteur(context.author_id, context.source)
    given = passation.pass_all(context, de, vers, par)
    said = context.render(GIVEN, quoi=counted(given).capitalize(), **names)
    return Reply("C'est confié.", said)
