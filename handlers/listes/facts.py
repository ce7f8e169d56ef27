"""The lists that may be changed from the bot, their names, and the lines of the one picked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Declined
from bot.questions.choix import options
from storage.dispositif import Dispositif, Item, actifs
from storage.dispositif.problems import nearest

ADD, RENAME, RETIRE, RESTORE = "ajouter", "renommer", "retirer", "remettre"
CATEGORIES: Final = "categories"
PUBLICS: Final = ("publics", "roles")
OWN: Final = {
    "publics": "Publics (âges)",
    "roles": "Publics (rôles)",
    CATEGORIES: "Signalements",
    "binomes": "Binômes",
}
"""Lists that stand by themselves in the file; the others are under « listes »."""
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sollicitations": "Sollicitations",
        "institutions": "Institutions",
        "besoins": "Besoins",
        "types_acteur": "Acteurs de la grille",
        "reponses": "Réponses données",
        "mesusages": "Mésusages",
        "usages_positifs": "Usages positifs",
        "domaines_orientation": "Domaines d'orientation",
        "partenaires_types": "Partenaires",
        "types_conflit": "Conflits",
        "modes_mediation": "Modes de médiation",
        "types_action": "Actions collectives",
        "themes_action": "Thèmes d'action",
        "origines_idee": "Origine d'une idée",
        "appuis": "Dispositifs d'appui",
        "ressources": "Ressources repérées",
        "temps_hors_terrain": "Temps hors terrain",
        "types_preconisation": "Préconisations",
        "difficultes_pro": "Difficultés rencontrées",
        "depuis_signalement": "Signalement : depuis quand",
        "concernes_signalement": "Signalement : qui est gêné",
        "risques_signalement": "Signalement : quel risque",
        "origines_demande": "Origines des demandes",
        "motifs_creneau": "Créneaux annulés : raisons",
        "motifs_echeance": "Échéances sans objet",
        "documents": "Documents",
        "activites": "Activités",
    }
)
"""Lists whose lines are only words on buttons; the others drive what the bot does."""


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    cle = answers.get("liste")
    lines = tuple(lines_of(config, cle)) if cle else ()
    return {
        "listes": tuple(Option(key, name) for key, name in _titles(config)),
        "titre": dict(_titles(config)).get(cle or "", ""),
        "elements": [line.label for line in actifs(lines)],
        "gestes": _gestes(len(actifs(lines)), any(not line.actif for line in lines)),
        "actifs": options(lines),
        "retires": tuple(Option(line.slug, line.label) for line in lines if not line.actif),
        "groupes": tuple(Option(f"g{n}", name) for n, name in enumerate(config.groupes())),
        "de_signalement": cle == CATEGORIES,
        "choisi": _label(lines, answers),
    }


def lines_of(config: Dispositif, cle: str) -> tuple[Item, ...]:
    """Every line of a list, retired ones too."""
    return tuple(getattr(config, cle)) if cle in OWN else tuple(config.listes[cle])


def of(config: Dispositif, cle: str) -> tuple[Item, ...]:
    """The same for a name that somebody typed. Raises Declined for a list that is none."""
    names = dict(_titles(config))
    if cle not in names:
        raise Declined(f"LISTE : « {cle} » inconnue{nearest(cle, names)}")
    return lines_of(config, cle)


def key_in_file(cle: str) -> str:
    """« mesusages » as the file says it: « listes.mesusages »."""
    return cle if cle in OWN else f"listes.{cle}"


def _titles(config: Dispositif) -> Iterator[tuple[str, str]]:
    yield from OWN.items()
    yield from ((cle, name) for cle, name in NAMES.items() if cle in config.listes)


def _gestes(offered: int, retired: bool) -> tuple[Option, ...]:
    """The last line offered stays: a question without any button would have no answer."""
    gestes = [Option(ADD, "➕ Ajouter")]
    if offered:
        gestes.append(Option(RENAME, "✏️ Renommer"))
    if offered > 1:
        gestes.append(Option(RETIRE, "🗄 Retirer"))
    if retired:
        gestes.append(Option(RESTORE, "↩️ Remettre"))
    return tuple(gestes)


def _label(lines: tuple[Item, ...], answers: Answers) -> str:
    slug = answers.get("lequel") or answers.get("retiree") or answers.get("remise")
    return next((line.label for line in lines if line.slug == slug), "")
