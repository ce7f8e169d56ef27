"""Every open relais of the team, for the coordination: what is late first, then its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.casework.relais.carte import code, etat, partner_label, trajet
from bot.clock import paris
from bot.engine.conditions import Answers, Facts, Has
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Opening
from bot.feature.registre import registre
from bot.words import day_of_month, jour
from storage import relais as rows
from storage.models import Relais, RelaisActe

SHOWN: Final = 8
BACK: Final = "retour"
GONE: Final = "Ce relais a été supprimé."
ACTES: Final = {
    "transmettre": "confié au partenaire",
    "reorienter": "réorienté",
    "prendre_en_charge": "pris en charge",
    "fixer_rdv": "rendez-vous fixé",
    "rester_sans_nouvelles": "pas de nouvelles",
    "ne_pas_se_presenter": "n'y est pas allé",
    "renoncer": "ne souhaite plus",
    "refuser": "refusé par le partenaire",
    "confirmer_suivi": "toujours suivi",
    "arreter_suivi": "n'est plus suivi",
    "ignorer_suivi": "suivi inconnu",
    "clore": "clos",
}
"""Deeds as its history says them; another one is said by what it led to."""
CARD: Final = (
    "🔁 <b>{{ code }}</b> · {{ trajet }}\n{{ etat }}, {{ binome }}, {{ site }}.\n"
    "Ouvert {{ ouvert|jour }}. {{ suite }}\n"
    "{% for ligne in histoire %}• {{ ligne }}\n{% endfor %}"
)


def facts(context: Context, answers: Answers) -> Facts:
    found = rows.open_in(context.tx, context.programme.id)
    late = [one for one in found if _is_late(context, one)]
    chosen = next((one for one in found if str(one.id) == answers.get("relais")), None)
    return {
        "ouverts": len(found),
        "dus": len(late),
        "lignes": [_line(context, one) for one in found],
        "entrees": tuple(Option(str(one.id), _button(context, one)) for one in found),
        "fiche": _card(context, chosen) if chosen else GONE,
        "retours": (Option(BACK, "⬅️ Tous les relais"),),
    }


def go_back(_context: Context, _answers: Answers, _facts: Facts) -> Ending:
    return Ending(opens=Opening("relais_equipe"))


def _is_late(context: Context, one: Relais) -> bool:
    return one.verifier_le is not None and one.verifier_le <= context.now


def _line(context: Context, one: Relais) -> str:
    """« ⏰ R-0142 · TILLEUL → Mission locale, Binôme 1 : à vérifier depuis le 3 novembre »."""
    sign = "⏰ " if _is_late(context, one) else ""
    vers = partner_label(context.programme, one.partenaire)
    return f"{sign}{code(one)} → {vers}, {_binome(context, one)} : {_next(context, one)}"


def _button(context: Context, one: Relais) -> str:
    return f"{'⏰ ' if _is_late(context, one) else ''}{code(one)}"


def _next(context: Context, one: Relais) -> str:
    if one.verifier_le is None:
        return "personne n'est à relancer"
    day = day_of_month(paris(one.verifier_le).date())
    return f"à vérifier depuis le {day}" if _is_late(context, one) else f"à vérifier le {day}"


def _binome(context: Context, one: Relais) -> str:
    return context.programme.binome_label(one.binome_id)


def _card(context: Context, one: Relais) -> str:
    programme = context.programme
    following = _next(context, one)
    return context.render(
        CARD,
        code=code(one),
        trajet=trajet(programme, one.domaine, one.partenaire),
        etat=etat(programme, one),
        binome=_binome(context, one),
        site=programme.site_label(one.site_id),
        ouvert=one.ouvert_le,
        suite=f"{following[0].upper()}{following[1:]}.",
        histoire=list(_history(context, one)),
    )


def _history(context: Context, one: Relais) -> Iterator[str]:
    """« mardi 17 novembre : confié au partenaire », without what was taken back."""
    for acte in rows.standing(context.tx, one.id):
        yield f"{jour(acte.le)} : {_deed(acte)}"


def _deed(acte: RelaisActe) -> str:
    return ACTES.get(acte.acte, acte.acte.replace("_", " "))


RELAIS_EQUIPE: Final = Flow(
    name="relais_equipe",
    title="Relais à suivre",
    keeps_draft=False,
    steps=(
        choice(
            "relais",
            "🔁 {% if ouverts %}{{ ouverts|pluriel('relais ouvert', 'relais ouverts') }}, "
            "{{ dus }} à vérifier.\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}Lequel ?"
            "{% else %}Aucun relais ouvert.{% endif %}",
            "entrees",
            lists="lignes",
            page=SHOWN,
        ),
        # The card is already Telegram's HTML, every value escaped.
        choice(
            "suite", "{{ fiche|safe }}", "retours", when=Has("relais"), cancel_label="✖️ Fermer"
        ),
    ),
    done="{{ fiche|safe }}",
    left="🔁 Fermé.",
)
HANDLER: Final = registre(
    RELAIS_EQUIPE,
    entry="🔁 Relais à suivre",
    command="/relais",
    about="Où en sont les relais de l'équipe",
    order=58,
    facts=facts,
    record=go_back,
)
