"""A step too many on a document is taken back, until another one followed it."""

from __future__ import annotations

from typing import Final

from bot.casework.livrable import actes
from bot.domain.droits import Droit
from bot.domain.vies.livrable import ActeLivrable
from bot.domain.vies.vie import TransitionRefusee
from bot.feature import portee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.livrables import livrables as documents
from storage.models.gestes import Geste
from storage.models.livrables import VersionLivrable

FAITS: Final = {
    ActeLivrable.RELIRE: "relu",
    ActeLivrable.PRESENTER: "présenté",
    ActeLivrable.VALIDER: "validé",
}
SINCE: Final = "Ce document a changé depuis : ceci ne s'annule plus."
NEVER: Final = "Un document qui n'est plus gardé"


def says(context: Context, geste: Geste) -> str:
    """« Compte rendu de fin d'intervention, version 1 : validé »."""
    row = portee.found(context, Droit.TENIR_DOCUMENTS, VersionLivrable, geste.objet_id)
    if row is None:
        return NEVER
    known = documents().get(row.livrable)
    titre = known.titre if known else row.livrable
    return f"{titre}, version {row.numero} : {FAITS[(geste.avant or {})['acte']]}"


def undo(context: Context, geste: Geste) -> Repris:
    row = portee.found(context, Droit.TENIR_DOCUMENTS, VersionLivrable, geste.objet_id)
    if row is None:
        return Repris(NEVER)
    try:
        actes.take_back(context, row, geste.avant or {}, context.author_id)
    except TransitionRefusee:
        return Repris(SINCE)
    return Repris()


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
