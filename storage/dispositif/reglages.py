"""What a dispositif switches on or off, and the few delays that belong to no list."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from storage.dispositif.entries import FileLine, FileSlug


class Reglages(FileLine):
    """`conflit_parties`: a conflict asks « Entre qui ? » (one tap). `suivi_accord_jours`: when an
    accord is checked (001 l.86). `service_mediation_ville`: who takes what lies outside the
    mission (000 l.42); without it the coordination is not offered to hand a demande over.
    `formulaire_demande`: a public page takes direct requests, without any name (001 l.36).
    `contact_jours`: how long the address that a requester left is kept once the demande is over.
    """

    conflit_parties: bool = True
    suivi_accord_jours: Annotated[tuple[Annotated[int, Field(gt=0)], ...], Field(min_length=1)] = (
        15,
        30,
    )
    formulaire_demande: bool = False
    contact_jours: Annotated[int, Field(gt=0)] = 90
    service_mediation_ville: FileSlug | None = None
