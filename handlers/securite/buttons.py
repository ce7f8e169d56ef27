"""The two buttons of a question of safety; an answer may be changed."""

from __future__ import annotations

from bot.casework import securite
from bot.casework.securite import OUI, PREVENIR
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import Context, Reply, Tap
from storage import securite as rows
from storage.models import Conflit

RESERVED = "Ce bouton est réservé au binôme à qui la question est posée."
SAFE = "✅ C'est noté : vous êtes en sécurité."
NOTED = "🛑 C'est noté. Seules la coordination et votre équipe le voient."
TOLD = "📞 La coordination est prévenue."


def answer(context: Context, tap: Tap) -> Reply:
    """Noted at once; the other answer stays at hand."""
    question = rows.get(context.tx, tap.object_id)
    if question is None or not portee.reaches(context, Droit.REPONDRE_SECURITE, question):
        return Reply(RESERVED)
    call = tap.argument == PREVENIR
    securite.answer(context, question, call=call)
    well = SAFE if question.objet == Conflit.__tablename__ else NOTED
    other = OUI if call else PREVENIR
    return Reply("Noté.", TOLD if call else well, securite.keyboard(question, other))
