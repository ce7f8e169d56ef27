"""What follows from a direct request: the coordination, the binômes and the requester told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.casework import coordination
from bot.casework.alerte import notice
from bot.casework.envoi import channels
from bot.casework.mots import quand
from bot.domain.demande import Acte, Statut, possibles
from bot.domain.references import Lettre, Reference
from bot.rendering import render_text
from storage import notes, people
from storage.db import Tx
from storage.dispositif import Service
from storage.models import Demande, Personne
from storage.outbox import Lane, Message, post
from storage.programme import Programme

Rows = list[list[tuple[str, str]]]

BOUTONS: Final[dict[Acte, str]] = {
    Acte.ACCEPTER: "✅ Accepter et affecter",
    Acte.DEMANDER_PRECISION: "❓ Demander une précision",
    Acte.ECARTER: "↪️ Hors mission",
    Acte.TRANSMETTRE: "🏛 À la médiation de la Ville",
    Acte.TRAITER: "✅ C'est fait",
}

AU_BINOME: Final[dict[Acte, str]] = {
    Acte.ACCEPTER: "📥 <b>{{ v }}</b> est acceptée, un autre binôme s'en charge.",
    Acte.DEMANDER_PRECISION: "📥 <b>{{ v }}</b> : la coordination demande une précision. "
    "Répondez en une phrase, sans nom.",
    Acte.REPONDRE: "📥 <b>{{ v }}</b> : votre binôme a répondu à la coordination.",
    Acte.ECARTER: "📥 <b>{{ v }}</b> : la coordination répond « hors mission ».",
    Acte.TRANSMETTRE: "📥 <b>{{ v }}</b> est transmise à la médiation de la Ville.",
    Acte.TRAITER: "📥 <b>{{ v }}</b> est traitée{% if suite %} : {{ suite }}{% endif %}.",
}
CONFIEE: Final = "📥 La coordination vous confie <b>{{ v }}</b>.\n{{ texte }}\nQue faites-vous ?"

AU_DEMANDEUR: Final[dict[Acte, str]] = {
    Acte.ACCEPTER: "Votre demande {v} est acceptée : l'équipe de médiation de rue s'en occupe.",
    Acte.DEMANDER_PRECISION: "Il manque une précision pour répondre à votre demande {v}. "
    "Répondez à ce courriel, sans nommer personne.",
    Acte.ECARTER: "Votre demande {v} n'entre pas dans la mission de la médiation de rue. "
    "Répondez à ce courriel pour en parler avec la coordination.",
    Acte.TRANSMETTRE: "Votre demande {v} relève du service de médiation de la Ville, "
    "à qui elle est transmise.",
    Acte.TRAITER: "Votre demande {v} a été traitée par l'équipe de médiation de rue.",
}
MEDIATION_OUVERTE: Final = (
    "Votre demande {v} : une médiation est ouverte, sous le numéro {suite}. "
    "Ce qui s'y dit reste entre les parties et les médiateurs."
)
ACCUSE: Final = "Votre demande {v} est bien reçue ({texte}). Vous aurez une réponse avant {quand}."
PIED: Final = "Message automatique de Carnet de rue. Une question ? Répondez à ce courriel."
A_LA_VILLE: Final = (
    "{v} : une demande faite à la médiation de rue relève de votre service ({texte}). "
    "La coordination de la médiation de rue vous en dira plus : {contact}."
)


@dataclass(frozen=True, slots=True)
class Geste:
    """Who did a deed (None: the clock or a form), and its unique source."""

    personne_id: int | None
    source: str


def reference(demande: Demande) -> str:
    """« D-0012 »."""
    return str(Reference(Lettre.DEMANDE, demande.numero))


def before(demande: Demande) -> str:
    """« vendredi 27 novembre à 18 h 00 », by when it is answered."""
    return quand(demande.repondre_avant)


def place(programme: Programme, demande: Demande) -> str:
    """« Site A », or where no site is."""
    if demande.site_id is None:
        return "autre lieu"
    return programme.config.site(programme.site_slugs[demande.site_id]).label


def described(programme: Programme, demande: Demande) -> str:
    """« Bailleur · Nuisance · Site A · Cette semaine »: the lists' own words, nobody's."""
    config = programme.config
    parts = (
        config.element("origines_demande", demande.origine).label,
        config.element("objets_demande", demande.objet).label,
        place(programme, demande),
        config.element("urgences_demande", demande.urgence).label,
    )
    return " · ".join(parts)


def in_full(tx: Tx, programme: Programme, demande: Demande) -> str:
    """The same with the words that came with it, for the team alone (P7)."""
    words = [note.texte for note in notes.about(tx, Demande.__tablename__, demande.id)]
    return "\n".join((described(programme, demande), *(f"« {one} »" for one in words)))


def etat(programme: Programme, demande: Demande) -> str:
    """« Acceptée, Binôme 2 »: the state in the file's own words."""
    label = programme.config.element("statuts_demande", demande.statut).label
    names = {row_id: slug for slug, row_id in programme.binomes.items()}
    slug = names.get(demande.affectee_id or 0)
    return f"{label}, {programme.config.binome(slug).label}" if slug else label


def offered(programme: Programme, demande: Demande) -> tuple[Acte, ...]:
    """The coordination's choices; the Ville's service only where there is one (000 l.42)."""
    ville = programme.config.reglages.service_mediation_ville
    known = possibles(Statut(demande.statut))
    return tuple(
        acte for acte in BOUTONS if acte in known and (ville or acte is not Acte.TRANSMETTRE)
    )


def keyboard(programme: Programme, demande: Demande) -> Rows:
    """The coordination's buttons, one a row."""
    data = f"g:dc:{demande.id}"
    return [[(BOUTONS[acte], f"{data}:{acte}")] for acte in offered(programme, demande)]


def received(tx: Tx, programme: Programme, demande: Demande, now: datetime) -> None:
    """The coordination decides; the requester knows that it came, and when to expect an answer."""
    _ask(tx, programme, demande, now, (f"demande:{demande.id}:recue", "Demande reçue"))
    v, answered = reference(demande), before(demande)
    said = ACCUSE.format(v=v, texte=described(programme, demande), quand=answered)
    _write(tx, programme, demande, now, ("recue", "Demande reçue", said))


def _ask(
    tx: Tx, programme: Programme, demande: Demande, now: datetime, told: tuple[str, str]
) -> None:
    """The coordination reads all of it, with its buttons; (key, subject)."""
    key, subject = told
    v, answered = reference(demande), before(demande)
    coordination.tell(
        tx,
        programme,
        now,
        key=key,
        subject=f"[{v}] {subject}",
        text=f"{v} : {in_full(tx, programme, demande)}\nRéponse attendue avant {answered}.",
        sign="📥",
        keyboard=keyboard(programme, demande),
    )


def follow(
    tx: Tx, programme: Programme, demande: Demande, acte: Acte, geste: Geste, now: datetime
) -> None:
    """Queue the consequences of `acte`, already written."""
    if acte is Acte.ACCEPTER:
        _entrust(tx, programme, demande, geste, now)
    if acte is Acte.TRANSMETTRE:
        _hand_over(tx, programme, demande, now)
    if acte is Acte.TRAITER:
        _tell_done(tx, programme, demande, now)
    if acte is Acte.REPONDRE:
        _ask(tx, programme, demande, now, (f"{geste.source}:precisee", "Demande précisée"))
    _tell_author(tx, demande, acte, geste, now)
    if acte not in AU_DEMANDEUR:
        return
    sentence = MEDIATION_OUVERTE if _is_mediation(demande) else AU_DEMANDEUR[acte]
    said = sentence.format(v=reference(demande), suite=demande.suite)
    label = programme.config.element("statuts_demande", demande.statut).label
    _write(tx, programme, demande, now, (geste.source, label, said))


def _is_mediation(demande: Demande) -> bool:
    """Whether what came of it is a dossier, of which only « ouverte » may be said (BAI-4)."""
    return (demande.suite or "").startswith(f"{Lettre.MEDIATION}-")


def _entrust(tx: Tx, programme: Programme, demande: Demande, geste: Geste, now: datetime) -> None:
    """The binôme reads it with what it may open from it, one tap each."""
    data = f"g:dm:{demande.id}"
    buttons = [
        [["🤝 Ouvrir une médiation", f"{data}:mediation"]],
        [["🔧 Signaler", f"{data}:signalement"], ["▶️ Présence", f"{data}:presence"]],
        [["✅ C'est fait", f"{data}:fait"]],
    ]
    texte = in_full(tx, programme, demande)
    said = render_text(CONFIEE, v=reference(demande), texte=texte)
    takers = people.binome_members(tx, demande.affectee_id or 0)
    _say(tx, now, takers, f"{geste.source}:confiee", {"text": said, "keyboard": buttons})
    if not takers:
        coordination.tell(
            tx,
            programme,
            now,
            key=f"{geste.source}:personne",
            subject=f"[{reference(demande)}] Personne dans ce binôme",
            text=f"{reference(demande)} : personne n'est inscrit dans ce binôme.",
        )


def _tell_done(tx: Tx, programme: Programme, demande: Demande, now: datetime) -> None:
    """The coordination closes the loop: what came of what it entrusted."""
    v, suite = reference(demande), demande.suite
    coordination.tell(
        tx,
        programme,
        now,
        key=f"demande:{demande.id}:traitee",
        subject=f"[{v}] Demande traitée",
        text=f"{v} est traitée : {suite}." if suite else f"{v} est traitée.",
        sign="📥",
    )


def _hand_over(tx: Tx, programme: Programme, demande: Demande, now: datetime) -> None:
    """The Ville's service is told what and where, in the lists' words only (P7)."""
    slug = programme.config.reglages.service_mediation_ville
    if slug is None:
        raise LookupError("no service de médiation de la Ville in this dispositif")
    v = reference(demande)
    contact = programme.config.coordination.email
    texte = described(programme, demande)
    said = A_LA_VILLE.format(v=v, texte=texte, contact=contact)
    messages = _to_service(tx, programme, programme.config.service(slug), (v, said))
    post(tx, now, *messages)


def _to_service(
    tx: Tx, programme: Programme, service: Service, told: tuple[str, str]
) -> Iterable[Message]:
    v, said = told
    for canal, adresse in channels(tx, programme, service):
        content = _letter(programme, f"[{v}] Demande transmise", said)
        if canal == "telegram":
            content = {"text": render_text("📥 {{ texte }}", texte=said)}
        key = f"{programme.config.slug}:{v}:ville:{canal}:{adresse}"
        yield Message(key, Lane.PROMPT, canal, adresse, content)


def _tell_author(tx: Tx, demande: Demande, acte: Acte, geste: Geste, now: datetime) -> None:
    """Those who noted it learn what became of it, unless it is theirs now, or they did it."""
    members = people.binome_members(tx, demande.binome_id or 0)
    theirs = acte is Acte.ACCEPTER and demande.affectee_id == demande.binome_id
    listeners = [one for one in members if one.id != geste.personne_id and not theirs]
    said = render_text(AU_BINOME[acte], v=reference(demande), suite=demande.suite)
    content: dict[str, Any] = {"text": said}
    if acte is Acte.DEMANDER_PRECISION:
        content["keyboard"] = [[["✍️ Préciser", f"g:dm:{demande.id}:preciser"]]]
    _say(tx, now, listeners, f"{geste.source}:dire", content)


def _say(
    tx: Tx, now: datetime, listeners: Sequence[Personne], key: str, content: dict[str, Any]
) -> None:
    messages = (
        Message(f"{key}:{one.id}", Lane.PROMPT, "telegram", str(one.telegram_id), content)
        for one in listeners
    )
    post(tx, now, *messages)


def _write(
    tx: Tx, programme: Programme, demande: Demande, now: datetime, told: tuple[str, str, str]
) -> None:
    """A letter to whoever asked, when an address was left; (key, subject, text)."""
    if not demande.contact:
        return
    key, subject, said = told
    content = _letter(programme, f"[{reference(demande)}] {subject}", said)
    name = f"demande:{demande.id}:courriel:{key}"
    post(tx, now, Message(name, Lane.PROMPT, "email", demande.contact, content))


def _letter(programme: Programme, subject: str, said: str) -> dict[str, Any]:
    config = programme.config
    values = {"objet": subject, "bandeau": config.nom, "text": said, "pied": PIED}
    return notice(values) | {"reply_to": config.coordination.email}
