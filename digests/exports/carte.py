"""Sites as GeoJSON, each with its aggregates: nothing that describes people (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from digests.exports.classeur import OUVERTS, Classeur, LigneExport
from digests.exports.etendues import EtendueExport, SorteEtendue
from storage.indicateurs.contrat import Sensible


def geojson_bytes(book: Classeur) -> bytes:
    """A FeatureCollection; the mention is a member of its own."""
    collection = {
        "type": "FeatureCollection",
        "mention": dict(book.mention) | {"Peuvent le lire": OUVERTS},
        "features": list(_features(book)),
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _features(book: Classeur) -> Iterator[dict[str, Any]]:
    by_site: dict[EtendueExport, list[LigneExport]] = {}
    for ligne in book.lignes:
        exact = ligne.indicateur.sensible is Sensible.PERSONNE
        if exact and ligne.etendue.sorte is SorteEtendue.SITE:
            by_site.setdefault(ligne.etendue, []).append(ligne)
    for place, lignes in by_site.items():
        site = book.programme.config.site(place.slug)
        yield {
            "type": "Feature",
            "id": site.slug,
            "geometry": {"type": "Point", "coordinates": [site.longitude, site.latitude]},
            "properties": {
                "site": site.label,
                "quartier": book.programme.config.quartier(site.quartier).label,
                "actif": site.actif,
                "debut": book.trimestre.debut.isoformat(),
                "fin": book.trimestre.fin.isoformat(),
                "chiffres": [_chiffre(ligne) for ligne in lignes],
            },
        }


def _chiffre(ligne: LigneExport) -> dict[str, Any]:
    one, cellule = ligne.indicateur, ligne.cellule
    said = {
        "indicateur": one.slug,
        "libelle": one.label,
        "version": one.version,
        "detail": ligne.mot,
        "valeur": cellule.valeur,
        "sur": cellule.sur,
        "plus_bas": cellule.bas,
        "plus_haut": cellule.haut,
        "unite": str(one.unite),
        "publication": cellule.dit,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}
