"""The kinds of buttons that a presence sends out, each with all that it may carry."""

from __future__ import annotations

from typing import Final

from bot.buttons import ROW_ID, SLUG, Button

STAMP: Final = r"\d{8}T\d{4}"
"""An instant to the minute, as `bot.domain.lecture.heures.to_stamp` writes it."""

OK, ABSENT, ENCORE, MAINTENANT, CONFIRMER = "ok", "absent", "encore", "maintenant", "confirmer"
REPRENDRE: Final = "reprendre"
PRESENCE: Final = Button(
    "pr", (OK, ABSENT, ENCORE, MAINTENANT, CONFIRMER, REPRENDRE, STAMP), "presence"
)
"""Of a presence: the partner's answer, « toujours là ? », the end of a pause, or its own end."""

ELSEWHERE, EARLIER, CHANGE = "site", "debut", "c."
SLOT: Final = rf"{STAMP}\.{ROW_ID}\.{STAMP}"
POSTE: Final = Button(
    "po", (ELSEWHERE, EARLIER, SLOT, CHANGE.replace(".", r"\.") + SLOT), "binome"
)
"""Of a binôme, for a planned slot (start, site, end): starts it, or goes there (« c. »)."""
MANQUE: Final = Button("cr", (rf"{STAMP}\.{SLUG}",), "binome")
"""Of a binôme, the day after: the slot's start, and why nobody came."""

GROUP, LESS, STOP, DANGER, PUBLIC = "cinq", "moins", "fin", "aide", "p."
ASK: Final = "passants"
TABLEAU: Final = Button("tb", (GROUP, LESS, STOP, DANGER, ASK, rf"p\.{SLUG}"), "tableau")
"""Of a pinned tally: a public met, five at a time, one less, passers-by, or the way out."""
