"""A document ready for paper: its cover, what it lacks, its parts, in printable words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.livrables import A_COMPLETER, ContenuLivrable, manques
from bot.words import du_au
from digests.livrables.images import sans_image
from digests.livrables.signes import tout_imprimable

BROUILLON: Final = "Brouillon : à compléter et à relire, ne le diffusez pas."
IL_MANQUE: Final = "Il manque"
RIEN_NE_MANQUE: Final = "Rien ne manque : tout ce qui est demandé est là."
DECISIONS: Final = "Décisions de la réunion"
EXEMPLE: Final = " (exemple)"


def mise_en_page(contenu: ContenuLivrable) -> dict[str, Any]:
    """What both formats print, in order; « manques » is None once it is validated."""
    etat: Mapping[str, Any] = contenu.get("etat", {})
    valide = etat.get("valide", False)
    page = {
        "titre": contenu["titre"],
        "objet": contenu["objet"],
        "periode": _periode(contenu),
        "dispositif": contenu["dispositif"] + (EXEMPLE if contenu["exemple"] else ""),
        "commanditaires": ", ".join(contenu["commanditaires"]),
        "porteurs": ", ".join(contenu.get("porteurs", ())),
        "mentions": [*contenu.get("mentions", ()), *sans_image(contenu)],
        "bandeau": "" if valide else BROUILLON,
        "etapes": list(etat.get("etapes", ())),
        "pied": _pied(contenu, etat),
        "manques": None if valide else manques(contenu),
        "parties": [_partie(one, valide=valide) for one in contenu["parties"]],
        "reunion": etat.get("reunion"),
    }
    printable: dict[str, Any] = tout_imprimable(page)
    return printable


def _periode(contenu: ContenuLivrable) -> str:
    first, last = (date.fromisoformat(contenu[key]) for key in ("debut", "fin"))
    return du_au(first, last)


def _pied(contenu: ContenuLivrable, etat: Mapping[str, Any]) -> str:
    """« Compte rendu, Square A, version 1. Pour : les comités. »"""
    version = f", version {etat['numero']}" if "numero" in etat else ""
    return f"{contenu['titre']}, {contenu['objet']}{version}. Pour : {contenu['lecteurs']}."


def _partie(partie: Mapping[str, Any], *, valide: bool) -> dict[str, Any]:
    """Its heading, its words, then its blocks; what only somebody can write is asked for."""
    texte = partie.get("texte", "")
    asked = partie["demande"] if partie["demande"] and not texte and not valide else ""
    return {
        "page": partie["page"],
        "niveau": partie["numero"].count(".") + 1,
        "titre": f"{partie['numero']} {partie['titre']}",
        "texte": [line for line in texte.split("\n") if line.strip()],
        "demande": f"{A_COMPLETER} : {asked}" if asked else "",
        "blocs": [bloc for bloc in partie["blocs"] if bloc["sorte"] != "manque" or not valide],
    }
