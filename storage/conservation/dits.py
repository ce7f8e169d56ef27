"""What was typed, shown or located, forgotten as it grows old: texts, places, photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Row, Select, or_, select, update

from bot.domain.vies.signalement import CLOS
from storage import livrables, notes, photos, points
from storage.conservation.passe import Perissable, emptying, months_before, passe, peu, table
from storage.work import Work

_NOTE, _SIGNALEMENT, _ACTE = table("note"), table("signalement"), table("signalement_acte")
_ALERTE, _REUNION, _PHOTO = table("alerte"), table("reunion"), table("photo")
_ACTEUR = table("presence_acteur")
_PHRASE, _DIGEST = table("point_phrase"), table("digest")
_REFUSEE = table("adresse_refusee")
_VERSION, _TEXTE = table("version_livrable"), table("texte_livrable")
_ORDRE, _POINT = table("ordre_du_jour"), table("point_ordre")


def _meetings(work: Work) -> Select[Any]:
    before = months_before(work.now, work.programme.config.conservation.decisions_mois)
    mine = _REUNION.c.dispositif_id == work.programme.id
    return select(_REUNION.c.id).where(
        mine, _REUNION.c.jour < before.date(), _REUNION.c.decisions != ""
    )


def _of_closed(work: Work, old: Sequence[Row[Any]]) -> int:
    """Those of the signalements that these deeds closed, and that nobody opened again since."""
    closing = {row.signalement_id for row in old if row.vers in CLOS}
    still = select(_SIGNALEMENT.c.id).where(
        _SIGNALEMENT.c.id.in_(closing), _SIGNALEMENT.c.statut.in_(CLOS)
    )
    ids = list(work.tx.scalars(still)) if closing else []
    of_ids = select(_ACTE.c.id).where(_ACTE.c.signalement_id.in_(ids))
    repairs = list(work.tx.scalars(of_ids)) if ids else []
    gone = photos.let_go_of(work.tx, _SIGNALEMENT.name, ids)
    return gone + photos.let_go_of(work.tx, _ACTE.name, repairs)


def _letters(work: Work, old: Sequence[Row[Any]]) -> int:
    """A letter keeps its figures; the words that left with it go with their notes."""
    saying = [row for row in old if set(points.MOTS) & set(row.instantane.get("sections", ()))]
    for row in saying:
        kept = points.wordless(row.instantane)
        work.tx.execute(update(_DIGEST).where(_DIGEST.c.id == row.id).values(instantane=kept))
    return len(saying)


def _documents(work: Work, old: Sequence[Row[Any]]) -> int:
    """A document keeps its figures, its state and its dates; what people wrote in it goes."""
    kept = {row.id: livrables.wordless(row.contenu) for row in old if row.contenu}
    saying = {
        row.id: kept[row.id] for row in old if row.id in kept and kept[row.id] != row.contenu
    }
    for row_id, contenu in saying.items():
        work.tx.execute(update(_VERSION).where(_VERSION.c.id == row_id).values(contenu=contenu))
    return len(saying)


def _photos(work: Work, old: Sequence[Row[Any]]) -> int:
    return photos.let_go(work.tx, [row.id for row in old])


SORTES: Final[tuple[Perissable, ...]] = (
    passe(
        "texte tapé",
        _NOTE,
        "le",
        "textes_mois",
        emptying(_NOTE, _NOTE.c.texte != "", texte="", statut=notes.once_gone()),
    ),
    passe(
        "texte validé",
        _NOTE,
        "le",
        "textes_valides_mois",
        emptying(_NOTE, _NOTE.c.texte_valide.is_not(None), texte_valide=None),
    ),
    passe(
        "phrase à retenir",
        _PHRASE,
        "le",
        "textes_valides_mois",
        emptying(_PHRASE, _PHRASE.c.texte != "", texte=""),
    ),
    passe(
        "texte d'un document dû",
        _TEXTE,
        "le",
        "textes_valides_mois",
        emptying(_TEXTE, _TEXTE.c.texte != "", texte=""),
    ),
    passe(
        "mot d'un ordre du jour",
        _ORDRE,
        "le",
        "textes_valides_mois",
        emptying(_ORDRE, _ORDRE.c.texte != "", texte=""),
    ),
    passe(
        "point d'un ordre du jour",
        _POINT,
        "le",
        "textes_valides_mois",
        emptying(_POINT, _POINT.c.texte != "", texte=""),
    ),
    passe("mots d'un document dû", _VERSION, "ouvert_le", "textes_valides_mois", _documents),
    passe("mots d'un point hebdo", _DIGEST, "fige_le", "textes_valides_mois", _letters),
    passe(
        "lieu tapé",
        _SIGNALEMENT,
        "emis_le",
        "textes_mois",
        emptying(_SIGNALEMENT, _SIGNALEMENT.c.lieu != "", lieu=""),
    ),
    passe(
        "position précise",
        _SIGNALEMENT,
        "emis_le",
        "positions_mois",
        emptying(
            _SIGNALEMENT,
            or_(_SIGNALEMENT.c.latitude.is_not(None), _SIGNALEMENT.c.longitude.is_not(None)),
            latitude=None,
            longitude=None,
        ),
    ),
    passe(
        "réponse d'un canal d'envoi",
        _ALERTE,
        "creee_le",
        "textes_mois",
        emptying(
            _ALERTE,
            or_(_ALERTE.c.echec.is_not(None), _ALERTE.c.photo.is_not(None)),
            echec=None,
            photo=None,
        ),
    ),
    passe(
        "réponse d'un canal d'envoi",
        _REFUSEE,
        "refusee_le",
        "textes_mois",
        emptying(_REFUSEE, _REFUSEE.c.raison != "", raison=""),
    ),
    passe(
        "acteur d'un créneau partagé",
        _ACTEUR,
        "ajoutee_le",
        "textes_mois",
        emptying(_ACTEUR, _ACTEUR.c.acteur != "", acteur=""),
    ),
    peu(
        "décisions d'une réunion",
        _REUNION,
        "decisions_mois",
        _meetings,
        emptying(_REUNION, _REUNION.c.decisions != "", decisions=""),
    ),
    # Found by the deed that closed it; what goes is the photo.
    replace(
        passe("photo d'un signalement clos", _ACTE, "le", "photos_cloture_mois", _of_closed),
        table=_PHOTO.name,
    ),
    passe("photo", _PHOTO, "recue_le", "photos_mois", _photos),
)
