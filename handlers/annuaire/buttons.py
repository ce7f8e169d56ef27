"""« 📄 Fiche du partenaire »: the card below what it was asked from."""

from __future__ import annotations

from bot.feature.contract import Context, Reply, Tap
from bot.questions import fiche_partenaire

GONE = "Ce partenaire n'est plus dans l'annuaire."


def show(context: Context, tap: Tap) -> Reply:
    """Another message: what was pressed may hold a code word, and stays."""
    partenaire = fiche_partenaire.of(context.programme, tap.argument)
    if partenaire is None:
        return Reply(GONE)
    card = fiche_partenaire.card(context, partenaire)
    context.tell(context.person.telegram_id, "{{ fiche|safe }}", fiche=card)
    return Reply("Voici sa fiche.")
