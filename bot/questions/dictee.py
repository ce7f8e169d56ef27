"""A message typed from nowhere: read with the words of the dispositif, tied to what it became."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.lecture.eclair import Lecture, lire
from bot.domain.lecture.positions import Coordonnees
from bot.domain.lecture.vocabulaire import Lexique
from bot.feature.contract import Context
from bot.questions import sur_place
from storage import dictees
from storage.dictees import Typed
from storage.models import Saisie


def read(context: Context, text: str) -> Lecture:
    """What `text` says, in the words of this dispositif: read once a turn, and never changed."""
    if text not in context.heard:
        near = _near(context) if "+" in text else None
        context.heard[text] = lire(text, context.programme.lexique, near)
    return context.heard[text]


def read_counts(text: str, lexique: Lexique) -> Lecture:
    """The same, where only people are asked: nothing else may be left unsaid."""
    return lire(text, lexique)


def _near(context: Context) -> Coordonnees | None:
    """The site of the presence, else the first: a short plus code is of somewhere around."""
    here = sur_place.site_of(context, sur_place.seed(context))
    sites = (here,) if here else context.programme.config.sites
    return next((Coordonnees(site.latitude, site.longitude) for site in sites), None)


def tie(context: Context, message_id: int | None, rows: Sequence[Saisie]) -> None:
    """Editing that message will correct `rows`."""
    if message_id is not None and rows:
        typed = Typed(context.user_id, message_id, context.person.id, context.talk_id)
        dictees.keep(context.tx, typed, rows, context.now)
