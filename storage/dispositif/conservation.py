"""How long each kind of thing is kept: what a town may say of it, and how far it may go."""

from __future__ import annotations

from typing import Annotated, Any, Final, Self

from pydantic import Field, model_validator

from storage.dispositif.entries import FileLine

LONGEST_MONTHS: Final = 24
"""Nothing that names or describes somebody is kept longer, whatever the file says."""


def _kept(default: int, most: int, why: str) -> Any:
    """At least 1; `why` is the sentence of the table in docs/confidentialite/conservation.md."""
    return Field(default, gt=0, le=most, description=why)


Entier = Annotated[int, Field(strict=False)]


class DureesConservation(FileLine):
    """By kind: hours, days or months, as its name says. Defaults: docs/adr/0025.

    A machine that serves several programmes keeps what names none of them (messages,
    conversations, updates) as long as the shortest of their delays says.
    """

    maj_brutes_heures: Entier = _kept(
        72, 168, "ce que Telegram a envoyé et qui n'a pu être traité"
    )
    messages_jours: Entier = _kept(30, 90, "un message ou une alerte partis, avec leur adresse")
    conversations_jours: Entier = _kept(30, 90, "une conversation finie ; ses réponses : aussitôt")
    corrections_jours: Entier = _kept(30, 90, "le lien d'un texte tapé avec ce qu'il est devenu")
    invitations_jours: Entier = _kept(7, 30, "le prénom d'une invitation utilisée ou expirée")
    textes_mois: Entier = _kept(12, 24, "un texte tapé : note, lieu d'un signalement")
    textes_valides_mois: Entier = _kept(
        24, 24, "un texte relu et validé, pour le bilan de l'année"
    )
    decisions_mois: Entier = _kept(24, 24, "les décisions notées d'une réunion de comité")
    positions_mois: Entier = _kept(12, 24, "une position précise ; il reste le site")
    photos_cloture_mois: Entier = _kept(2, 12, "une photo, après la clôture du signalement")
    photos_mois: Entier = _kept(12, 12, "une photo, dans tous les cas")
    auteur_mois: Entier = _kept(12, 24, "le nom de qui a noté ; ensuite, un pseudonyme du mois")
    auteur_fin_mois: Entier = _kept(24, 24, "ce pseudonyme ; ensuite, plus rien")
    partis_mois: Entier = _kept(12, 24, "le prénom et le compte de qui a quitté l'équipe")
    audit_mois: Entier = _kept(12, 12, "le registre de qui a fait quoi")
    destinataires_mois: Entier = _kept(12, 24, "l'adresse à laquelle un point hebdo est parti")
    contact_sans_reponse_mois: Entier = _kept(
        12, 24, "l'adresse d'une demande restée sans réponse"
    )
    sauvegardes_jours: Entier = _kept(35, 35, "une copie de sauvegarde")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """What follows from something else does not leave before it."""
        for first, then in (
            ("auteur_mois", "auteur_fin_mois"),
            ("textes_mois", "textes_valides_mois"),
            ("photos_cloture_mois", "photos_mois"),
        ):
            if getattr(self, first) > getattr(self, then):
                raise ValueError(f"« {first} » ne peut pas dépasser « {then} »")
        return self
