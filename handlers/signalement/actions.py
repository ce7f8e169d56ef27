"""A signalement recorded and sent on its way, or an earlier one said to be still there."""

from __future__ import annotations

from bot.casework.demande import actes as demandes
from bot.casework.libelles import par_personne
from bot.casework.signalement import actes as casework
from bot.casework.signalement.actes import Defaut, Revu
from bot.casework.signalement.consequences import VERIFIE
from bot.casework.signalement.contenu import Deja, reference
from bot.engine.conditions import Answers, Facts
from bot.feature.beforehand import DEMANDE, MOT_DIT
from bot.feature.contract import Context, Ending
from bot.feature.gestes import bouton, note
from bot.questions import photos, sur_place
from bot.questions.un_mot import keep_words
from handlers.signalement import facts as known
from storage import signalements, textes

SEEN_AGAIN = "toujours là, c'est noté ; le service le voit"


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Number it, keep it with its photos, hand it to its services; all in this transaction."""
    if answers.get("deja_dit") == "encore":
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
    }
    return Ending(values, photos.question(emis.signalement.id) if emis.photos else ())


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
    where = known.where(context, answers)
    return Defaut(
        auteur=context.person,
        source=context.source,
        site=site,
        categorie=found,
        urgence=config.most_urgent if danger else usual,
        service=known.service(context, answers, found, site),
        ou=facts["ou"],
        danger=danger,
        type_lieu=known.kind(config, answers, found, site).slug,
        bailleur=answers.get("bailleur"),
        presence_id=sur_place.presence_of(context, answers, site),
        lieu=textes.verifie(context, where.texte, lieu=True),
        latitude=where.latitude,
        longitude=where.longitude,
        photos=photos.shown(answers),
        sortie=photos.may_leave(answers),
        conversation_id=context.talk_id,
    )


def _still_there(context: Context, answers: Answers, facts: Facts) -> Ending:
    deja: Deja = facts["deja"]
    par = par_personne(context.person)
    seen_again = Revu(par, context.source, photos.shown(answers), photos.may_leave(answers))
    waits = casework.see_again(context, deja.id, seen_again)
    _answers_a_request(context, answers, deja.reference)
    seen = signalements.actes(context.tx, deja.id)[-1]
    undo = bouton(note(context, VERIFIE, seen.id))
    values = {"reference": deja.reference, "suite": SEEN_AGAIN, "appels": ""}
    keyboard = [[undo], *(photos.question(deja.id) if waits else ())]
    return Ending(values | {"photo_attend": waits}, keyboard)


def _answers_a_request(context: Context, answers: Answers, suite: str) -> None:
    """Begun from a demande that was entrusted to the binôme, it ends it."""
    if asked := DEMANDE.of(answers):
        demandes.treat(context, asked, suite, context.person)
