"""One signalement on one page to print: what, where, its photos, its history, who has it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from bot.casework.signalement.contenu import contenu_de
from bot.domain.references import Lettre, Reference
from bot.rendering import render_html
from digests.extraits.extrait import MEDIATION
from storage import signalements
from storage.work import Work

TEMPLATE = "digests/extraits/fiche.html.jinja"


def fiche(work: Work, numero: str, photos_dir: Path) -> tuple[str, bytes]:
    """Its number and its page, whole in one file. Raises ValueError, in French."""
    asked = Reference.parse(numero)
    row = None
    if asked.lettre is Lettre.SIGNALEMENT:
        row = signalements.numbered(work.tx, work.programme.id, asked.numero)
    if row is None:
        raise ValueError(f"« {numero} » : aucun signalement de ce numéro")
    facts = contenu_de(work.tx, work.programme, row)
    page = render_html(
        TEMPLATE,
        fiche=facts,
        dispositif=work.programme.config.nom,
        photos=_drawn(photos_dir, facts.photos),
        reparations=_drawn(photos_dir, facts.reparations),
        le=work.now,
        mention=MEDIATION,
    )
    return facts.reference, page.encode()


def _drawn(photos_dir: Path, names: tuple[str, ...]) -> list[str]:
    """Each as an address that holds it whole; one that was purged since is left out."""
    found = [photos_dir / name for name in names if (photos_dir / name).is_file()]
    return [f"data:image/jpeg;base64,{b64encode(one.read_bytes()).decode()}" for one in found]
