"""What a préconisation may be for, whom it may be for, and what supports it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.casework.preconisation.actes import LABELS, reference, resume, statut_label, visee
from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.vies.preconisation import (
    OPEN,
    UNDECIDED,
    VIE_PRECONISATION,
    ActePreconisation,
    StatutPreconisation,
)
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature import membres, portee
from bot.feature.beforehand import PRECONISATION
from bot.feature.contract import Context
from bot.questions import sur_place
from bot.questions.choix import by_habit, options
from bot.questions.jours import last_days
from storage import notes, preconisations
from storage.models import Preconisation

SHOWN = 6
LISTED: Final = 30
"""What was retained lately: older ones are in « Suites des préconisations »."""
OTHER = "autre"
LINKED_FOR = timedelta(days=30)
"""How far back an observation still speaks for a préconisation."""


def facts(context: Context, answers: Answers) -> Facts:
    liste = context.programme.config.liste
    services = _services(context)
    few = (*services[:SHOWN], Option(OTHER, "Autre…")) if len(services) > SHOWN else services
    return {
        "sites": sur_place.site_options(context),
        "types": by_habit(context, liste("types_preconisation"), Preconisation.type),
        "services": few,
        "tous_services": services,
        "horizons": options(liste("horizons_preconisation")),
        "liees": len(linked(context, answers)),
    }


def linked(context: Context, answers: Answers) -> list[int]:
    """Ids of the observations of the last thirty days on this site."""
    site = sur_place.site_of(context, answers)
    if site is None:
        return []
    site_id = context.programme.sites[site.slug]
    return preconisations.supporting(context.tx, site_id, context.now - LINKED_FOR)


def answering(context: Context, answers: Answers) -> Facts:
    """For the coordination: what waits, and what may be answered to the one picked."""
    row = picked(context, answers)
    return {
        "attente": tuple(Option(str(one.id), _line(context, one)) for one in waiting(context)),
        "now": context.now,
        "jours": last_days(paris(context.now).date()),
        "reponses": _answers_to(context, row) if row else (),
        **_said_of(context, row),
    }


def waiting(context: Context) -> list[Preconisation]:
    """What waits for a first answer, then what was retained lately.

    A comité answers the first time, on its own territoire (CPV-5).
    """
    tx, programme_id = context.tx, context.programme.id
    if context.may(Droit.DONNER_AVIS):
        every = preconisations.in_states(tx, programme_id, UNDECIDED)
        return [row for row in every if portee.reaches(context, Droit.DONNER_AVIS, row)]
    asked = preconisations.in_states(tx, programme_id, UNDECIDED)
    retained = preconisations.in_states(tx, programme_id, OPEN - UNDECIDED, LISTED)
    return [*asked, *reversed(retained)]


def _said_of(context: Context, row: Preconisation | None) -> Facts:
    """What the coordination reads of it; `relu` is whether its words may leave the team (P7)."""
    if row is None:
        return {
            "resume": "",
            "statut": "",
            "visee": "",
            "relu": False,
            "ecarte": False,
            "mots": "",
            "relecture": False,
        }
    programme = context.programme
    relu = notes.validated(context.tx, Preconisation.__tablename__, row.id)
    return {
        "resume": f"{reference(row)} · {resume(programme, row)}",
        "statut": statut_label(programme, row),
        "visee": visee(context.tx, programme, row),
        "relu": relu is not None,
        "ecarte": bool(notes.withheld(context.tx, [(Preconisation.__tablename__, row.id)])),
        "mots": relu or "",
        "relecture": context.may(Droit.REPONDRE_PRECONISATION),
    }


def picked(context: Context, answers: Answers) -> Preconisation | None:
    """The préconisation that a button named, or that was picked in the list."""
    known = PRECONISATION.of(answers) or answers.get("laquelle")
    row = preconisations.get(context.tx, context.programme.id, int(known)) if known else None
    opinion = context.may(Droit.DONNER_AVIS)
    droit = Droit.DONNER_AVIS if opinion else Droit.REPONDRE_PRECONISATION
    return row if row and portee.reaches(context, droit, row) else None


def _answers_to(context: Context, row: Preconisation) -> tuple[Option, ...]:
    return tuple(
        Option(acte, LABELS[acte])
        for acte in VIE_PRECONISATION.possible(StatutPreconisation(row.statut))
        if acte != ActePreconisation.REALISER or membres.comite_of(context) is None
    )


def _line(context: Context, row: Preconisation) -> str:
    """« P-0003 · Aménagement »: where it stands is said once it is picked."""
    kind = context.programme.config.element("types_preconisation", row.type).label
    return f"{reference(row)} · {kind}"


def _services(context: Context) -> tuple[Option, ...]:
    """Services that may be written to, the binôme's own first."""
    reached = [one for one in context.programme.config.services if one.joignable]
    return by_habit(context, reached, Preconisation.destinataire)
