"""What the sentences of a direct request need: lists, places, and the ones still open."""

from __future__ import annotations

from typing import Final

from bot.casework.demande import interne
from bot.casework.demande import presentation as fiche
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature import portee
from bot.feature.beforehand import DEMANDE
from bot.feature.contract import Context
from bot.questions import choix, sur_place
from storage import demandes
from storage.models import Demande

AUTRE_SITE: Final = Option("autre-site", "Autre site")
AUTRE_LIEU: Final = Option("autre-lieu", "Autre lieu, en quelques mots")


def received(context: Context, answers: Answers) -> Facts:
    """A request as the mediator notes it."""
    config = context.programme.config
    here = sur_place.site_of(context, answers)
    sites = sur_place.site_options(context)
    near = (Option(here.slug, f"📌 {here.label}"), AUTRE_SITE) if here else _few(sites)
    return {
        "origines": choix.options(config.liste("origines_demande")),
        "objets": choix.options(config.liste("objets_demande")),
        "urgences": choix.options(config.liste("urgences_demande")),
        "lieux": (*near, AUTRE_LIEU),
        "sites": sites,
        "resume": summary(context, answers),
    }


def _few(sites: tuple[Option, ...]) -> tuple[Option, ...]:
    """Three of them, the others behind « Autre site » (requirements C04)."""
    return sites if len(sites) <= sur_place.FEW else (*sites[: sur_place.FEW], AUTRE_SITE)


def site_slug(answers: Answers) -> str | None:
    """The site answered, None for another place."""
    if answers.get("ou") == AUTRE_SITE.slug:
        return answers.get("autre_site")
    return None if answers.get("ou") == AUTRE_LIEU.slug else answers.get("ou")


def summary(context: Context, answers: Answers) -> str:
    """« Bailleur · Nuisance · Site A », as far as it was answered."""
    config = context.programme.config
    lists = (("qui", "origines_demande"), ("quoi", "objets_demande"))
    parts = [config.element(name, answers[key]).label for key, name in lists if answers.get(key)]
    site = site_slug(answers)
    if site:
        parts.append(config.site(site).label)
    elif answers.get("lieu"):
        parts.append(answers["lieu"])
    if answers.get("pressee"):
        parts.append(config.element("urgences_demande", answers["pressee"]).label.lower())
    return " · ".join(parts)


def opened(context: Context, answers: Answers) -> Facts:
    """The open requests, and the one that the coordination picked."""
    programme = context.programme
    rows = demandes.open_ones(context.tx, programme.id)
    chosen = picked(context, answers)
    return {
        "entrees": tuple(Option(str(row.id), _line(context, row)) for row in rows),
        "choisie": card(context, chosen) if chosen else "",
        "gestes": decisions(context, chosen) if chosen else (),
        "binomes": choix.binomes(context),
        "plusieurs_binomes": len(choix.binomes(context)) > 1,
    }


def asked_about(context: Context, answers: Answers) -> Facts:
    """The request to make clearer."""
    demande = to_precise(context, answers)
    questions = interne.asked(context.tx, demande) if demande else []
    return {
        "v": fiche.reference(demande) if demande else "",
        "question": questions[-1].texte if questions else "",
    }


def to_precise(context: Context, answers: Answers) -> Demande | None:
    """The one picked among those that wait for this binôme, else the oldest."""
    waiting = demandes.to_precise(context.tx, context.person.binome_id or 0)
    known = {row.id: row for row in waiting}
    return known.get(DEMANDE.of(answers) or 0) or next(iter(waiting), None)


def picked(context: Context, answers: Answers) -> Demande | None:
    """The request answered, when it is of this dispositif."""
    number = str(answers.get("demande") or "")
    found = demandes.get(context.tx, int(number)) if number.isdigit() else None
    return found if found and portee.reaches(context, Droit.DECIDER_DEMANDE, found) else None


def decisions(context: Context, demande: Demande) -> tuple[Option, ...]:
    """What may be decided now, as buttons."""
    offered = fiche.offered(context.programme, demande)
    return tuple(Option(acte, fiche.BOUTONS[acte]) for acte in offered)


def card(context: Context, demande: Demande) -> str:
    """What the coordination reads of a request, with its words (P7: within the team)."""
    programme = context.programme
    return "\n".join(
        (
            f"{fiche.reference(demande)} · {fiche.etat(programme, demande)}",
            interne.in_full(context.tx, programme, demande),
            _answer_before(context, demande),
        )
    )


def _answer_before(context: Context, demande: Demande) -> str:
    late = demande.decidee_le is None and demande.repondre_avant <= context.now
    before = fiche.before(demande)
    return f"⏰ La réponse était attendue avant {before}." if late else f"Réponse avant {before}."


def _line(context: Context, demande: Demande) -> str:
    """« D-0012 · Nuisance · Site A · Reçue »."""
    programme = context.programme
    quoi = programme.config.element("objets_demande", demande.objet).label
    parts = (fiche.reference(demande), quoi, fiche.place(programme, demande))
    return " · ".join((*parts, fiche.etat(programme, demande)))
