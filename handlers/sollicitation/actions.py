"""A sollicitation recorded; a relais handed over when the person agrees."""

from __future__ import annotations

from typing import Any

from bot.casework.relais import actes as casework
from bot.casework.relais.carte import bouton, code, partner_label, trajet
from bot.casework.relais.courrier import address_of
from bot.engine.conditions import Answers, Facts
from bot.feature.beforehand import MOT_DIT
from bot.feature.contract import Context, Ending
from bot.questions import fiche_partenaire, sur_place
from bot.questions.un_mot import keep_words
from bot.words import pluriel
from handlers.sollicitation import facts
from storage.models import Relais, Sollicitation

NOTHING_MORE = {"mot": "", "code": "", "rappel": None, "previent": False, "vers": "", "trajet": ""}


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """One row, and one relais if the person agreed; all in this transaction."""
    row = _written(context, answers)
    if answers.get("accord") == "oui":
        domaine = facts.domain(context, answers) or ""
        relais = casework.hand_over(
            context,
            row,
            domaine,
        )
        return _handed_over(context, relais)
    return Ending(NOTHING_MORE | _values(context, row), _fiche(context, row.partenaire))


def _written(context: Context, answers: Answers) -> Sollicitation:
    reponse = answers["reponse"]
    alone = facts.orientation(context) if answers.get("accord") == "non" else None
    counted = facts.counts_as(context, answers) is not None
    row = Sollicitation(
        **sur_place.saisie(context, answers, "sollicitation"),
        public=answers.get("public"),
        type=answers["type"],
        reponse=alone.slug if alone else reponse,
        domaine=facts.domain(context, answers) if counted else None,
        partenaire=facts.partner(answers),
    )
    context.tx.add(row)
    context.tx.flush()
    if words := MOT_DIT.of(answers):
        keep_words(context, row, words)
    return row


def _handed_over(context: Context, relais: Relais) -> Ending:
    programme = context.programme
    values = {
        "mot": relais.mot,
        "code": code(relais),
        "trajet": trajet(programme, relais.domaine, relais.partenaire),
        "rappel": relais.verifier_le,
        "vers": partner_label(programme, relais.partenaire),
        "previent": address_of(programme, relais.partenaire) is not None,
    }
    delays = [
        bouton(relais, f"j.{days}", pluriel(days, "jour"))
        for days in programme.config.suivi_relais.autres_jours
    ]
    never = bouton(relais, "j.0", "Pas de suivi")
    return Ending(values, [[*delays, never], *_fiche(context, relais.partenaire)])


def _values(context: Context, row: Sollicitation) -> dict[str, Any]:
    config = context.programme.config
    done = config.element("reponses", row.reponse)
    sent = done.compte_comme == "orientation"
    return {
        "quoi": config.element("sollicitations", row.type).label,
        "fait": done.label[:1].lower() + done.label[1:],
        "trajet": trajet(context.programme, row.domaine, row.partenaire) if sent else "",
    }


def _fiche(context: Context, slug: str | None) -> list[list[tuple[str, str]]]:
    partenaire = fiche_partenaire.of(context.programme, slug)
    return [[fiche_partenaire.bouton(partenaire.slug)]] if partenaire else []
