"""A photo of the last weeks, looked at again and blurred: its page is one tap away."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.casework.signalement import sortie
from bot.casework.signalement.contenu import EnMain, reference
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature import portee
from bot.feature.contract import Context, Ending, Handler
from bot.words import jour_court
from storage import audit, flou, signalements
from storage.models import Signalement

REACH: Final = timedelta(days=30)
SHOWN: Final = 8

PHOTOS: Final = Flow(
    name="photos",
    title="Photos",
    keeps_draft=False,
    steps=(
        choice(
            "laquelle",
            "{% if entrees %}🙈 <b>Flouter une photo.</b> De quel signalement ? "
            "La page s'ouvre par un lien, pour vous seul·e.{% else %}"
            "🙈 Aucun signalement des trente derniers jours n'a de photo.{% endif %}",
            "entrees",
            page=SHOWN,
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="🙈 Le lien arrive ici.",
    left="🙈 Fermé.",
)


def facts(context: Context, _answers: Answers) -> Facts:
    rows = signalements.since(context.tx, context.programme.id, context.now - REACH)
    seen = flou.kept(context.tx, Signalement, [row.id for row in rows])
    mine = (row for row in rows if row.id in seen and portee.reaches(context, Droit.FLOUTER, row))
    return {"entrees": tuple(Option(str(row.id), _said(context, row)) for row in mine)}


def send_link(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The page, in the thread of who asked; that it was looked at again is written down."""
    row = signalements.lock(context.tx, int(answers["laquelle"]))
    audit.note(context.tx, context.now, context.person.id, "ouvrir_photos", row, "")
    sortie.invite(EnMain.of(context, row), context.person, context.source)
    return Ending()


def _said(context: Context, row: Signalement) -> str:
    """« V-0001 · Éclairage · Site A · lun. 16 nov. »."""
    what = context.programme.config.categorie(row.categorie).label
    where = context.programme.site_label(row.site_id)
    return f"{reference(row)} · {what} · {where} · {jour_court(row.emis_le)}"


FLOWS: Final = (
    Handler(
        flow=PHOTOS,
        entry="🙈 Flouter une photo",
        commands=("/photos",),
        about="Cacher un visage ou une plaque sur une photo",
        order=58,
        drawer=True,
        droit=Droit.FLOUTER,
        facts=facts,
        record=send_link,
    ),
)
