"""« Vous êtes en sécurité ? »: asked once, never buried, and told when nobody answers (MED-13)."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Keyboard, button
from bot.casework import coordination
from bot.rendering import render_line
from bot.words import heure
from storage import securite as rows
from storage.dispositif import Dispositif
from storage.models import BinomeRow, Conflit, Difficulte
from storage.models.gestes import QuestionSecurite
from storage.work import Work

OUI, PREVENIR = "oui", "prevenir"
SECURITE: Final = Button("se", (OUI, PREVENIR), "question_securite")
"""Under a question of safety: all is well, or the coordination must know."""
LISTE_DIFFICULTES: Final = "difficultes_pro"

SAFE: Final = "<b>Vous êtes en sécurité ?</b>"
CALL: Final = "<b>Prévenir la coordination maintenant ?</b>"
LABELS: Final = {
    Conflit.__tablename__: ("✅ Oui", "📞 Prévenir la coordination"),
    Difficulte.__tablename__: ("Non, noter seulement", "📞 Oui"),
}
CONFLIT: Final = "Conflit ({{ quoi }}), {{ site }} : secours ou police appelés. "
DIFFICULTE: Final = "{{ site }}, {{ heure }} : difficulté, {{ quoi }} ({{ binome }}). "
WANTED: Final = {
    Conflit.__tablename__: CONFLIT + "Le binôme demande votre appel.",
    Difficulte.__tablename__: DIFFICULTE
    + "L'équipe demande que vous le sachiez maintenant. Appelez-la.",
}
SILENT: Final = {
    Conflit.__tablename__: CONFLIT + "À {{ heure }}, le bot a demandé si l'équipe est en "
    "sécurité : personne n'a répondu depuis {{ minutes }} minutes. Appelez-la.",
    Difficulte.__tablename__: DIFFICULTE + "Le bot a demandé s'il faut vous prévenir : personne "
    "n'a répondu depuis {{ minutes }} minutes. Appelez l'équipe.",
}
WELL: Final = {
    Conflit.__tablename__: CONFLIT + "L'équipe répond : elle est en sécurité.",
    Difficulte.__tablename__: DIFFICULTE
    + "L'équipe répond : rien d'urgent, c'est noté seulement.",
}
GONE: Final = {
    Conflit.__tablename__: CONFLIT + "L'équipe a annulé cette saisie : notée par erreur.",
    Difficulte.__tablename__: DIFFICULTE + "L'équipe a annulé cette saisie : notée par erreur.",
}
SUBJECTS: Final = {
    Conflit.__tablename__: "Conflit : secours ou police appelés",
    Difficulte.__tablename__: "{{ site }} : difficulté",
}


def is_due(config: Dispositif, conflit: Conflit) -> bool:
    """Whether its result asks for it: « Secours, police appelés »."""
    return config.element("issues", conflit.issue).suite == "securite"


def ask(work: Work, row: Conflit | Difficulte) -> QuestionSecurite:
    """From now on an answer is awaited of whoever noted it; asked once for an entry."""
    known = rows.about(work.tx, row.__tablename__, row.id)
    if known is not None:
        return known
    question = QuestionSecurite(
        dispositif_id=row.dispositif_id,
        binome_id=row.binome_id,
        personne_id=row.auteur_id,
        site_id=row.site_id,
        objet=row.__tablename__,
        objet_id=row.id,
        posee_le=work.now,
    )
    return rows.add(work.tx, question)


def keyboard(question: QuestionSecurite, *words: str) -> Keyboard:
    """One button a line; both, unless only these words are still of use."""
    well, call = LABELS[question.objet]
    both = {OUI: well, PREVENIR: call}
    return [
        [(label, button(SECURITE, question.id, word))]
        for word, label in both.items()
        if not words or word in words
    ]


def question_of(question: QuestionSecurite) -> str:
    """What is asked, in Telegram's HTML."""
    return SAFE if question.objet == Conflit.__tablename__ else CALL


def answer(work: Work, question: QuestionSecurite, *, call: bool) -> None:
    """Somebody answers: the coordination is told when it must know, or had been told."""
    question.repondue_le = work.now
    if call:
        question.prevenue_le = work.now
        _tell(work, question, WANTED[question.objet], "prevenir")
        _difficulty_told(work, question)
    elif question.prevenue_le is not None:
        _tell(work, question, WELL[question.objet], f"bien:{int(work.now.timestamp())}")


def break_silence(work: Work, question: QuestionSecurite) -> None:
    """Nobody answered: somebody must call them."""
    question.prevenue_le = work.now
    _tell(work, question, SILENT[question.objet], "silence")
    _difficulty_told(work, question)


def withdraw(work: Work, row: Conflit | Difficulte) -> None:
    """The entry is taken back: nobody is asked any more, and who was told knows."""
    question = rows.about(work.tx, row.__tablename__, row.id)
    if question is None:
        return
    question.repondue_le = question.repondue_le or work.now
    if question.prevenue_le is not None:
        _tell(work, question, GONE[question.objet], "annule")


def _difficulty_told(work: Work, question: QuestionSecurite) -> None:
    if question.objet == Difficulte.__tablename__:
        work.tx.get_one(Difficulte, question.objet_id).prevenue = True


def _tell(work: Work, question: QuestionSecurite, sentence: str, why: str) -> None:
    """Where, what kind, when, which binôme; nobody's name. `why` says it once."""
    config = work.programme.config
    binome = work.tx.get(BinomeRow, question.binome_id)
    values = {
        "quoi": _kind(work, question),
        "site": config.site(work.programme.site_slugs[question.site_id]).label,
        "heure": heure(question.posee_le),
        "binome": binome.label if binome else "médiateur sans binôme",
        "minutes": config.presence.securite_minutes,
    }
    coordination.tell(
        work,
        key=f"{question.objet}:{question.objet_id}:securite:{why}",
        subject=render_line(SUBJECTS[question.objet], site=values["site"]),
        text=render_line(sentence, **values),
    )


def _kind(work: Work, question: QuestionSecurite) -> str:
    """« Bruit », « insultes »; a line that left the file is known by its slug."""
    config = work.programme.config
    if question.objet == Conflit.__tablename__:
        conflit = work.tx.get_one(Conflit, question.objet_id)
        return config.element("types_conflit", conflit.type).label
    row = work.tx.get_one(Difficulte, question.objet_id)
    return config.element(LISTE_DIFFICULTES, row.nature).label.lower()
