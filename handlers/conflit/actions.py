"""A conflict kept as soon as its result is known, a dossier opened as soon as it can be."""

from __future__ import annotations

from sqlalchemy import select

from bot.casework import securite
from bot.casework.demande import actes as demandes
from bot.casework.mediation.actes import (
    Ouverture,
    bouton,
    goes_on,
    open_dossier,
    plan_step,
    reference,
)
from bot.domain.vies.mediation import Consentement
from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature.beforehand import DEMANDE
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from handlers.conflit import facts
from storage.models import Conflit, Demande

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
    config = context.programme.config
    values = {
        "quoi": config.element("types_conflit", answers["type"]).label,
        "ou": _site_label(context, answers),
        "resultat": config.element("issues", answers["issue"]).label.lower(),
    }
    row = _noted(context)
    if row is None or not known["secours"]:
        return Ending(values | {"question": ""})
    question = securite.ask(context, row)
    said = securite.question_of(question)
    return Ending(values | {"question": said}, securite.keyboard(question))


def left(context: Context, _answers: Answers) -> str:
    """Cancelled after the row was written: it stays, and this is said."""
    dossier = facts.dossier(context)
    if dossier:
        v, perdu, prochaine = reference(dossier), facts.lost(dossier), dossier.prochaine_le
        sentence = LEFT_LOST if perdu else LEFT_OPEN
        step = prochaine or context.now
        return context.render(sentence, v=v, prochaine=step, now=context.now, perdu=perdu)
    return KEPT if _noted(context) else ""


def _write(context: Context, answers: Answers) -> None:
    if _noted(context):
        return
    shared = sur_place.saisie(context, answers, "conflit")
    columns = {**shared, "source": f"{facts.talk_source(context)}{shared['source']}"}
    context.tx.add(
        Conflit(
            **columns,
            type=answers["type"],
            parties=answers.get("parties"),
            gestes=facts.deeds(answers),
            issue=answers["issue"],
        )
    )
    context.tx.flush()


def _noted(context: Context) -> Conflit | None:
    mine = select(Conflit).where(
        Conflit.dispositif_id == context.programme.id,
        Conflit.le >= facts.talk_since(context),
        Conflit.source.startswith(facts.talk_source(context), autoescape=True),
    )
    return context.tx.scalars(mine).first()


def _open(context: Context, answers: Answers) -> None:
    """The dossier, on the site of the demande that it answers, if it answers one."""
    source = f"{facts.talk_source(context)}{context.source}:dossier"
    if facts.dossier(context):
        return
    demande = demandes.of_binome(context.tx, DEMANDE.of(answers), context.person.binome_id)
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
    )
    dossier = open_dossier(
        context,
        ouverture,
    )
    if demande:
        demandes.treat(context, demande.id, reference(dossier), context.person)


def _opened(context: Context, answers: Answers) -> Ending:
    dossier = facts.dossier(context)
    if dossier is None:
        raise LookupError("the dossier was not opened")
    if not goes_on(dossier):
        return Ending()
    plan_step(dossier, int(answers["prochaine"]), context.now)
    config = context.programme.config
    return Ending(
        {
            "quoi": config.element("types_conflit", dossier.type).label,
            "ou": config.site(context.programme.site_slugs[dossier.site_id]).label,
            "prochaine_le": dossier.prochaine_le,
            "attend": dossier.consentement != Consentement.OUI,
        },
        keyboard=[[bouton(dossier)]],
    )


def _site_id(context: Context, answers: Answers, demande: Demande | None) -> int:
    """Where the demande says, else where the binôme is. Raises LookupError."""
    if demande and demande.site_id:
        return demande.site_id
    site = sur_place.site_of(context, answers)
    if site is None:
        raise LookupError("a dossier has no site")
    return context.programme.sites[site.slug]


def _site_label(context: Context, answers: Answers) -> str:
    site = sur_place.site_of(context, answers)
    return site.label if site else ""
