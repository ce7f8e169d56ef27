"""A word more about an entry just recorded: offered by a button, so that nothing waits open."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Flow, text
from bot.feature.contract import Context, Ending, Handler, Opening, Reply, Tap
from bot.feature.guarded import Guarded
from storage import notes, textes
from storage.models import Saisie
from storage.notes import Words

ENTREE: Final = Beforehand[int]("objet")
"""The row that the words are about."""
MOT = "mot"
"""What the button under an entry carries."""
GONE = "Cette entrée n'existe plus."
KEPT = "✅ C'est noté. Ce mot sera relu avant de quitter l'équipe."


def keep_words(context: Context, row: Saisie, texte: str) -> None:
    """Free words about `row`, to be reread by the coordination (P7)."""
    objet = row.__tablename__
    source = f"{context.source}:note:{objet}:{row.id}"
    said = textes.verifie(context, texte)
    words = Words(context.programme.id, context.person.id, objet, row.id, said, source)
    notes.keep(context.tx, words, context.now)


def word_flow(name: str, title: str, question: str, left: str, table: type[Saisie]) -> Handler:
    """The flow that asks `question` about an entry of `table`, the last one by default."""

    def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
        row = _row(context, table, ENTREE.of(answers))
        if row is None:
            return Ending({"conclusion": GONE})
        keep_words(context, row, answers["mot"])
        return Ending({"conclusion": KEPT})

    return Handler(
        flow=Flow(
            name=name,
            title=title,
            keeps_draft=False,
            steps=(text("mot", question, inside=True),),
            done="{{ conclusion }}",
            left=left,
        ),
        droit=Droit.NOTER,
        suits=lambda context: _row(context, table, None) is not None,
        refusal=GONE,
        facts=lambda _context, _answers: {},
        record=record,
    )


def word_press(flow: str, table: type[Saisie]) -> Guarded:
    """The deed of such a button: opens that flow for one's own binôme's row."""

    def opened(context: Context, tap: Tap) -> Reply:
        if _row(context, table, tap.object_id) is None:
            return Reply(GONE)
        return Reply("", opens=Opening(flow, ENTREE.seed(tap.object_id)))

    return Guarded(Droit.NOTER, opened)


def _row(context: Context, table: type[Saisie], row_id: int | None) -> Saisie | None:
    """That row, or the last one, when it belongs to the person's binôme and still stands."""
    mine = select(table).where(table.binome_id == (context.person.binome_id or 0), table.alive())
    query = mine.where(table.id == row_id) if row_id else mine.order_by(table.id.desc()).limit(1)
    return context.tx.scalars(query).first()
