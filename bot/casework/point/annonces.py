"""What the coordination is told of a point, weekly or monthly: drafted, frozen, late, kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.buttons import Button, button
from bot.casework.libelles import quand
from bot.casework.point import actes, heures, mots
from bot.casework.point.lecteurs import OBJETS
from bot.casework.prompts import prompts
from bot.delivery.channels import letter_to
from bot.domain.releve import ChiffreBouge, bouges
from bot.domain.roles import Role
from bot.domain.vies.point import A_FIGER, EN_ATTENTE, RELUS, StatutPoint
from bot.rendering import for_mailboxes, render_html, render_line, render_plain, render_text
from bot.signing import LIEN, stand_in
from bot.words import pluriel
from storage import notes, people, points
from storage.machine.outbox import Lane, Message, post
from storage.models import MENSUEL, POINT, PointHebdo, PointPhrase
from storage.programme import Programme
from storage.work import Work

VALIDER, RETENIR, TEXTES, VOIR = "valider", "retenir", "textes", "voir"
ENVOYER, CLASSER, ZOOM = "envoyer", "classer", "zoom"
GESTE: Final = Button("ph", (VALIDER, RETENIR, TEXTES, VOIR, ENVOYER, CLASSER, ZOOM), "point")
"""Of a week, or a month: what the coordination does with it before its comités read it."""
VRAIE, RECRIRE, RETIRER = "vraie", "recrire", "retirer"
REDITE: Final = Button("pf", (VRAIE, RECRIRE, RETIRER), "point_phrase")
"""Under a sentence whose figure moved."""
CLOSER: Final = "🔎 Choisir le zoom"
SHOWN: Final = 8
"""Figures that moved, in one message."""
DRAFT: Final = "{{ point }} : le brouillon est prêt."
FROZEN: Final = "{{ point }} : les chiffres sont figés."
LATE: Final = (
    "{{ point }} : il vient de partir en retard, après une panne. "
    "{% if relu %}Vous l'aviez validé.{% else %}Il est parti sans « à retenir » : "
    "personne ne l'avait validé.{% endif %}"
)
KEPT: Final = (
    "{{ point }} : il n'est pas parti, la panne a duré trop longtemps. "
    "Il est gardé, avec ses chiffres. L'envoyer aux comités, en disant qu'il est en retard ?"
)
LEAVES: Final = (
    "Il part {{ le }}{% if valide %}.{% else %}, validé ou non. Sans validation, il part sans "
    "« à retenir » ; un texte qui n'est pas relu ne part pas.{% endif %}"
)
MOVED: Final = "{{ mots }} : {{ avant }} → {{ apres }}"
DOUBT: Final = (
    "⚠️ {{ periode }}, à retenir : « {{ texte }} »\n{% for un in bouges %}{{ un }}. {% endfor %}"
    "Est-ce toujours vrai ? Sans réponse avant {{ le }}, la lettre part sans cette phrase."
)


@dataclass(frozen=True, slots=True)
class MotDeSemaine:
    """Something to say once, in chat and by mail: a title, lines, and buttons in chat."""

    key: str
    titre: str
    lignes: Sequence[str]
    boutons: Sequence[Sequence[tuple[str, str]]] = ()


def tell_draft(work: Work, row: PointHebdo) -> None:
    """What each comité would read first, then where the week stands."""
    config = work.programme.config
    read = [
        f"{config.comite(slug).label} : {one['phrase']}" for slug, one in row.brouillon.items()
    ]
    lines = [*read, *state(work, row)]
    _tell(work, row, MotDeSemaine("brouillon", _named(DRAFT, row), lines, keyboard(work, row)))


def tell_frozen(work: Work, row: PointHebdo) -> None:
    """What moved since the draft; then each sentence that quotes some of it is asked again."""
    written = points.phrases(work.tx, row.id)
    doubtful = [one for one in written if actes.doubts(row, one)]
    moved = moved_lines(row)
    if moved or doubtful or row.statut not in RELUS:
        lines = [*moved, *state(work, row)]
        _tell(work, row, MotDeSemaine("fige", _named(FROZEN, row), lines, keyboard(work, row)))
    for one in doubtful:
        _ask_again(work, row, one)


def tell_late(work: Work, row: PointHebdo) -> None:
    """It left after its hour, and nobody could reread it meanwhile."""
    said = render_line(LATE, point=_point(row), relu=row.valide_le is not None)
    _tell(work, row, MotDeSemaine("retard", said, ()))


def tell_kept(work: Work, row: PointHebdo) -> None:
    """A week that a breakdown missed: nothing of it leaves by itself."""
    _tell(work, row, MotDeSemaine("garde", kept(row), (), keyboard(work, row)))


def kept(row: PointHebdo) -> str:
    """That it waits for the coordination's word."""
    return _named(KEPT, row)


def state(work: Work, row: PointHebdo) -> list[str]:
    """Where it stands, in as many lines: its sentences, its texts, its leaving."""
    programme, waiting = work.programme, texts_waiting(work)
    written = points.phrases(work.tx, row.id)
    lines = [sentence(programme, row, one) for one in written]
    lines = [f"À retenir : {one}" for one in lines] or ["À retenir : rien n'est écrit."]
    if waiting:
        lines.append(pluriel(waiting, "texte à relire.", "textes à relire."))
    if row.valide_le:
        lines.append(f"✅ Validé {quand(row.valide_le)}.")
    lines.append(render_line(LEAVES, le=leaving(programme, row), valide=bool(row.valide_le)))
    return lines


def keyboard(work: Work, row: PointHebdo) -> list[list[tuple[str, str]]]:
    """What may be done with it now: (label, callback data) pairs."""
    see = [("👁 Voir ce que lira chaque comité", button(GESTE, row.id, VOIR))]
    if row.statut == StatutPoint.GARDE:
        return [
            [("📨 Envoyer", button(GESTE, row.id, ENVOYER))],
            [("🚫 Garder sans envoyer", button(GESTE, row.id, CLASSER))],
            see,
        ]
    if row.statut not in EN_ATTENTE:
        return []
    return _before_it_leaves(work, row, see)


def _before_it_leaves(
    work: Work, row: PointHebdo, see: list[tuple[str, str]]
) -> list[list[tuple[str, str]]]:
    waiting = texts_waiting(work)
    validate = [] if row.statut in RELUS else [[("✅ Valider", button(GESTE, row.id, VALIDER))]]
    return [
        *validate,
        [("✍️ À retenir", button(GESTE, row.id, RETENIR))],
        *([[(to_reread(waiting), button(GESTE, row.id, TEXTES))]] if waiting else []),
        *([[(CLOSER, button(GESTE, row.id, ZOOM))]] if may_look_closer(row) else []),
        see,
    ]


def may_look_closer(row: PointHebdo) -> bool:
    """Whether its zoom may still be chosen: of a month, while its figures move."""
    return row.rythme == MENSUEL and row.statut in A_FIGER


def to_reread(waiting: int) -> str:
    """« 📝 3 textes à relire »."""
    return f"📝 {pluriel(waiting, 'texte', 'textes')} à relire"


def texts_waiting(work: Work) -> int:
    """How many texts that may leave nobody has reread."""
    return notes.how_many_to_reread(work.tx, work.programme.id, OBJETS)


def leaving(programme: Programme, row: PointHebdo) -> str:
    """« lundi 23 novembre à 8 h 00 »."""
    return quand(heures.first_sending(programme, points.periode(row)))


def moved_lines(row: PointHebdo) -> list[str]:
    """« Comité Ouest. Présence, Site A, Total : 3 h 48 → 5 h 10 », a few; by comité once."""
    told: dict[tuple[str, str, str], ChiffreBouge] = {}
    for comite, draft in row.brouillon.items():
        before = draft["chiffres"]
        for one in bouges(before, row.chiffres.get(comite, before)):
            told.setdefault((one.mots, one.avant, one.apres), one)
    lines = [moved_line(one) for one in told.values()]
    rest = len(lines) - SHOWN
    more = [f"et {pluriel(rest, 'autre chiffre', 'autres chiffres')}."] if rest > 0 else []
    return ["Depuis le brouillon :", *lines[:SHOWN], *more] if lines else []


def moved_line(one: ChiffreBouge) -> str:
    mots = one.mots.removeprefix("de ")
    mots = mots[:1].upper() + mots[1:]
    return render_line(MOVED, mots=mots, avant=one.avant, apres=one.apres)


def doubt_keyboard(phrase: PointPhrase) -> list[list[tuple[str, str]]]:
    """What may be answered of a sentence whose figure moved."""
    return [
        [("✅ Toujours vrai", button(REDITE, phrase.id, VRAIE))],
        [("✏️ Récrire", button(REDITE, phrase.id, RECRIRE))],
        [("🗑 Retirer", button(REDITE, phrase.id, RETIRER))],
    ]


def _ask_again(work: Work, row: PointHebdo, phrase: PointPhrase) -> None:
    values = {
        "periode": period_of(row),
        "texte": phrase.texte,
        "bouges": list(dict.fromkeys(moved_line(one) for one in actes.doubts(row, phrase))),
        "le": leaving(work.programme, row),
    }
    content = {"text": render_text(DOUBT, **values), "keyboard": doubt_keyboard(phrase)}
    coordinators = people.with_role(work.tx, work.programme.id, Role.COORDINATION)
    key = f"point:{row.id}:phrase:{phrase.id}"
    post(work.tx, work.now, *prompts(work, coordinators, key, content))


def sentence(programme: Programme, row: PointHebdo, phrase: PointPhrase) -> str:
    """« « Les soirées s'apaisent. » (Comité Ouest) », and that it is to be said again."""
    whose = f" ({programme.config.comite(phrase.comite).label})" if phrase.comite else ""
    doubt = " ⚠️ à redire" if actes.doubts(row, phrase) else ""
    return f"« {phrase.texte} »{whose}{doubt}"


def _tell(work: Work, row: PointHebdo, avis: MotDeSemaine) -> None:
    key = f"point:{row.id}:{avis.key}"
    text = render_text(
        "📰 <b>{{ titre }}</b>{% for ligne in lignes %}\n{{ ligne }}{% endfor %}",
        titre=avis.titre,
        lignes=avis.lignes,
    )
    content: dict[str, Any] = {"text": text}
    if avis.boutons:
        content["keyboard"] = [[list(key) for key in keys] for keys in avis.boutons]
    coordinators = people.with_role(work.tx, work.programme.id, Role.COORDINATION)
    said = prompts(work, coordinators, key, content)
    post(work.tx, work.now, *said, _letter(work.programme, row, avis, key))


def _letter(programme: Programme, row: PointHebdo, avis: MotDeSemaine, key: str) -> Message:
    """The same by mail: buttons are in the chat, the page says what each comité will read."""
    mark, config = stand_in(), programme.config
    values = {
        "objet": f"[{config.nom}] {avis.titre.partition('. ')[0].rstrip('.')}",
        "bandeau": f"{config.nom} · avant les comités",
        "titre": avis.titre,
        "lignes": avis.lignes,
        "lien": mark,
    }
    content = {
        LIEN: mark,
        "subject": values["objet"],
        "text": render_plain("bot/casework/point/avis.txt.jinja", **values),
        "html": for_mailboxes(render_html("bot/casework/point/avis.html.jinja", **values)),
    }
    to = letter_to(config.coordination.email)
    return Message(f"{key}:courriel", Lane.PROMPT, to, content, POINT.of(row.id))


def _named(sentence: str, row: PointHebdo) -> str:
    return render_line(sentence, point=_point(row))


def _point(row: PointHebdo) -> str:
    return mots.nomme(points.periode(row))


def period_of(row: PointHebdo) -> str:
    """« Semaine 47 », « Novembre 2026 »: how a sentence about it begins."""
    return mots.la_periode(points.periode(row)).capitalize()
