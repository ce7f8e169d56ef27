"""Deeds on a préconisation, whoever asks: given to the coordination, then answered (CPV-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.buttons import Button, button, in_rows
from bot.casework import coordination
from bot.casework.prompts import prompt_each
from bot.domain.references import Lettre, Reference
from bot.domain.vies.preconisation import (
    VIE_PRECONISATION,
    WITH_REASON,
    ActePreconisation,
    StatutPreconisation,
)
from bot.rendering import render_line, render_text
from storage import audit, notes, people, preconisations, textes
from storage.conservation import oublis
from storage.machine.db import Tx
from storage.machine.numeros import next_number
from storage.models import Preconisation
from storage.notes import Words
from storage.programme import Programme
from storage.work import Work

MOTIF: Final = "preconisation_motif"
"""What the note with the word of an answer is about."""
REDUIRE: Final = "reduire-mesusages"
APPROPRIATION: Final = "appropriation"
"""The slugs of the list `visees_preconisation` (000 l.164)."""
REPONDRE: Final = Button("pc", tuple(ActePreconisation), "preconisation")
"""Under a préconisation, for the coordination: what it answers."""
LABELS: Final = {
    ActePreconisation.ETUDIER: "🔎 À l'étude",
    ActePreconisation.RETENIR: "✅ Retenue…",
    ActePreconisation.RETENIR_EN_PARTIE: "🌓 Retenue en partie…",
    ActePreconisation.REALISER: "🏁 Réalisée",
    ActePreconisation.ECARTER: "🚫 Écartée…",
}
PROPOSED = (
    "💡 <b>{{ reference }}</b> · {{ resume }}\n« {{ texte }} »\n"
    "{% if jointes %}Observations jointes : {{ jointes }}.\n{% endif %}Visée : {{ visee }}.\n"
    "Ce texte ne quitte pas l'équipe avant d'être relu : 📝 À relire."
)
AIMED = "💡 <b>{{ reference }}</b> : le binôme précise sa visée, {{ visee|lower }}."
WAITING = "La préconisation {{ reference }} attend votre réponse dans Carnet de rue."
ANSWERED = (
    "💡 <b>{{ reference }}</b> ({{ resume }}) : <b>{{ statut }}</b>, le {{ le|jour }}."
    "{% if motif %}\n« {{ motif }} »{% endif %}"
)


BY_COMITE = (
    "{{ reference }} ({{ resume }}) : {{ statut }}, répond {{ comite }}."
    "{% if motif %} « {{ motif }} »{% endif %}"
)


@dataclass(frozen=True, slots=True)
class DeedPreconisation:
    """What is answered, by whom, on which instant, with a word for the mediators."""

    acte: ActePreconisation
    personne_id: int | None
    """None for the command line."""
    le: datetime
    source: str
    """Unique, so that its consequences are told once."""
    motif: str = ""
    comite: str = ""
    """The label of the comité whose member answers, or of the service that it is for; « » for the
    coordination itself."""


def reference(row: Preconisation) -> str:
    """« P-0003 »."""
    return str(Reference(Lettre.PRECONISATION, row.numero))


def resume(programme: Programme, row: Preconisation) -> str:
    """« Aménagement, Site A, pour Éclairage public, 3 mois »: no free words."""
    config = programme.config
    return ", ".join(
        (
            config.element("types_preconisation", row.type).label,
            config.site(programme.site_slugs[row.site_id]).label,
            f"pour {config.service(row.destinataire).label}",
            config.element("horizons_preconisation", row.horizon).label.lower(),
        )
    )


def statut_label(programme: Programme, row: Preconisation) -> str:
    """« retenue »."""
    return label_of(programme, row.statut)


def label_of(programme: Programme, statut: str) -> str:
    """« retenue »: a state in the file's own words, without what explains it."""
    label = programme.config.element("statuts_preconisation", statut).label
    return label.partition(" (")[0].lower()


def visee(tx: Tx, programme: Programme, row: Preconisation) -> str:
    """What the binôme said that it aims at, else what was seen says so (000 l.164)."""
    slug = row.visee or guessed(tx, row.observations)
    return programme.config.element("visees_preconisation", slug).label


def guessed(tx: Tx, observations: list[int]) -> str:
    """« Réduire des mésusages » when one was seen, else « Meilleure appropriation »: a slug."""
    return REDUIRE if preconisations.shows_misuse(tx, observations) else APPROPRIATION


def aim(work: Work, row: Preconisation, colonne: str, valeur: str | None) -> None:
    """The binôme says what it aims at: the coordination, who read something else, learns it."""
    setattr(row, colonne, valeur)
    label = visee(work.tx, work.programme, row)
    said = render_text(AIMED, reference=reference(row), visee=label)
    key = f"preconisation:{row.id}:visee:{valeur}:{int(work.now.timestamp())}"
    coordinators = people.with_role(work.tx, work.programme.id, "coordination")
    prompt_each(work, coordinators, key, {"text": said})


def buttons(row: Preconisation) -> list[list[tuple[str, str]]]:
    """What may be answered now, two a row: (label, callback data) pairs."""
    labels = [
        (LABELS[acte], button(REPONDRE, row.id, acte))
        for acte in VIE_PRECONISATION.possible(StatutPreconisation(row.statut))
    ]
    return in_rows(labels)


def write(work: Work, **columns: Any) -> Preconisation:
    """Its row, numbered; `columns`: those that every entry shares, then its own."""
    row = Preconisation(
        **columns,
        numero=next_number(work.tx, f"{work.programme.config.slug}:P"),
        statut=VIE_PRECONISATION.apply(StatutPreconisation.BROUILLON, ActePreconisation.PROPOSER),
    )
    work.tx.add(row)
    work.tx.flush()
    return row


def move_to(row: Preconisation, site_id: int) -> None:
    """The presence in which it was noted was on another site."""
    row.site_id = site_id


def withdraw(tx: Tx, row: Preconisation, now: datetime) -> bool:
    """Taken back by its binôme; False once it was answered."""
    if row.statut != StatutPreconisation.PROPOSEE:
        return False
    oublis.retire(tx, row, now)
    return True


def propose(work: Work, row: Preconisation, texte: str) -> None:
    """Put it before every coordinator; a letter, without its words, where none is on Telegram."""
    said = render_text(
        PROPOSED,
        reference=reference(row),
        resume=resume(work.programme, row),
        texte=texte,
        jointes=len(row.observations),
        visee=visee(work.tx, work.programme, row),
    )
    key = f"preconisation:{row.id}:proposee"
    coordinators = people.with_role(work.tx, work.programme.id, "coordination")
    prompt_each(work, coordinators, key, {"text": said, "keyboard": buttons(row)})
    if not coordinators:
        subject = f"[{reference(row)}] Préconisation"
        text = render_line(WAITING, reference=reference(row))
        coordination.tell(work, key=key, subject=subject, text=text)


def answer(work: Work, row: Preconisation, deed: DeedPreconisation) -> None:
    """Move it along its table and tell its binôme.

    Raises TransitionRefusee outside the table, ValueError when a refusal has no reason.
    """
    following = VIE_PRECONISATION.apply(StatutPreconisation(row.statut), deed.acte)
    if deed.acte in WITH_REASON and not deed.motif:
        raise ValueError(f"{deed.acte} needs a reason")
    before, row.statut, row.decidee_le = row.statut, following, deed.le
    detail = f"{reference(row)} : {before} -> {following}"
    audit.note(work.tx, work.now, deed.personne_id, deed.acte, row, detail)
    _keep_reason(work, row, deed)
    _tell_binome(work, row, deed)
    _tell_coordination(work, row, deed)


def _keep_reason(work: Work, row: Preconisation, deed: DeedPreconisation) -> None:
    """Written by the coordination, a comité or a service, in its function: not read twice.

    One of theirs that names somebody is, before anybody else reads it.
    """
    if not deed.motif:
        return
    source = reason_source(deed.source)
    said = textes.verifie(work, deed.motif)
    words = Words(work.programme.id, deed.personne_id, MOTIF, row.id, said, source)
    kept = notes.keep(work.tx, words, work.now)
    if said.net or not deed.comite:
        notes.validate(work.tx, kept, said, deed.personne_id, work.now)


def reason_source(deed_source: str) -> str:
    """That of the note which keeps the word of an answer."""
    return f"{deed_source}:motif"


def _tell_coordination(work: Work, row: Preconisation, deed: DeedPreconisation) -> None:
    """What others answered by themselves: nobody else would tell the coordination (CPV-5)."""
    if not deed.comite:
        return
    said = render_line(
        BY_COMITE,
        reference=reference(row),
        resume=resume(work.programme, row),
        statut=statut_label(work.programme, row),
        comite=deed.comite,
        motif=deed.motif,
    )
    subject = f"[{reference(row)}] Une réponse est arrivée"
    key = f"{deed.source}:comite"
    coordination.tell(work, key=key, subject=subject, text=said, sign="💡")


def _tell_binome(work: Work, row: Preconisation, deed: DeedPreconisation) -> None:
    said = render_text(
        ANSWERED,
        reference=reference(row),
        resume=resume(work.programme, row),
        statut=statut_label(work.programme, row),
        le=row.decidee_le,
        motif=deed.motif,
    )
    members = people.binome_members(work.tx, row.binome_id)
    prompt_each(work, members, f"{deed.source}:binome", {"text": said})
