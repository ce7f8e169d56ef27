"""What each commanditaire brings, on the page of whoever pays (A14-A16, DEL-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.bord import Audience
from bot.web.pages.bord.regarde import Regarde
from bot.words import date_longue, euros
from digests.exports import parts
from digests.exports.parts import PartAnnuelle
from storage.champs import Portail

PAIENT = "commanditaires"
NON_DIT = "non dit par la convention"


@dataclass(frozen=True, slots=True)
class Partage:
    """The shares of a year in words, their whole, and the days of the convention."""

    debut: str
    fin: str
    cout: str
    lignes: tuple[tuple[str, str], ...]


def pays(found: Portail) -> bool:
    """Whether it is one of those who order and pay, or their comité: shares are theirs."""
    if found.lecteur is Audience.COMMANDITAIRE:
        return True
    comite = found.lien.comite
    return comite is not None and found.programme.config.comite(comite).sorte == PAIENT


def partage(asked: Regarde) -> Partage | None:
    """Its own share, or everybody's for the team and for the comité of those who pay."""
    found, config = asked.portail, asked.config
    if not (pays(found) or found.lecteur is Audience.COORDINATION):
        return None
    cout = parts.cout_annuel(config)
    return Partage(
        date_longue(config.convention.debut),
        date_longue(config.convention.fin),
        NON_DIT if cout is None else euros(cout),
        tuple((one.label, in_words(one)) for one in parts_of(found)),
    )


def parts_of(found: Portail) -> Iterator[PartAnnuelle]:
    """Those that this reader may have."""
    mine = found.lien.commanditaire
    for one in parts.parts(found.programme.config):
        if mine in (None, one.slug):
            yield one


def in_words(part: PartAnnuelle) -> str:
    """« 44 800 € par an (28 % du coût, 45 000 € au plus), coordonnateur »."""
    said = NON_DIT if part.euros is None else f"{euros(part.euros)} par an"
    how = [f"{part.pct:g}\N{NO-BREAK SPACE}% du coût".replace(".", ",")] if part.pct else []
    how += [f"{euros(part.plafond)} au plus"] if part.plafond is not None else []
    role = ", coordonnateur" if part.coordonnateur else ""
    detail = f" ({', '.join(how)})" if how else ""
    return f"{said}{detail}{role}"
