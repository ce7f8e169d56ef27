"""What kind of place a defect stands in: what its words say, else its category, else its site."""

from __future__ import annotations

import re

from bot.domain.lecture.vocabulaire import fold
from storage.dispositif import Categorie, Dispositif, Site, TypeLieu, actifs


def named(config: Dispositif, texte: str) -> TypeLieu | None:
    """The kind of place whose own word stands in it (`mots` of the file): « hall 2 »."""
    said = set(re.findall("[a-z]+", fold(texte)))
    kinds = actifs(config.types_lieu)
    return next((kind for kind in kinds if said & {fold(word) for word in kind.mots}), None)


def kind(config: Dispositif, site: Site, categorie: Categorie, said: TypeLieu | None) -> TypeLieu:
    """That kind, else a hall for what belongs to a building (001 l.86), else the site's."""
    own = config.type_lieu(site.type_lieu)
    if said:
        return said
    halls = [one for one in actifs(config.types_lieu) if one.patrimoine]
    return halls[0] if categorie.bati and not own.patrimoine and halls else own
