"""What repeats a signalement was seen once more there: it counts, and makes no second case."""

from __future__ import annotations

from bot.casework.signalement import consequences as suites
from bot.casework.signalement import histoire
from bot.casework.signalement.contenu import EnMain, reference
from bot.domain.vies.signalement import StatutSignalement
from bot.domain.vies.vie import DEFAIRE
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


def not_seen(en_main: EnMain, line: SignalementActe, par: str) -> None:
    """It was not the same defect: what it added to the other one is undone, on every card too.

    line: the one that said so, taken back.
    """
    numero, row = line.doublon_de or 0, en_main.signalement
    original = signalements.numbered(en_main.tx, en_main.programme.id, numero)
    for seen in signalements.actes(en_main.tx, original.id) if original else ():
        said = seen.acte == signalements.REVOIR and seen.motif == reference(row)
        if original and said and seen.le == line.le and seen.defait_le is None:
            other = EnMain.of(en_main, signalements.lock(en_main.tx, original.id))
            seen.defait_le = en_main.now
            statut = StatutSignalement(original.statut)
            histoire.append(other, DEFAIRE, statut, par, "", vers=statut)
            suites.redraw(other)
