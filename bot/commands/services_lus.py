"""An organisation chart understood line by line: the services it changes, and what is to mend."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from bot.commands.tableau_lu import Ligne
from bot.domain.lecture.vocabulaire import fold
from bot.questions.ajuster import LABEL_MAX, new_slug
from storage.ajustements import LigneAjustee
from storage.dispositif import Dispositif, Item, Service
from storage.dispositif.entries import Territoire
from storage.dispositif.problems import from_pydantic, nearest

COLONNES: Final[Mapping[str, tuple[str, ...]]] = {
    "service": ("service", "nom", "nom du service", "libelle", "direction", "unite"),
    "slug": ("slug", "code", "identifiant"),
    "emails": ("emails", "email", "e-mail", "courriel", "courriels", "mail", "adresse mail"),
    "telephone": ("telephone", "tel", "tel."),
    "territoire": ("territoire", "secteur"),
    "releve": ("releve", "releve par", "releve_par", "rattachement", "superieur"),
    "bailleur": ("bailleur",),
    "logements": ("logements", "nb logements", "nb_logements"),
    "seulement": ("telephone seulement", "telephone_seulement"),
    "categories": ("categories", "categorie", "signalements", "competences"),
}
"""What each column may be called, folded; the first one names it."""
OUI: Final = frozenset({"oui", "o", "x", "vrai", "true", "1"})
SEPARE: Final = re.compile(r"[;,\n]+")


class AReprendre(Exception):
    """What is wrong with a line, and its mend, in French."""


@dataclass(slots=True)
class ServiceLu:
    """What lines say of one service, and the numbers of these lines."""

    slug: str
    label: str
    nouveau: bool
    lignes: list[int] = field(default_factory=list)
    valeurs: dict[str, Any] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)

    def ajustements(self) -> list[LigneAjustee]:
        """The lines of the file that it changes."""
        own = {"label": self.label, **self.valeurs} if self.nouveau else self.valeurs
        changed = [LigneAjustee("services", self.slug, own)] if own else []
        given = (
            LigneAjustee("categories", one, {"service": self.slug}) for one in self.categories
        )
        return [*changed, *given]


@dataclass(slots=True)
class OrganigrammeLu:
    """What was understood, by slug; what was not, line by line; columns that nothing reads."""

    services: dict[str, ServiceLu] = field(default_factory=dict)
    problemes: list[tuple[int, str]] = field(default_factory=list)
    ignorees: tuple[str, ...] = ()


def understood(config: Dispositif, lignes: Sequence[Ligne]) -> OrganigrammeLu:
    """Every line, whatever is wrong with the others. Raises AReprendre without any name."""
    titles = dict.fromkeys(title for _, row in lignes for title in row)
    named = {title: _column(title) for title in titles}
    if lignes and "service" not in named.values():
        raise AReprendre("aucune colonne « service » : donnez ce titre à celle des noms")
    ignored = tuple(title for title, column in named.items() if title and column is None)
    read = OrganigrammeLu(ignorees=ignored)
    relays: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, row in lignes:
        cells = {named[title]: cell for title, cell in row.items() if named[title] and cell}
        try:
            _read(config, read, number, {str(key): cell for key, cell in cells.items()}, relays)
        except AReprendre as wrong:
            read.problemes.append((number, str(wrong)))
    _relay(config, read, relays)
    return read


def _column(title: str) -> str | None:
    return next((name for name, titles in COLONNES.items() if title in titles), None)


def _read(
    config: Dispositif,
    read: OrganigrammeLu,
    number: int,
    cells: Mapping[str, str],
    relays: defaultdict[str, list[tuple[int, str]]],
) -> None:
    one = _service(config, read, cells)
    values = dict(one.valeurs)
    _fill(config, values, cells)
    categories = [_named(config.categories, said) for said in _several(cells, "categories")]
    _check(one, values)
    read.services[one.slug] = one
    one.valeurs, one.lignes = values, [*one.lignes, number]
    one.categories += [slug for slug in categories if slug not in one.categories]
    if "releve" in cells:
        relays[one.slug].append((number, cells["releve"]))


def _service(config: Dispositif, read: OrganigrammeLu, cells: Mapping[str, str]) -> ServiceLu:
    """The one that the line names: of the file, of a line before, or a new one."""
    label = " ".join(cells.get("service", "").split())
    if not label:
        raise AReprendre("pas de nom de service : remplissez la colonne « service »")
    if len(label) > LABEL_MAX:
        raise AReprendre(f"« {label} » est trop long : {LABEL_MAX} caractères au plus")
    wanted = {fold(label), cells.get("slug", "")} - {""}
    known = {one.slug: ServiceLu(one.slug, one.label, nouveau=False) for one in config.services}
    for one in (known | read.services).values():
        if one.slug in wanted or fold(one.label) in wanted:
            return one
    taken = {*read.services, *known}
    return ServiceLu(cells.get("slug") or new_slug(f"sv {label}", taken), label, nouveau=True)


def _fill(config: Dispositif, values: dict[str, Any], cells: Mapping[str, str]) -> None:
    emails = list(_several(cells, "emails"))
    if emails and "territoire" in cells:
        territoire = _named(config.territoires, cells["territoire"])
        others = [one for one in values.get("territoires", []) if one["territoire"] != territoire]
        values["territoires"] = [*others, {"territoire": territoire, "emails": emails}]
    elif emails:
        values["emails"] = list(dict.fromkeys((*values.get("emails", []), *emails)))
    if "telephone" in cells:
        values["telephone"] = _telephone(cells["telephone"])
    if "logements" in cells:
        values["nb_logements"] = cells["logements"].replace(" ", "")
    for column, key in (("bailleur", "bailleur"), ("seulement", "telephone_seulement")):
        if column in cells:
            values[key] = fold(cells[column]) in OUI


def _telephone(said: str) -> str:
    """A spreadsheet drops the first zero of a number: nine digits have it back."""
    return f"0{said}" if re.fullmatch(r"[1-9]\d{8}", said) else said


def _several(cells: Mapping[str, str], column: str) -> Iterable[str]:
    return filter(None, (one.strip() for one in SEPARE.split(cells.get(column, ""))))


def _named(items: Iterable[Item | Territoire], said: str) -> str:
    """The slug of the one that bears that slug or that name. Raises AReprendre."""
    known = {word: one.slug for one in items for word in (one.slug, fold(one.label))}
    found = known.get(said) or known.get(fold(said))
    if found is None:
        raise AReprendre(f"« {said} » n'existe pas{nearest(fold(said), known)}")
    return found


def _check(one: ServiceLu, values: Mapping[str, Any]) -> None:
    """By the very rules of the file. Raises AReprendre."""
    try:
        Service.model_validate({"slug": one.slug, "label": one.label, **values})
    except ValidationError as error:
        said = (from_pydantic(line).message for line in error.errors())
        raise AReprendre(" ; ".join(said)) from error


def _relay(
    config: Dispositif,
    read: OrganigrammeLu,
    relays: Mapping[str, Sequence[tuple[int, str]]],
) -> None:
    """Who relays whom, once every line was read: a later one may be named."""
    every: list[Any] = [*config.services, *read.services.values()]
    for slug, said in relays.items():
        for number, words in said:
            try:
                relay = _named(every, words)
                if relay == slug:
                    raise AReprendre("un service ne se relève pas lui-même : nommez-en un autre")
                read.services[slug].valeurs["releve_par"] = relay
            except AReprendre as wrong:
                read.problemes.append((number, str(wrong)))
