"""« Ce qui reste ouvert chez vous »: once a week, what a service still has, its delays, thanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.casework.libelles import ETATS, label
from bot.casework.signalement import donnees
from bot.casework.signalement.envoi import doors
from bot.delivery.channels import forme_of, hears_more
from bot.delivery.contract import Forme
from bot.domain.references import Lettre, Reference
from bot.domain.semaine import Semaine
from bot.domain.vies.signalement import StatutSignalement
from bot.rendering import compile_template, for_mailboxes, render_html, render_line, render_plain
from bot.signing import AUTRES, LIEN, stand_in
from bot.words import au_service
from storage import adresses, signalements
from storage.dispositif import Service
from storage.figures import lieux
from storage.indicateurs import signalements as lignes
from storage.indicateurs.contrat import Mediane
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Lues, Releve, of_weeks
from storage.indicateurs.signalements import LigneSignalement
from storage.machine.db import Tx
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import ALERTE, Alerte
from storage.models.adresses import LETTRE_SERVICE, LettreService
from storage.programme import Programme
from storage.work import Work

DELAI: Final = "delai-traitement-services"
WEEKS: Final = 12
"""Of the median delay: one repair in a week says nothing."""
SHOWN: Final = 25
IN_CHAT: Final = 12
"""Lines of a letter, and of a group's message: the longest open; the others are counted."""
CHAT: Final = "bot/casework/signalement/hebdo.chat.jinja"
TEXTE: Final = "bot/casework/signalement/hebdo.txt.jinja"
PAGE: Final = "bot/casework/signalement/hebdo.html.jinja"
OBJET: Final = (
    "{{ service }} : {% if ouverts %}{{ ouverts|pluriel('signalement ouvert', "
    "'signalements ouverts') }}{% else %}plus rien d'ouvert{% endif %}"
    "{% if repares %}, {{ repares|pluriel('réparé', 'réparés') }} la semaine passée{% endif %}"
)


@dataclass(frozen=True, slots=True)
class UneLigne:
    """One that is open: what, where, since when, how it stands; `lien` stands for its page."""

    reference: str
    quoi: str
    ou: str
    depuis: datetime
    etat: str
    retard: bool
    lien: str
    sujet: str


@dataclass(frozen=True, slots=True)
class ResteOuvert:
    """What one address of a service reads: `repares` are those seen mended that week."""

    ouverts: tuple[UneLigne, ...]
    repares: tuple[str, ...]
    delai: Mediane | None


def read(semaine: Semaine, work: Work) -> Lues:
    """What the letters of every service need; what they are written with is ready too."""
    lues: Lues = {}
    registre()[DELAI](_releve(work.tx, work.programme, semaine, lues))
    for template in (CHAT, TEXTE, PAGE):
        compile_template(template)
    return lues


def tell(work: Work, service: Service, semaine: Semaine, lues: Lues | None = None) -> int:
    """Queue it for every address of that service that has something to read; how many.

    Nothing open and nothing mended: nothing is written. Twice for one week: once. lues: what was
    read for another service.
    """
    releve = _releve(work.tx, work.programme, semaine, lues)
    sent = 0
    for to, (still, mended) in _by_door(work, service, releve).items():
        row = adresses.letter(work.tx, work.programme.id, service.slug, to)
        if row.arretee_le is None and (row.lundi is None or row.lundi < semaine.lundi):
            row.lundi = semaine.lundi
            reste = _reste(work, service, releve, to, still, mended)
            post(work.tx, work.now, _message(work, service, row, semaine, reste))
            sent += 1
    return sent


def subscribe(row: LettreService, now: datetime, *, wants: bool) -> None:
    """That address wants the letter again, or no more."""
    row.arretee_le = None if wants else now


def _releve(tx: Tx, programme: Programme, semaine: Semaine, lues: Lues | None) -> Releve:
    weeks = [semaine.shifted(rank) for rank in range(1 - WEEKS, 1)]
    return of_weeks(tx, programme, lieux(tx, programme.id), weeks, lues)


Lignes = list[LigneSignalement]


def _by_door(
    work: Work, service: Service, releve: Releve
) -> dict[Destination, tuple[Lignes, Lignes]]:
    """Open, and mended that week, for each address: a territoire may have its own."""
    week, found = releve.at(-1), dict[Destination, tuple[Lignes, Lignes]]()
    for rank, some in enumerate((lignes.open_at(week), lignes.closed_in(week))):
        for one in some:
            if one.service(week.bornes[1]) == service.slug:
                for to in doors(work.tx, work.programme, service.slug, one.site_id):
                    if not hears_more(to.channel):
                        continue
                    found.setdefault(to, ([], []))[rank].append(one)
    return found


def _reste(
    work: Work,
    service: Service,
    releve: Releve,
    to: Destination,
    still: Lignes,
    mended: Lignes,
) -> ResteOuvert:
    ids = [one.id for one in still]
    rows = signalements.still_open(work.tx, ids)
    copies = signalements.newest_of(work.tx, ids, service.slug)
    return ResteOuvert(
        tuple(
            _line(work, one, rows[one.id].statut, _copy(copies.get(one.id, ()), to))
            for one in still
            if one.id in rows
        ),
        tuple(str(Reference(Lettre.SIGNALEMENT, one.numero)) for one in mended),
        registre()[DELAI](releve).par.get(service.slug),
    )


def _copy(copies: Sequence[Alerte], to: Destination) -> Alerte | None:
    """The copy sent there, else any of that service: its page is the same."""
    mine = [one for one in copies if one.destination == to]
    return next(reversed(mine or list(copies)), None)


def _line(work: Work, one: LigneSignalement, statut: str, copy: Alerte | None) -> UneLigne:
    config = work.programme.config
    return UneLigne(
        reference=str(Reference(Lettre.SIGNALEMENT, one.numero)),
        quoi=label(config.categorie, one.categorie),
        ou=work.programme.site_label(one.site_id),
        depuis=one.emis_le,
        etat=ETATS[StatutSignalement(statut)],
        retard=one.echeance < work.now and statut != StatutSignalement.TRAITE_ANNONCE,
        lien=stand_in() if copy else "",
        sujet=ALERTE.of(copy.id) if copy else "",
    )


def _message(
    work: Work, service: Service, row: LettreService, semaine: Semaine, reste: ResteOuvert
) -> Message:
    to, forme = Destination(row.canal, row.adresse), forme_of(row.canal)
    most = IN_CHAT if forme is Forme.FIL else SHOWN
    mark, shown = stand_in(), reste.ouverts[:most]
    values = {
        "service": service.label,
        "dispositif": work.programme.config.nom,
        "ouverts": shown,
        "autres": len(reste.ouverts) - len(shown),
        "repares": reste.repares,
        "delai": reste.delai if reste.delai and reste.delai.n else None,
        "jours": _days(reste.delai),
        "semaines": WEEKS,
        "fin": mark,
        "contact": work.programme.config.coordination.email,
    }
    links = {LIEN: mark, AUTRES: dict(_links(shown))}
    if forme is Forme.DONNEES:
        content = links | donnees.weekly(work, service, semaine.lundi, values)
    else:
        said = _chat(values) if forme is Forme.FIL else _letter(values, reste, mark)
        content = links | said
    key = f"reste:{row.id}:{semaine.lundi}"
    return Message(key, Lane.DIGEST, to, content, LETTRE_SERVICE.of(row.id))


def _days(delai: Mediane | None) -> str:
    """« 4,5 jours »."""
    middle = delai.milieu if delai else None
    if middle is None:
        return ""
    return f"{middle:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " jours"


def _links(shown: Sequence[UneLigne]) -> Iterator[tuple[str, str]]:
    return ((one.lien, one.sujet) for one in shown if one.lien)


def _chat(values: dict[str, Any]) -> dict[str, Any]:
    return {"text": render_html(CHAT, **values).strip()}


def _letter(values: dict[str, Any], reste: ResteOuvert, mark: str) -> dict[str, Any]:
    counted = {"ouverts": len(reste.ouverts), "repares": len(reste.repares)}
    objet = render_line(OBJET, service=values["service"], **counted)
    said = values | {"objet": objet, "adresse_a": au_service(values["service"])}
    return {
        "subject": objet,
        "text": render_plain(TEXTE, **said),
        "html": for_mailboxes(render_html(PAGE, **said)),
        "reply_to": values["contact"],
        "headers": {
            "List-Unsubscribe": f"<{mark}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    }
