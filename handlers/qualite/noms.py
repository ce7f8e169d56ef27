"""How the command line names a presence or a slot: its site, its day, its hour, never its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.clock import PARIS, paris
from bot.engine.reading import fold
from bot.feature.contract import Context
from bot.questions.jours import parse_jour
from handlers.qualite import facts
from handlers.qualite.facts import Reste


@dataclass(frozen=True, slots=True)
class Nom:
    """`debut` is on a clock in Paris; `site` and `binome` are slugs."""

    site: str
    label: str
    debut: datetime
    binome: str
    partage: bool
    """Whether another binôme was there at that very minute."""

    @property
    def texte(self) -> str:
        """« site-a 17/11 17h04 », and the binôme where two of them are called so."""
        said = f"{self.site} {self.debut:%d/%m} {self.debut:%Hh%M}"
        return f"{said} {self.binome}" if self.partage else said

    def is_said_by(self, words: Sequence[str], today: date) -> bool:
        """Whether each of these words is the site, the day, the hour or the binôme."""
        hour = f"{self.debut:%Hh%M}"
        mine = {fold(one) for one in (self.site, self.label, hour, self.binome)}
        return all(
            fold(word) in mine or parse_jour(word, today, past=True) == self.debut.date()
            for word in words
        )


def every(context: Context, reste: Reste) -> dict[str, Nom]:
    """The name behind each button of the screen, by what the button says to do."""
    found = list(_all(context, reste))
    times = Counter((verb, site, start) for verb, _key, site, start, _binome in found)
    config = context.programme.config
    return {
        f"{verb}-{key}": Nom(
            *(site, config.site(site).label, start, binome, times[verb, site, start] > 1)
        )
        for verb, key, site, start, binome in found
    }


def _all(context: Context, reste: Reste) -> Iterator[tuple[str, str, str, datetime, str]]:
    """(verb, key of its button, site, start, binôme)."""
    programme = context.programme
    kinds = (
        (reste.incertaines, (facts.CONFIRM, facts.CORRECT)),
        (reste.sans_rencontre, (facts.NOBODY, facts.ASK)),
    )
    for rows, verbs in kinds:
        for row in rows:
            site, binome = programme.site_slugs[row.site_id], programme.binome_slugs[row.binome_id]
            for verb in verbs:
                yield verb, str(row.id), site, paris(row.debut), binome
    for slot in reste.sans_saisie:
        start = datetime.combine(slot.jour, slot.de, PARIS)
        yield facts.EXPLAIN, facts.slot_key(context, slot), slot.site, start, slot.binome
