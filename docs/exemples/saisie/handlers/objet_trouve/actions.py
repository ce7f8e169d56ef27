"""What was answered turned into a row, with its photo."""

from __future__ import annotations

from typing import Final

from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Ending
from bot.questions import choix, sur_place
from storage import photos
from storage.models.objets_trouves import ObjetTrouve

CHOSES: Final = {
    "cles": "Clés",
    "papiers": "Papiers",
    "telephone": "Téléphone",
    "autre": "Autre objet",
}


def facts(context: Context, answers: Answers) -> Facts:
    return {
        "sites": sur_place.site_options(context),
        "lieux": choix.options(context.programme.config.types_lieu),
        "choses": tuple(Option(slug, label) for slug, label in CHOSES.items()),
        "chose_label": CHOSES.get(answers.get("chose", ""), ""),
        "photo": False,
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    columns = sur_place.saisie(context, answers, "objet_trouve")
    row = ObjetTrouve(**columns, lieu=answers["lieu"], chose=answers["chose"])
    context.tx.add(row)
    context.tx.flush()
    file_ids = [one["file_id"] for one in answers.get("photo") or ()]
    photos.keep(context.tx, row, file_ids, context.now)
    return Ending()
