"""A signalement recorded and sent on its way, or an earlier one said to be still there."""

from __future__ import annotations

from typing import Any

from bot.buttons import Keyboard
from bot.casework.demande import actes as demandes
from bot.casework.libelles import par_personne
from bot.casework.prompts import prompt_each
from bot.casework.signalement import actes as casework
from bot.casework.signalement import repentir
from bot.casework.signalement.consequences import VERIFIE
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.defaut import Defaut, Emis, Revu
from bot.casework.signalement.deja import Deja
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.feature import portee
from bot.feature.beforehand import DEMANDE, MOT_DIT
from bot.feature.contract import Context, Declined, Ending
from bot.feature.gestes import bouton, note
from bot.questions import deja as deja_asked
from bot.questions import photos, sur_place
from bot.questions.un_mot import keep_words
from bot.words import jour_court
from handlers.signalement import chantier
from handlers.signalement import facts as known
from storage import signalements, textes
from storage.models import Demande

SEEN_AGAIN = "toujours là, c'est noté ; le service le voit"
THIS_ONE = "📷 {{ v }}, le {{ le }} : est-ce bien la même chose ?"
CLOSED = (
    "Ce signalement vient d'être clos : rien n'est changé. Si c'est toujours là, signalez-le de "
    "nouveau : 🔧 Signalement."
)


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Number it, keep it with its photos, hand it to its services; all in this transaction."""
    if facts[deja_asked.STILL]:
        return _still_there(context, answers, facts)
    emis = casework.emit(context, _defect(context, answers, facts))
    _answers_a_request(context, answers, reference(emis.signalement))
    if words := MOT_DIT.of(answers):
        keep_words(context, emis.signalement, words)
    values = {
        "reference": reference(emis.signalement),
        "suite": emis.suite,
        "appels": emis.appels,
        "photo_attend": emis.photos,
        "revenu": emis.revenu,
    }
    return Ending(values, _buttons(emis))


def _buttons(emis: Emis) -> Keyboard:
    """Taken back in one tap; of a danger, what its photo shows is asked instead."""
    asked = photos.question(emis.signalement.id) if emis.photos else ()
    if emis.signalement.danger:
        return asked
    return [*repentir.row(emis.signalement.id), *asked]


def _defect(context: Context, answers: Answers, facts: Facts) -> Defaut:
    config = context.programme.config
    site = known.site_of(context, answers)
    if site is None:
        raise LookupError("a signalement has no site")
    found = known.category(config, answers, site)
    if found is None:
        raise LookupError("nobody said what it is")
    danger = answers["envoi"] == "danger"
    usual = config.urgence(known.urgency(answers, found))
    where, place = known.where(context, answers), known.kind(config, answers, found, site)
    return Defaut(
        auteur=context.person,
        source=context.source,
        site=site,
        categorie=found,
        urgence=config.most_urgent if danger else usual,
        service=known.service(context, answers, found, site),
        ou=facts["ou"],
        danger=danger,
        type_lieu=place.slug,
        bailleur=answers.get("bailleur"),
        presence_id=sur_place.presence_of(context, answers, site),
        lieu=textes.verifie(context, where.texte, lieu=True),
        latitude=where.latitude,
        longitude=where.longitude,
        photos=photos.shown(answers),
        sortie=photos.may_leave(answers),
        depuis=answers.get("depuis"),
        concernes=tuple(answers.get("concernes") or ()),
        risque=answers.get("risque"),
        chantier=chantier.is_said(answers),
        conversation_id=context.talk_id,
    )


def _still_there(context: Context, answers: Answers, facts: Facts) -> Ending:
    deja: Deja | None = facts["deja"]
    if deja is None:
        raise Declined(CLOSED)
    par = par_personne(context.person)
    seen_again = Revu(par, context.source, photos.shown(answers), photos.may_leave(answers))
    waits = casework.see_again(context, deja.id, seen_again)
    _answers_a_request(context, answers, deja.reference)
    seen = signalements.actes(context.tx, deja.id)[-1]
    undo = bouton(note(context, VERIFIE, seen.id))
    values = {"reference": deja.reference, "suite": SEEN_AGAIN, "appels": "", "revenu": ""}
    keyboard = [[undo], *(photos.question(deja.id) if waits else ())]
    return Ending(values | {"photo_attend": waits}, keyboard)


def show_known(context: Context, facts: Facts, answers: Answers) -> None:
    """The photos of what may be the same thing come below the question, once."""
    dejas: tuple[Deja, ...] = () if answers.get("deja_dit") else facts["dejas"]
    for one in dejas:
        if one.photos:
            key = f"conversation:{context.talk_id}:deja:{one.id}"
            prompt_each(context, (context.person,), key, _pictures(context, one))


def _pictures(context: Context, deja: Deja) -> dict[str, Any]:
    text = context.render(THIS_ONE, v=deja.reference, le=jour_court(deja.le))
    alone = len(deja.photos) == 1
    return {"text": text} | ({"photo": deja.photos[0]} if alone else {"photos": list(deja.photos)})


def _answers_a_request(context: Context, answers: Answers, suite: str) -> None:
    """Begun from a demande that was entrusted to the binôme, it ends it."""
    if asked := portee.found(context, Droit.SUIVRE_DEMANDE, Demande, DEMANDE.of(answers)):
        demandes.treat(context, asked, suite, context.person)
