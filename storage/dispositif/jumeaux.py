"""Lines of one list that read alike on a small screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from storage.dispositif.entries import Item
from storage.dispositif.model import Dispositif, actifs

_ALIKE: Final = str.maketrans("аеорсухіјѕвкмнтαονκιρτυχβεη", "aeopcyxijsbkmhtaovkiptuxben")
"""Letters of other alphabets that show as ours."""
_ON_A_SCREEN: Final = str.maketrans("0|1i", "olll")


def look_alikes(dispositif: Dispositif) -> Iterator[str]:
    """One sentence for each pair of active lines of a list that nobody could tell apart."""
    for nom, lines in _lists(dispositif):
        seen: dict[str, Item] = {}
        for line in lines:
            first = seen.setdefault(seen_as(line.label), line)
            if first is not line:
                yield (
                    f"« {nom} » : « {first.label} » ({first.slug}) et « {line.label} » "
                    f"({line.slug}) se lisent pareil ; changez un libellé."
                )


def seen_as(label: str) -> str:
    """What is left of a label once read in a hurry: no case, accent, space nor foreign letter."""
    plain = unicodedata.normalize("NFKD", label).casefold().translate(_ALIKE)
    return "".join(char for char in plain.translate(_ON_A_SCREEN) if char.isalnum())


def _lists(dispositif: Dispositif) -> Iterator[tuple[str, Iterable[Item]]]:
    for nom in ("territoires", "quartiers", "sites", "binomes", "services", "annuaire", "comites"):
        yield nom, actifs(getattr(dispositif, nom))
    yield "publics", actifs((*dispositif.publics, *dispositif.roles))
    for nom, lines in dispositif.listes.items():
        yield f"listes.{nom}", actifs(lines)
    for groupe in dispositif.groupes():
        yield groupe, [one for one in actifs(dispositif.categories) if one.groupe == groupe]
