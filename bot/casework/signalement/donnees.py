"""A signalement as a program reads it: facts and places, no free text that was not checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.casework.libelles import FAITS, auteur, label
from bot.casework.signalement.contenu import ContenuAlerte, EnMain
from bot.signing import LIEN, stand_in
from storage import signalements
from storage.dispositif import Service
from storage.models import Alerte, SiteRow
from storage.work import Work

EMIS: Final = "signalement.emis"
ETAT: Final = "signalement.etat"
LIEN_NEUF: Final = "signalement.lien"
ESSAI: Final = "essai"
RESTE: Final = "service.reste_ouvert"
PRECONISATION: Final = "service.preconisation"
MESSAGE: Final = "service.message"
KINDS: Final = {"envoi": EMIS, "refuse": EMIS, "repris": EMIS}
"""How an event is called by how its étape begins; the others bear that word itself."""


def sent(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> dict[str, Any]:
    """The content of one copy: « signalement.emis », « signalement.rappel »…"""
    kind = row.etape.partition("-")[0]
    return _event(en_main, facts, row, KINDS.get(kind, f"signalement.{kind}"))


def moved(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> dict[str, Any]:
    """The content that says what was just added to its history."""
    return _event(en_main, facts, row, ETAT)


def link_again(en_main: EnMain, row: Alerte) -> dict[str, Any]:
    """The content that brings a new signed page: somebody asked for it from the old one."""
    return _event(en_main, en_main.contenu(), row, LIEN_NEUF)


def trial(work: Work, service: Service, text: str) -> dict[str, Any]:
    """An event that asks for nothing."""
    return _about(work, service, ESSAI, {"texte": text})


def weekly(work: Work, service: Service, lundi: date, said: Mapping[str, Any]) -> dict[str, Any]:
    """« Ce qui reste ouvert chez vous » of the week that begins on that day.

    said: what the letter says (`hebdo`), its marks included.
    """
    delai = said["delai"]
    facts = {
        "semaine": lundi.isoformat(),
        "ouverts": [
            {
                "reference": one.reference,
                "categorie": one.quoi,
                "site": one.ou,
                "depuis": _iso(one.depuis),
                "etat": one.etat,
                "retard": one.retard,
                "page": one.lien,
            }
            for one in said["ouverts"]
        ],
        "autres": said["autres"],
        "repares": list(said["repares"]),
        "delai_median": {"jours": delai.milieu, "reparations": delai.n} if delai else None,
        "semaines": said["semaines"],
        "arreter": said["fin"],
    }
    return _about(work, service, RESTE, facts)


def proposed(work: Work, service: Service, said: Mapping[str, str]) -> dict[str, Any]:
    """A préconisation that names this service: its number, what it is about, its reread words."""
    mark = stand_in()
    return {LIEN: mark} | _about(work, service, PRECONISATION, {**said, "page": mark})


def written(work: Work, service: Service, subject: str, text: str) -> dict[str, Any]:
    """What is written to this service for its people to read, as its letter says it."""
    return _about(work, service, MESSAGE, {"objet": subject, "texte": text})


def _about(work: Work, service: Service, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """An event about no single case."""
    whose = {"code": service.slug, "nom": service.label}
    said = {"dispositif": work.programme.config.slug, "service": whose, **facts}
    return {"evenement": kind, "le": _iso(work.now), "donnees": said}


def _event(en_main: EnMain, facts: ContenuAlerte, row: Alerte, kind: str) -> dict[str, Any]:
    mark = stand_in()
    said = _case(en_main, facts) | _state(en_main, facts, row) | {"page": mark}
    return {LIEN: mark, "evenement": kind, "le": _iso(en_main.now), "donnees": said}


def _case(en_main: EnMain, facts: ContenuAlerte) -> dict[str, Any]:
    """What it is, and where."""
    row, config = en_main.signalement, en_main.programme.config
    site = en_main.tx.get_one(SiteRow, row.site_id)
    exact = row.latitude is not None and row.longitude is not None
    return {
        "reference": facts.reference,
        "dispositif": config.slug,
        "categorie": {"code": row.categorie, "nom": facts.quoi},
        "danger": facts.danger,
        "urgence": facts.urgence,
        "a_reparer_avant": _iso(facts.echeance),
        "vu_le": _iso(facts.vu_le),
        "site": {"code": site.slug, "nom": facts.site, "quartier": facts.quartier},
        "lieu": facts.lieu if facts.verifie else "",
        "position": {
            "latitude": row.latitude if exact else site.latitude,
            "longitude": row.longitude if exact else site.longitude,
            "exacte": exact,
        },
        "precisions": [{"nom": name, "valeur": said} for name, said in facts.precisions],
        "fois": facts.rang,
        "contact": facts.contact,
    }


def _state(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> dict[str, Any]:
    """Where it stands, and how it came there: who did it is a role, never a person."""
    lines = signalements.actes(en_main.tx, en_main.signalement.id)
    return {
        "service": {
            "code": row.service,
            "nom": label(en_main.programme.config.service, row.service),
        },
        "etat": {
            "code": str(facts.statut),
            "libelle": facts.etat,
            "depuis": _iso(facts.depuis),
            "ouvert": facts.ouvert,
        },
        "historique": [
            {
                "le": _iso(one.le),
                "acte": one.acte,
                "libelle": FAITS[one.acte],
                "par": auteur(en_main.programme, one.par),
            }
            for one in lines
        ],
    }


def _iso(moment: datetime) -> str:
    """« 2026-11-17T16:40:00Z »."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
