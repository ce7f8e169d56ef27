"""What is said outside the flows' own questions: to the team, to services, to the comités."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.rendering import ROOT

MODULES: Final = (
    ("Hors conversation", "bot.chat.words"),
    ("Autour des questions", "bot.chat.present"),
    ("Réponses qui ne suffisent pas", "bot.feature.remarks"),
    ("Réponses arrivées ensemble", "bot.chat.rafale"),
    ("Saisies laissées en route", "bot.chat.brouillons"),
    ("Suites d'un signalement, dites au binôme", "bot.casework.signalement.suites"),
    ("Ce que devient un signalement", "bot.casework.mots"),
    ("Réponses d'un service", "bot.casework.signalement.alerte"),
    ("Groupe d'un service", "bot.casework.groupes"),
    ("Service que rien n'atteint", "bot.casework.signalement.envoi"),
    ("Photos", "bot.casework.signalement.photos"),
    ("Relais, et courriel au partenaire", "bot.casework.relais.carte"),
    ("Relais, courriel au partenaire", "bot.casework.relais.courrier"),
    ("Médiation, ce que sait qui a demandé", "bot.casework.mediation.actes"),
    ("Demande, ses boutons", "bot.casework.demande.fiche"),
    ("Demande, à qui a demandé et à la Ville", "bot.casework.demande.courriels"),
    ("Demande, aux binômes et à la coordination", "bot.casework.demande.suites"),
    ("Préconisation, ses suites", "bot.casework.preconisation.actes"),
    ("Grille de présence", "bot.casework.grille.vue"),
    ("Aux partenaires : grille de présence, fiche à relire", "bot.casework.grille.courrier"),
    ("À la coordination, quand un message n'arrive pas", "bot.delivery.lost"),
    ("Page d'un service, une fois la réponse envoyée", "bot.web.answers"),
    ("Page de la grille de présence", "bot.web.grilles"),
    ("Page d'une demande", "bot.web.requests"),
    ("Liens trop anciens", "bot.web.guards"),
    ("Pages qui ne s'ouvrent pas", "bot.web.pages"),
)
"""Each title with the module whose constants are the sentences."""

SILENT: Final = {"HEADERS"}
"""Constants that machines read."""

TEMPLATES: Final = (
    ("Carte d'un service dans Telegram", "bot/casework/signalement/carte.html.jinja"),
    ("Courriel d'un service", "bot/casework/signalement/courriel.txt.jinja"),
    ("Page d'un service", "bot/web/alerte.html.jinja"),
    ("Page d'un lien expiré", "bot/web/expired.html.jinja"),
    ("Page d'un relais", "bot/web/relais.html.jinja"),
    ("Page d'une demande", "bot/web/demande.html.jinja"),
    ("Page de la grille de présence", "bot/web/grille.html.jinja"),
    ("Page de désabonnement", "bot/web/desabonnement.html.jinja"),
    ("Planning à imprimer", "handlers/planning/affiche.html.jinja"),
    ("Point hebdo", "digests/lettre.txt.jinja"),
    ("Point hebdo d'une semaine vide", "digests/vide.txt.jinja"),
)


def spoken() -> Iterator[tuple[str, list[str]]]:
    """(title, sentences) of every module that speaks, the flows' other modules first."""
    seen: set[str] = set()
    for title, modules in (*_of_flows(), *((title, [name]) for title, name in MODULES)):
        found = [one for name in modules for one in _sentences(name)]
        fresh = [one for one in dict.fromkeys(found) if one not in seen]
        seen.update(fresh)
        yield title, fresh


def written() -> Iterator[tuple[str, str]]:
    """(title, template file) of every letter, card and page, then of the digest's sections."""
    yield from TEMPLATES
    for path in sorted((ROOT / "digests/sections").glob("*/section.txt.jinja")):
        yield f"Point hebdo, {path.parent.name}", path.relative_to(ROOT).as_posix()


def _of_flows() -> Iterator[tuple[str, list[str]]]:
    """News to the binôme and answers to a tap: what a flow's modules say beside its script."""
    questions = importlib.import_module("bot.questions")
    shared = pkgutil.iter_modules(questions.__path__, "bot.questions.")
    yield "Phrases que des parcours partagent", [module.name for module in shared]
    root = importlib.import_module("handlers")
    for package in pkgutil.iter_modules(root.__path__, "handlers."):
        if package.ispkg:
            folder = importlib.import_module(package.name)
            modules = pkgutil.iter_modules(folder.__path__, f"{package.name}.")
            named = package.name.removeprefix("handlers.").replace("_", " ")
            yield f"Autres phrases : {named}", [module.name for module in modules]


def _sentences(module: str) -> Iterator[str]:
    """The constants of a module that are sentences."""
    for name, value in vars(importlib.import_module(module)).items():
        if name.isupper() and name not in SILENT:
            yield from (one for one in _texts(value) if _is_sentence(one))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a constant, however it is held."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def _is_sentence(text: str) -> bool:
    return " " in text and any(char.isalpha() for char in text)
