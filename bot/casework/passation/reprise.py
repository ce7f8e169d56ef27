"""A departure taken back: everybody and everything are where they were, and all are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.casework.passation import annonces, presences
from bot.casework.passation.actes import Auteur, entrust
from bot.casework.passation.depart import Passe
from bot.casework.passation.mots import numbers
from bot.casework.passation.presences import Coupee
from bot.casework.prompts import prompt_each
from bot.rendering import render_text
from storage import affaires, appartenances, audit, people
from storage.affaires import Affaires
from storage.machine import conversations
from storage.models import Personne, Presence
from storage.work import Work

BACK: Final = "Vous êtes de nouveau dans <b>{{ binome }}</b> : le changement est annulé."
BACK_IN: Final = "Votre accès est rétabli. Ce que vous n'aviez pas fini est gardé."
RETURNED: Final = "{{ nom }} est de nouveau dans votre binôme : le changement est annulé."
RECALLED: Final = "Le changement est annulé : {{ numeros }} revient à {{ binome }}."
STAYS_CUT: Final = "La présence reste arrêtée : autre chose a été noté depuis."


def kept(passes: Sequence[Passe]) -> dict[str, Any]:
    """What taking it back needs, as JSON keeps it."""
    return {"departs": [_kept(one) for one in passes]}


def is_as_left(work: Work, avant: Mapping[str, Any]) -> bool:
    """Whether each of them is still where the deed put them, and nobody took their account."""
    return all(_is_as_left(work, one) for one in avant["departs"])


def take_back(work: Work, avant: Mapping[str, Any], par: Auteur) -> str:
    """Everything as before; what could not be mended, « » when all was."""
    persons = [work.tx.get_one(Personne, one["personne"]) for one in avant["departs"]]
    for person, one in zip(persons, avant["departs"], strict=True):
        _come_back(work, person, one, par)
    work.tx.flush()
    for one in avant["departs"]:
        _give_back(work, one, par)
    for person, one in zip(persons, avant["departs"], strict=True):
        _tell(work, person, one, par)
    mended = [_mend(work, one) for one in avant["departs"]]
    return "" if all(mended) else STAYS_CUT


def _kept(passe: Passe) -> dict[str, Any]:
    coupee = passe.coupee
    return {
        "personne": passe.depart.person.id,
        "de": passe.de,
        "vers": passe.depart.vers,
        "repreneur": passe.repreneur if passe.moves_on else None,
        "affaires": [[one.__tablename__, one.id] for one in passe.confies],
        "finie": coupee.finie.id if coupee else None,
        "suite": coupee.suite.id if coupee and coupee.suite else None,
        "talks": passe.talks,
    }


def _is_as_left(work: Work, one: Mapping[str, Any]) -> bool:
    person = work.tx.get_one(Personne, one["personne"])
    if one["vers"] is not None:
        return person.revoquee_le is None and person.binome_id == one["vers"]
    again = people.by_account(work.tx, person.dispositif_id, person.telegram_id)
    return person.revoquee_le is not None and again is None


def _come_back(work: Work, person: Personne, one: Mapping[str, Any], par: Auteur) -> None:
    if one["vers"] is None:
        person.revoquee_le = None
        audit.note(work.tx, work.now, par.personne_id, "rendre_acces", person)
    else:
        person.binome_id = one["de"]
        vers = str(one["vers"])
        audit.note(work.tx, work.now, par.personne_id, appartenances.MOVED, person, vers)
    for talk_id in one["talks"]:
        talk = conversations.load(work.tx, talk_id)
        if talk is not None:
            conversations.close(work.tx, talk, conversations.PARKED, work.now)


def _give_back(work: Work, one: Mapping[str, Any], par: Auteur) -> None:
    """What the taker still has; what it closed, or passed on itself, stays so."""
    if one["repreneur"] is None:
        return
    held = affaires.of_binome(work.tx, one["repreneur"])
    passed = [(name, row_id) for name, row_id in one["affaires"]]
    back = held.those([one for one in held if (one.__tablename__, one.id) in passed])
    for affaire in back:
        entrust(work, affaire, one["de"], par.personne_id)
    work.tx.flush()
    if back:
        _recalled(work, one, back, par)


def _recalled(work: Work, one: Mapping[str, Any], back: Affaires, par: Auteur) -> None:
    binome = work.programme.binome_label(one["de"])
    text = render_text(RECALLED, numeros=numbers(back), binome=binome)
    members = people.binome_members(work.tx, one["repreneur"])
    key = f"{par.source}:rappel:{one['repreneur']}"
    prompt_each(work, members, key, {"text": text})


def _tell(work: Work, person: Personne, one: Mapping[str, Any], par: Auteur) -> None:
    """Who came back, then those who see them come back."""
    said = render_text(BACK, binome=work.programme.binome_label(one["de"]))
    said = BACK_IN if one["vers"] is None else said
    key = f"{par.source}:retour:{person.id}"
    prompt_each(work, [person], key, {"text": said})
    members = people.binome_members(work.tx, one["de"]) if one["de"] else []
    others = [other for other in members if other.id != person.id]
    back = render_text(RETURNED, nom=person.prenom)
    prompt_each(work, others, key, {"text": back})
    held = affaires.of_binome(work.tx, one["de"])
    annonces.note_told(work, held, [person, *others], par.personne_id)


def _mend(work: Work, one: Mapping[str, Any]) -> bool:
    finie = work.tx.get(Presence, one["finie"]) if one["finie"] else None
    if finie is None:
        return True
    suite = work.tx.get(Presence, one["suite"]) if one["suite"] else None
    return presences.mend(work, Coupee(finie, suite))
