"""What somebody who leaves a binôme holds, shown before the yes: a presence, what they follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.casework.passation import actes as passation
from bot.casework.passation import presences
from bot.casework.passation.mots import counted
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.door import all_flows
from bot.rendering import render_line
from bot.words import heure, pluriel
from handlers.equipe.facts import MOVE, REVOKE, SWAP, person
from storage import equipes, people
from storage.affaires import Affaires
from storage.machine import conversations
from storage.models import Personne

KEEP, CARRY = "gardent", "emportent"
COORDINATION: Final = "la-coordination"
"""Who takes what nobody of any binôme can take."""
GARDE: Final = (
    Option(KEEP, "👥 Chaque binôme garde"),
    Option(CARRY, "🎒 Chacun emporte"),
)
PRESENT: Final = "est sur {{ site }} depuis {{ heure }}"
FOLLOWS: Final = "suit {{ quoi }}"
ENDS: Final = (
    "{{ nom }} : la présence sur {{ site }} s'arrête à cette minute"
    "{% if avec %} ; elle continue pour {{ avec }}{% endif %}."
)
LOST: Final = "{{ nom }} a {{ combien }} : ce qui n'est pas enregistré sera perdu."
KEPT: Final = "{{ nom }} a {{ combien }} : cela reste à finir, sur son téléphone."
GOES: Final = "{{ quoi }} : à {{ qui }}."
LAST: Final = "Après cela, personne ne recevra plus ce qui est demandé à la coordination."


def facts(context: Context, answers: Answers) -> Facts:
    """« est sur Site A depuis 17 h 04 et suit 1 relais »; who may take it; what the yes does."""
    leaving = leavers(context, answers)
    followed = {one.id: passation.followed(context.tx, one) for one in leaving}
    first = leaving[0] if leaving else None
    swap = answers.get("geste") == SWAP
    held = any(followed.values())
    return {
        "autre": leaving[1].prenom if len(leaving) > 1 else "",
        "touche": _touched(context, first, followed) if first else "",
        "suivi": held and not swap,
        "suivi_echange": held and swap,
        "ce_qu_ils_suivent": [
            f"{one.prenom} {render_line(FOLLOWS, quoi=counted(followed[one.id]))}"
            for one in leaving
            if followed[one.id]
        ],
        "repreneurs": repreneurs(context, first, answers) if first else (),
        "effets": list(_effects(context, answers, followed)),
        "a_confirmer": swap or _is_felt(context, answers, leaving, held=held),
    }


def leavers(context: Context, answers: Answers) -> list[Personne]:
    """Who leaves a binôme by what was picked so far: nobody, one person, or the two of a swap."""
    keys = [answers.get(key) for key in ("qui_deplacer", "qui_retirer", "qui_echange", "avec_qui")]
    found = [person(context, key) for key in keys if key]
    return [one for one in found if one is not None]


def repreneurs(context: Context, one: Personne, answers: Answers) -> tuple[Option, ...]:
    """Herself in her new binôme, her colleague, then every binôme where somebody is."""
    programme, vers = context.programme, answers.get("vers")
    teams = equipes.holders(context.tx, set(programme.binomes.values()))
    options = [Option(vers, f"{_label(context, vers)}, avec {one.prenom}")] if vers else []
    own = programme.binome_slugs.get(one.binome_id or 0)
    for slug in sorted(programme.binomes, key=lambda slug: slug != own):
        there = [other.prenom for other in teams.get(programme.binomes[slug], ()) if other != one]
        if there and slug != vers:
            options.append(Option(slug, f"{_label(context, slug)} · {', '.join(there)}"))
    return tuple(options) or (Option(COORDINATION, "La coordination"),)


def _label(context: Context, slug: str) -> str:
    return context.programme.config.binome(slug).label


def _touched(context: Context, one: Personne, followed: dict[int, Affaires]) -> str:
    """What is said of one person, inside a sentence that begins by their name."""
    row, held = presences.under_way(context.tx, one), followed[one.id]
    said = []
    if row is not None:
        site = context.programme.site_label(row.site_id)
        said.append(render_line(PRESENT, site=site, heure=heure(row.debut)))
    if held:
        said.append(render_line(FOLLOWS, quoi=counted(held)))
    return " et ".join(said)


def _is_felt(context: Context, answers: Answers, leaving: list[Personne], *, held: bool) -> bool:
    """Whether a move has to be confirmed: « à qui ? » was its yes already."""
    if answers.get("geste") != MOVE or held:
        return False
    return any(_ends(context, answers, one) or _drafts(context, one) for one in leaving)


def _effects(context: Context, answers: Answers, followed: dict[int, Affaires]) -> Iterator[str]:
    """Each thing that the yes will do, one sentence each."""
    revoked = answers.get("geste") == REVOKE
    for one in leavers(context, answers):
        if said := _ends(context, answers, one):
            yield said
        if count := _drafts(context, one):
            combien = pluriel(count, "saisie commencée", "saisies commencées")
            yield render_line(LOST if revoked else KEPT, nom=one.prenom, combien=combien)
        taker = answers.get("a_qui")
        if taker and followed[one.id]:
            qui = "la coordination" if taker == COORDINATION else _label(context, taker)
            yield render_line(GOES, quoi=counted(followed[one.id]).capitalize(), qui=qui)
        if revoked and _is_last(context, one):
            yield LAST


def _ends(context: Context, answers: Answers, one: Personne) -> str:
    """That their presence ends, and for whom it goes on; « » when they are in none."""
    row = presences.under_way(context.tx, one)
    if row is None or row.binome_id == context.programme.binomes.get(answers.get("vers") or ""):
        return ""
    avec = ", ".join(other.prenom for other in presences.others(context.tx, row, one))
    site = context.programme.site_label(row.site_id)
    return render_line(ENDS, nom=one.prenom, site=site, avec=avec)


def _drafts(context: Context, one: Personne) -> int:
    """How many entries they began that are recorded nowhere yet."""
    flows = {handler.flow.name: handler for handler in all_flows()}
    talks = conversations.unfinished(context.tx, one.telegram_id)
    known = [(flows.get(talk.state.flow), talk.state.answers) for talk in talks]
    return sum(handler is not None and handler.loses(answers) for handler, answers in known)


def _is_last(context: Context, one: Personne) -> bool:
    """Whether the coordination has nobody else."""
    same = people.with_role(context.tx, context.programme.id, one.role)
    return one.role == "coordination" and len(same) == 1
