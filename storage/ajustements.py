"""Changes made from the bot, laid over the dispositif file before it is checked (COO-9)."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml
from sqlalchemy import func, select

from storage.dispositif import Dispositif, check_tree
from storage.dispositif.depart import DEPART
from storage.machine.db import Tx
from storage.models import Ajustement


@dataclass(frozen=True, slots=True)
class LigneAjustee:
    """Keys to set on one line of a list of the file: « listes.mesusages », « rodeo »."""

    cle: str
    slug: str
    valeurs: Mapping[str, Any]


def merged(tree: Mapping[str, Any], lignes: Iterable[LigneAjustee]) -> dict[str, Any]:
    """A copy of the file's `tree` with each line added, or its keys set; nothing is ever removed.

    A line is retired by « actif: false », so that what names it still can.
    """
    result = copy.deepcopy(dict(tree))
    for ligne in lignes:
        liste = _liste(result, ligne.cle)
        target = next((line for line in liste if line.get("slug") == ligne.slug), None)
        if target is None:
            liste.append({"slug": ligne.slug, **ligne.valeurs})
        else:
            target.update(ligne.valeurs)
    return result


def applied(config: Dispositif, lignes: Iterable[LigneAjustee]) -> Dispositif:
    """`config` with the lines over it, checked as a file is. Raises DispositifError."""
    every = tuple(lignes)
    if not every:
        return config
    return check_tree(merged(config.model_dump(mode="json", exclude_unset=True), every))


def changes(tx: Tx, dispositif_id: int) -> list[LigneAjustee]:
    """Every change made to that programme from the bot, oldest first."""
    mine = select(Ajustement).where(Ajustement.dispositif_id == dispositif_id)
    rows = tx.scalars(mine.order_by(Ajustement.id))
    return [LigneAjustee(row.cle, row.slug, row.valeurs) for row in rows]


def history(tx: Tx, dispositif_id: int, cle: str, slug: str) -> list[Ajustement]:
    """Every change made from the bot to one line of a list, oldest first."""
    mine = select(Ajustement).where(
        Ajustement.dispositif_id == dispositif_id,
        Ajustement.cle == cle,
        Ajustement.slug == slug,
    )
    return list(tx.scalars(mine.order_by(Ajustement.id)))


def version(tx: Tx, dispositif_id: int) -> int:
    """The number of the last change, 0 before the first: what a running programme compares."""
    last = select(func.max(Ajustement.id)).where(Ajustement.dispositif_id == dispositif_id)
    return tx.execute(last).scalar() or 0


def last(tx: Tx, dispositif_id: int) -> Ajustement:
    """The change that was just made, for the audit to name."""
    return tx.get_one(Ajustement, version(tx, dispositif_id))


def retired_at(tx: Tx, dispositif_id: int, cle: str) -> dict[str, datetime]:
    """When each line of a list was last retired from the bot, unless it was taken up again."""
    instants: dict[str, datetime] = {}
    mine = select(Ajustement).where(
        Ajustement.dispositif_id == dispositif_id, Ajustement.cle == cle
    )
    for row in tx.scalars(mine.order_by(Ajustement.id)):
        if row.valeurs.get("actif") is False:
            instants.setdefault(row.slug, row.le)
        elif row.valeurs.get("actif"):
            instants.pop(row.slug, None)
    return instants


def append(
    tx: Tx,
    dispositif_id: int,
    lignes: Iterable[LigneAjustee],
    now: datetime,
    personne_id: int | None,
) -> None:
    """Keep the lines, and who asked for them; they are never edited afterwards."""
    for ligne in lignes:
        tx.add(
            Ajustement(
                dispositif_id=dispositif_id,
                cle=ligne.cle,
                slug=ligne.slug,
                valeurs=dict(ligne.valeurs),
                le=now,
                personne_id=personne_id,
            )
        )
    tx.flush()


def as_yaml(lignes: Iterable[LigneAjustee], fichier: Dispositif) -> str:
    """The lines as they would stand in the file, one block a list, the last value of each key.

    A list that the file lacks is given whole, with its starter lines: copied alone, the changed
    ones would take the place of all the others.
    """
    every = tuple(lignes)
    tree = merged(_starters(fichier, {ligne.cle for ligne in every}), every)
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=100) if tree else ""


def _starters(fichier: Dispositif, cles: Iterable[str]) -> dict[str, Any]:
    """Those of these lists that the file took from the starter ones."""
    whole = fichier.model_dump(mode="json", exclude_unset=True)
    tree: dict[str, Any] = {}
    for cle in sorted(cles):
        lines = _liste(whole, cle)
        if any(str(line.get("source", "")).startswith(DEPART) for line in lines):
            _liste(tree, cle).extend(lines)
    return tree


def _liste(tree: dict[str, Any], cle: str) -> list[dict[str, Any]]:
    """The list named « listes.mesusages », made empty where the file has none."""
    *parents, last = cle.split(".")
    for name in parents:
        tree = tree.setdefault(name, {})
    liste: list[dict[str, Any]] = tree.setdefault(last, [])
    return liste
