"""A conflict kept as soon as its result is known, a dossier opened as soon as it can be."""

from __future__ import annotations

from bot.casework import securite
from bot.casework.demande import actes as demandes
from bot.casework.mediation.actes import (
    Ouverture,
    goes_on,
    open_dossier,
    plan_step,
    reference,
)
from bot.domain.droits import Droit
from bot.domain.vies.mediation import Consentement
from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature import portee, precisions
from bot.feature.beforehand import DEMANDE
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.rendering import as_html
from handlers.conflit import facts
from handlers.conflit.carte import EN_DIFFERE, SUR_PLACE
from storage.models import Conflit, Demande

TAKEN_BACK = "⚡ Ce conflit a été supprimé entre-temps."
LOST = "🕐 <b>{{ v }}</b> {{ perdu }} : aucune étape n'est prévue."
KEPT = "Fermé. Le conflit est noté."
LEFT_OPEN = (
    "Fermé. Le dossier {{ v }} reste ouvert"
    "{% if prochaine > now %} ; je vous le rappelle {{ prochaine|jour }}{% endif %}."
)
LEFT_LOST = "Fermé. Le dossier {{ v }} {{ perdu }}."


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """Nothing waits for the last question: the result makes a row, « Comment ? » a dossier."""
    if accepted.key == "issue":
        _write(context, answers)
    elif accepted.key == "mode":
        _open(context, answers)


def conclude(context: Context, answers: Answers, known: Facts) -> Ending:
    if answers["temporalite"] == "differe":
        return _opened(context, answers)
    row = sur_place.noted(context, Conflit)
    if row is None:
        return Ending({"conclusion": TAKEN_BACK})
    ending = precisions.closing(context, row, SUR_PLACE)
    return _with_safety(context, row, ending) if known["secours"] else ending


def _with_safety(context: Context, row: Conflit, ending: Ending) -> Ending:
    """« Vous êtes en sécurité ? », above what was noted: nothing else is to be touched first."""
    question = securite.ask(context, row)
    said = as_html("\n").join([securite.question_of(question), ending.values["conclusion"]])
    return Ending({"conclusion": said}, securite.keyboard(question))


def left(context: Context, _answers: Answers) -> str:
    """Cancelled after the row was written: it stays, and this is said."""
    dossier = facts.dossier(context)
    if dossier:
        v, perdu, prochaine = reference(dossier), facts.lost(dossier), dossier.prochaine_le
        sentence = LEFT_LOST if perdu else LEFT_OPEN
        step = prochaine or context.now
        return context.render(sentence, v=v, prochaine=step, now=context.now, perdu=perdu)
    return KEPT if sur_place.noted(context, Conflit) else ""


def _write(context: Context, answers: Answers) -> None:
    if sur_place.noted(context, Conflit):
        return
    context.tx.add(
        Conflit(
            **sur_place.saisie_once(context, answers, "conflit"),
            type=answers["type"],
            parties=answers.get("parties"),
            gestes=facts.deeds(answers),
            issue=answers["issue"],
        )
    )
    context.tx.flush()


def _open(context: Context, answers: Answers) -> None:
    """The dossier, on the site of the demande that it answers, if it answers one."""
    source = f"{sur_place.talk_source(context)}{context.source}:dossier"
    if facts.dossier(context):
        return
    demande = portee.found(context, Droit.SUIVRE_DEMANDE, Demande, DEMANDE.of(answers))
    ouverture = Ouverture(
        site_id=_site_id(context, answers, demande),
        binome_id=context.person.binome_id or 0,
        auteur_id=context.person.id,
        origine=answers["origine"],
        type=answers["type"],
        consentement=Consentement(answers["consentement"]),
        mode=answers["mode"],
        source=source,
        demande_id=demande.id if demande else None,
        conversation_id=context.talk_id,
    )
    dossier = open_dossier(
        context,
        ouverture,
    )
    if demande:
        demandes.treat(context, demande, reference(dossier), context.person)


def _opened(context: Context, answers: Answers) -> Ending:
    dossier = facts.dossier(context)
    if dossier is None:
        raise LookupError("the dossier was not opened")
    if not goes_on(dossier):
        v, perdu = reference(dossier), facts.lost(dossier)
        return Ending({"conclusion": as_html(context.render(LOST, v=v, perdu=perdu))})
    plan_step(dossier, int(answers["prochaine"]), context.now)
    return precisions.closing(context, dossier, EN_DIFFERE)


def _site_id(context: Context, answers: Answers, demande: Demande | None) -> int:
    """Where the demande says, else where the binôme is. Raises LookupError."""
    if demande and demande.site_id:
        return demande.site_id
    site = sur_place.site_of(context, answers)
    if site is None:
        raise LookupError("a dossier has no site")
    return context.programme.sites[site.slug]
