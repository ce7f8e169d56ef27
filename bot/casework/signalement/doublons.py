"""What repeats a signalement was seen once more there: it counts, and makes no second case."""

from __future__ import annotations

from bot.casework.signalement import consequences as suites
from bot.casework.signalement.contenu import EnMain, reference
from storage import signalements
from storage.models import SignalementActe


def seen_again(en_main: EnMain, numero: int) -> None:
    """One more line in the history of the one that bears that number, on every card of it.

    Its state is left alone, so that nobody waits for it.
    """
    row = en_main.signalement
    others = signalements.open_beside(en_main.tx, row, None)
    original = next((one for one in others if one.numero == numero), None)
    if original is None:
        return
    line = SignalementActe(
        signalement_id=original.id,
        le=en_main.now,
        acte=signalements.REVOIR,
        de=original.statut,
        vers=original.statut,
        par=f"mediateur:{row.auteur_id}",
        motif=reference(row),
    )
    en_main.tx.add(line)
    en_main.tx.flush()
    suites.redraw(EnMain.of(en_main, original))
