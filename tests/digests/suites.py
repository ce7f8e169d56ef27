"""What follows an evening, told in a few words: requests, relais, mediations, actions, answers."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from storage.models import (
    ActionCollective,
    Base,
    Conflit,
    DossierMediation,
    Preconisation,
    Relais,
    RelaisActe,
    Sollicitation,
    SuiviAccord,
)
from tests.digests.scene import Scene, paris

SERIAL = count(1)


def noted(scene: Scene, table: type[Base], le: str, **values: Any) -> Any:
    """An entry of any kind on Site A, unless another site is said."""
    programme, number = scene.programme, next(SERIAL)
    row = {
        "dispositif_id": programme.id,
        "site_id": programme.sites[values.pop("site", "site-a")],
        "binome_id": programme.binomes["binome-1"],
        "auteur_id": scene.auteur,
        "source": f"essai:{number}",
    }
    moments = {"le": paris(le), "ouvert_le": paris(le), "recue_le": paris(le)}
    columns = table.__table__.columns.keys()
    known = {name: value for name, value in (row | moments).items() if name in columns}
    tranche = {"tranche": "journee"} if "tranche" in columns else {}
    entry = table(**known | tranche | values)
    scene.tx.add(entry)
    scene.tx.flush()
    return entry


def sollicite(scene: Scene, reponse: str, le: str, **more: str) -> Any:
    return noted(scene, Sollicitation, le, **{"type": "logement", "reponse": reponse} | more)


def handed_over(scene: Scene, le: str, *actes: tuple[str, str, str], **more: Any) -> Any:
    """A relais opened then, and its history: (deed, state it leads to, when).

    avant: what it was before each of these deeds.
    """
    avant = more.pop("avant", None)
    asked = sollicite(scene, "ecoute", le, site=more.get("site", "site-a"))
    row = noted(
        scene, Relais, le, **{
            "sollicitation_id": asked.id, "numero": next(SERIAL), "mot": "TILLEUL",
            "domaine": "emploi", "statut": "transmis", "sans_nouvelles": 0,
            "verifier_le": paris(le) + timedelta(days=7),
        } | more,
    )  # fmt: skip
    for acte, vers, when in actes:
        told = {"acte": acte, "vers": vers, "de": row.statut, "par": "mediateur:1"}
        scene.tx.add(RelaisActe(relais_id=row.id, le=paris(when), avant=avant, **told))
        row.statut = vers
    scene.tx.flush()
    return row


def conflict(scene: Scene, issue: str, le: str, **more: str) -> None:
    words = {"type": "cf-voisinage", "gestes": ["desamorcage"], "issue": issue}
    noted(scene, Conflit, le, **words | more)


def mediation(scene: Scene, le: str, statut: str = "ouvert", **more: Any) -> Any:
    words = {
        "numero": next(SERIAL), "origine": "dem-habitant", "type": "cf-voisinage",
        "consentement": "oui", "mode": "navette", "statut": statut,
    }  # fmt: skip
    return noted(scene, DossierMediation, le, **words | more)


def check(
    scene: Scene, dossier: Any, etape: str, prevu: str, resultat: str | None, fait: str | None
) -> None:
    """A check of its accord: planned, and what it found when it was answered."""
    told = {"etape": etape, "prevu_le": paris(prevu), "resultat": resultat}
    done = paris(fait) if fait else None
    scene.tx.add(SuiviAccord(dossier_id=dossier.id, fait_le=done, **told))
    scene.tx.flush()


def action(scene: Scene, kind: str, band: str, le: str, **more: Any) -> None:
    words = {"type": kind, "theme": "th-proprete", "participants": band, "partenaires": []}
    noted(scene, ActionCollective, le, **words | more)


def preconise(scene: Scene, le: str, **more: Any) -> Any:
    words = {
        "numero": next(SERIAL), "type": "amenagement", "destinataire": "sv-voirie",
        "horizon": "trois-mois", "observations": [], "statut": "proposee",
    }  # fmt: skip
    return noted(scene, Preconisation, le, **words | more)
