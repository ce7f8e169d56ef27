"""The card confirmed: the same rows as the ordinary flows, tied to the message that said them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.casework import securite
from bot.casework.libelles import par_personne
from bot.casework.signalement import actes as casework
from bot.casework.signalement import repentir
from bot.casework.signalement.consequences import VERIFIE
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.deed import DeedSignalement
from bot.casework.signalement.defaut import Defaut, Revu
from bot.casework.signalement.deja import Deja
from bot.domain.periodes import tranche_at
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from bot.engine.conditions import Answers, Facts
from bot.feature.beforehand import MESSAGE
from bot.feature.contract import Context, Ending
from bot.feature.door import settle
from bot.feature.gestes import bouton, note
from bot.questions import dictee, photos, sur_place
from bot.questions.deja import STILL
from handlers.saisie import compris
from handlers.saisie.compris import YES, Compris
from storage import signalements, textes
from storage.dispositif import Echelon
from storage.models import (
    Conflit,
    Observation,
    Rencontre,
    Saisie,
    Signalement,
    Sollicitation,
)

SEEN_AGAIN = "toujours là, c'est noté ; le service le voit"


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """People, observation, conflict and defect, in this transaction, each once."""
    entry = compris.of(context, answers)
    rows = list(_street_rows(context, answers, entry))
    context.tx.add_all(rows)
    context.tx.flush()
    settle(context, rows)
    values: dict[str, Any] = {
        "reference": "",
        "suite": "",
        "photo_de": 0,
        "verifie": _checked(context, answers, facts),
    }
    if entry.categorie is not None:
        sent, outcome = _defect(context, answers, entry, facts)
        rows, values = [*rows, *sent], {**values, **outcome}
    dictee.tie(context, MESSAGE.of(answers), rows)
    _ask_whether_safe(context, rows)
    waits = photos.question(values["photo_de"]) if values["photo_de"] else []
    undo = values.pop("reprise", ())
    said = {"photo_attend": bool(waits), "corrigeable": MESSAGE.of(answers) is not None}
    return Ending({**values, **said}, [*undo, *waits])


def _ask_whether_safe(context: Context, rows: Iterable[Saisie]) -> None:
    """In a message of its own, as the conflict's own questions would have asked."""
    for row in rows:
        if isinstance(row, Conflit) and securite.is_due(context.programme.config, row):
            question = securite.ask(context, row)
            said, keyboard = securite.question_of(question), securite.keyboard(question)
            context.tell(context.user_id, "🛑 {{ said|safe }}", keyboard, said=said)


def _street_rows(context: Context, answers: Answers, entry: Compris) -> Iterator[Saisie]:
    shared = columns(context, answers, entry)
    for public, nombre in entry.comptes.items():
        source = f"{context.source}:{public}"
        talk = {"conversation_id": context.talk_id, "source": source}
        yield Rencontre(**shared, **talk, public=public, nombre=nombre)
    if entry.observe:
        yield Observation(**shared, **observation(entry), source=f"{context.source}:observation")
    if entry.demande:
        yield Sollicitation(**shared, **request(entry), source=f"{context.source}:sollicitation")
    if entry.single("conflit"):
        own = {"type": entry.single("conflit"), "gestes": [], "issue": answers["issue"]}
        yield Conflit(**shared, **own, source=f"{context.source}:conflit")


def request(entry: Compris) -> dict[str, Any]:
    """The columns of a request that are its own; one is only counted when it sent somewhere."""
    counted = entry.reponse is not None and entry.reponse.compte_comme is not None
    return {
        "public": entry.demande.get("public") or None,
        "type": entry.of_request("sujets"),
        "reponse": entry.of_request("reponses"),
        "domaine": entry.domaine if counted else None,
        "partenaire": entry.partenaire.slug if entry.partenaire else None,
    }


def _checked(context: Context, answers: Answers, facts: Facts) -> str:
    """« V-0001 », once they said that they saw it mended; « » otherwise."""
    known: Deja | None = facts["verifiable"]
    if known is None or answers.get("repare_dit") != YES:
        return ""
    par, role = par_personne(context.person), Acteur(context.person.role)
    acte = ActeSignalement.VERIFIER_REPARE
    casework.act(context, known.id, DeedSignalement(acte, par, role, context.source))
    return known.reference


def columns(context: Context, answers: Answers, entry: Compris) -> dict[str, Any]:
    """What every row of the entry shares: where, who, and the hour that was said."""
    if entry.site is None:
        raise LookupError("saisie: where it happened is not known")
    le: datetime = entry.heure or sur_place.began_at(context)
    presence_id = compris.presence_at(context, answers, le)
    return {
        "dispositif_id": context.programme.id,
        "site_id": context.programme.sites[entry.site.slug],
        "presence_id": presence_id,
        "binome_id": sur_place.binome_at(context, le, presence_id),
        "auteur_id": context.person.id,
        "le": le,
        "tranche": tranche_at(le, context.programme.calendrier),
    }


def observation(entry: Compris) -> dict[str, Any]:
    """The columns of an observation that are its own."""
    return {
        "ambiance": level(entry.config.ambiance, entry.single("ambiance")),
        "frequentation": level(entry.config.frequentation, entry.single("frequentation")),
        "positifs": entry.several("positifs"),
        "mesusages": entry.several("mesusages"),
    }


def level(steps: tuple[Echelon, ...], slug: str | None) -> int | None:
    """The figure of a step of a scale: « apaisée » is 4."""
    return next((step.valeur for step in steps if step.slug == slug), None)


def _defect(
    context: Context, answers: Answers, entry: Compris, facts: Facts
) -> tuple[list[Signalement], dict[str, Any]]:
    """Sent to its service, or an earlier one seen again, which stays the earlier entry's."""
    shown = photos.shown(answers)
    deja: Deja | None = facts["deja"]
    if deja and facts[STILL]:
        par = par_personne(context.person)
        seen = Revu(par, context.source, shown, photos.may_leave(answers))
        waits = deja.id if casework.see_again(context, deja.id, seen) else 0
        line = signalements.actes(context.tx, deja.id)[-1]
        undo = [[bouton(note(context, VERIFIE, line.id))]]
        told = {"reference": deja.reference, "suite": SEEN_AGAIN}
        return [], {**told, "photo_de": waits, "reprise": undo}
    emis = casework.emit(context, defect(context, answers, entry))
    v = reference(emis.signalement)
    return [emis.signalement], {
        # A danger waits for nothing: nobody has twenty seconds to think again.
        "reprise": () if emis.signalement.danger else repentir.row(emis.signalement.id, v),
        "reference": v,
        "suite": emis.suite,
        "appels": emis.appels or facts["appels"],
        "photo_de": emis.signalement.id if emis.photos else 0,
    }


def defect(context: Context, answers: Answers, entry: Compris) -> Defaut:
    """What leaves for the service."""
    if entry.categorie is None or entry.site is None:
        raise LookupError("saisie: no defect, or no site")
    return Defaut(
        auteur=context.person,
        source=context.source,
        site=entry.site,
        categorie=entry.categorie,
        urgence=entry.urgence,
        service=entry.service,
        ou=entry.ou,
        danger=entry.danger,
        presence_id=compris.presence_at(context, answers, sur_place.began_at(context)),
        lieu=textes.verifie(context, entry.lieu, lieu=True),
        **(entry.lu.get("position") or {}),
        photos=photos.shown(answers),
        sortie=photos.may_leave(answers),
        conversation_id=context.talk_id,
    )
