"""One's own message edited: what it recorded follows, with the value before kept in the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from bot.casework.signalement.contenu import reference
from bot.clock import paris
from bot.domain.lecture.eclair import TEXT_MAX
from bot.domain.periodes import tranche_at
from bot.feature.contract import Context
from bot.questions import choix
from bot.rendering import render_line
from bot.words import cites, heure, jour
from handlers.saisie import entendre
from handlers.saisie.actions import level
from handlers.saisie.correction import STREET, Correction
from storage import dictees
from storage.dispositif import Echelon, Item
from storage.models import (
    Conflit,
    Observation,
    Presence,
    Rencontre,
    Signalement,
)

LIFE: Final = timedelta(days=7)
TOO_OLD = "Cette saisie a plus de sept jours : demandez à la coordination de la corriger."
UNSURE = (
    "Je ne suis pas sûr de votre nouveau texte : {{ mots }}. Ce qui est enregistré n'a pas "
    "changé. Modifiez-le encore, ou passez par 📋 Ma journée."
)
LONGER = "Votre nouveau texte est trop long. Ce qui est enregistré n'a pas changé."
UNREAD = "Je n'ai pas compris votre nouveau texte. Ce qui est enregistré n'a pas changé."
SAME = "✏️ Rien n'a changé dans ce qui est enregistré."
CHANGED = "✏️ Corrigé : {{ quoi }}."
UNKNOWN = "Non compris : {{ mots }}."
SENT = (
    "🔧 {{ v }} est déjà chez le service : votre correction ne lui est pas envoyée. "
    "Pour l'annuler, ouvrez 📋 Ma journée."
)
NOT_SENT = "🔧 Aucun signalement n'est parti d'un message modifié : écrivez-en un nouveau."
NO_CONFLICT = "⚡ Le conflit n'est pas noté : écrivez-le dans un nouveau message."


def edited(context: Context, text: str) -> str | None:
    """What changed in the rows of `context.message_id`; None when that message recorded nothing.

    Refused after seven days (MED-10). What a service already received never changes in silence.
    """
    message = dictees.of_message(context.tx, context.user_id, context.message_id or 0)
    if message is None:
        return None
    if context.now - message.le > LIFE:
        return TOO_OLD
    relu = entendre.read_again(context, text)
    if len(text) > TEXT_MAX:
        return LONGER
    work = Correction(context, message, relu)
    if not (relu.lecture.comptes or relu.lecture.notes):
        return UNREAD
    return _unsure(work) or _correct(work)


def _unsure(work: Correction) -> str:
    """Why new words that are less well understood change nothing; « » for those that are not.

    What was counted and is no more, beside words that say nothing, was surely misread.
    """
    lost = work.alive(Rencontre) and not work.lecture.comptes and work.relu.unread
    if not work.relu.worse and not lost:
        return ""
    words = cites(work.relu.shown)
    return render_line(UNSURE, mots=words)


def _correct(work: Correction) -> str:
    shared = _shared(work)
    _people(work, shared)
    _observation(work, shared)
    _conflict(work)
    _where(work)
    _when(work)
    _leave(work)
    _signalement(work)
    work.context.tx.flush()
    sentence = render_line(CHANGED, quoi=" · ".join(work.changes)) if work.changes else SAME
    lines = [sentence] if work.changes or not work.remarks else []
    words = cites(work.relu.unread)
    return "\n".join(
        [*lines, *work.remarks, *([render_line(UNKNOWN, mots=words)] if words else [])]
    )


def _shared(work: Correction) -> dict[str, Any]:
    """The columns of a row more: those of any other of the same message, deleted ones too."""
    tables = {table.__tablename__: table for table in STREET}
    for objet, row_id in work.message.objets:
        table = tables.get(objet)
        row: Any = work.context.tx.get(table, row_id) if table else None
        if row is not None:
            names = ("site_id", "presence_id", "binome_id", "le", "tranche", "dispositif_id")
            author = {"auteur_id": work.context.person.id}
            return {**{name: getattr(row, name) for name in names}, **author}
    return {}


def _people(work: Correction, shared: dict[str, Any]) -> None:
    rows: dict[str, Rencontre] = {row.public: row for row in work.alive(Rencontre)}
    gone = {row.public for row in work.deleted(Rencontre)}
    for public in dict.fromkeys((*rows, *work.lecture.comptes)):
        row, after = rows.get(public), work.lecture.comptes.get(public, 0)
        before = row.nombre if row else 0
        if before == after or (row is None and (public in gone or not shared)):
            continue
        if row is None:
            source = f"{work.context.source}:{public}"
            more = {"conversation_id": None, "source": source}
            work.write(Rencontre(**shared, **more, public=public, nombre=after))
        elif after:
            work.note(row)
            row.nombre = after
        else:
            work.drop(row)
        work.changes.append(_counted(work, public, before, after))


def _counted(work: Correction, public: str, before: int, after: int) -> str:
    """« 8 → 9 ados », in the words of the message; « 26-59 ans : 3 → 0 » for who left it."""
    word = work.lecture.mots.get(public)
    label = work.context.programme.config.public(public).label
    return f"{before} → {after} {word}" if word else f"{label} : {before} → {after}"


def _observation(work: Correction, shared: dict[str, Any]) -> None:
    row: Observation | None = next(iter(work.alive(Observation)), None)
    seen = _seen(work)
    names = [name for name, value in seen.items() if value not in (None, [])]
    if row is None:
        if names and shared and not work.deleted(Observation):
            source = f"{work.context.source}:observation"
            work.write(Observation(**shared, **seen, source=source))
            work.changes.append("observation ajoutée")
        return
    if not names:
        work.drop(row)
        work.changes.append("observation retirée")
        return
    changed = [name for name, value in seen.items() if getattr(row, name) != value]
    if changed:
        work.note(row)
    for name in changed:
        work.changes.append(_change(work, name, getattr(row, name), seen[name]))
        setattr(row, name, seen[name])


def _seen(work: Correction) -> dict[str, Any]:
    """The columns of an observation, from the new words; two ambiances are none."""
    config, lecture = work.context.programme.config, work.lecture
    return {
        "ambiance": level(config.ambiance, _sure(lecture.ambiance)),
        "frequentation": level(config.frequentation, _sure(lecture.frequentation)),
        "positifs": lecture.positifs,
        "mesusages": lecture.mesusages,
    }


def _sure(slugs: list[str]) -> str | None:
    return slugs[0] if len(slugs) == 1 else None


def _change(work: Correction, name: str, before: Any, after: Any) -> str:
    """« ambiance : apaisée → tendue »."""
    config = work.context.programme.config
    scales: dict[str, tuple[Echelon, ...]] = {
        "ambiance": config.ambiance,
        "frequentation": config.frequentation,
    }
    if name in scales:
        labels = {step.valeur: step.label.lower() for step in scales[name]}
        title = {"ambiance": "ambiance", "frequentation": "fréquentation"}[name]
        return f"{title} : {labels.get(before, 'non dite')} → {labels.get(after, 'non dite')}"
    nom = "usages_positifs" if name == "positifs" else "mesusages"
    lines = config.listes.get(nom, ())
    title = "usages" if name == "positifs" else "mésusages"
    return f"{title} : {', '.join(_labels(lines, after)) or 'aucun'}"


def _labels(lines: Iterable[Item], slugs: list[str]) -> list[str]:
    return [choix.named(line).lower() for line in lines if line.slug in slugs]


def _conflict(work: Correction) -> None:
    row: Conflit | None = next(iter(work.alive(Conflit)), None)
    after = _sure(work.lecture.conflit)
    if row is None:
        new = work.lecture.conflit and not work.deleted(Conflit)
        work.remarks.extend([NO_CONFLICT] if new else [])
        return
    if not work.lecture.conflit:
        work.drop(row)
        work.changes.append("conflit retiré")
    elif after and after != row.type:
        work.note(row)
        row.type = after
        label = work.context.programme.config.element("types_conflit", after).label.lower()
        work.changes.append(f"conflit : {label}")


def _where(work: Correction) -> None:
    """Another site, said and only one."""
    slug, programme = _sure(work.lecture.sites), work.context.programme
    rows = [row for row in work.street() if slug and row.site_id != programme.sites[slug]]
    if slug and rows:
        before = programme.config.site(programme.site_slugs[rows[0].site_id]).label
        work.changes.append(f"{before} → {programme.config.site(slug).label}")
        for row in rows:
            work.note(row)
            row.site_id = programme.sites[slug]


def _when(work: Correction) -> None:
    """Another hour, not yet to come."""
    le, context = work.relu.le, work.context
    rows = [row for row in work.street() if le and row.le != le]
    if le and rows:
        work.changes.append(_moved(rows[0].le, le))
        for row in rows:
            work.note(row)
            row.le, row.tranche = le, tranche_at(le, context.programme.calendrier)


def _moved(before: datetime, after: datetime) -> str:
    """« 18 h 04 → 17 h 30 »; with the days when they differ."""
    if paris(before).date() == paris(after).date():
        return f"{heure(before)} → {heure(after)}"
    return f"{jour(before)}, {heure(before)} → {jour(after)}, {heure(after)}"


def _leave(work: Correction) -> None:
    """What is now said of another site or an earlier hour was not met in that presence."""
    for row in work.street():
        presence = work.context.tx.get(Presence, row.presence_id or 0)
        if presence and (row.site_id != presence.site_id or row.le < presence.debut):
            row.presence_id = None


def _signalement(work: Correction) -> None:
    """Its service has it: nothing is sent again, nothing is called back in silence."""
    sent: Signalement | None = next(iter(work.alive(Signalement)), None)
    slugs = work.lecture.categorie
    if sent is None:
        work.remarks.extend([NOT_SENT] if slugs else [])
    elif sent.categorie not in slugs or work.lecture.lieu != sent.lieu:
        work.remarks.append(render_line(SENT, v=reference(sent)))
