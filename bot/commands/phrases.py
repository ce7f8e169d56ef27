"""What is said outside the flows' own questions: to the team, to services, to the comités."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.delivery.channels import channels
from bot.documents import documents
from bot.rendering import ROOT

MODULES: Final = (
    ("Hors conversation", "bot.chat.words"),
    ("Autour des questions", "bot.chat.present"),
    ("Réponses qui ne suffisent pas", "bot.feature.remarks"),
    ("Réponses arrivées ensemble", "bot.chat.rafale"),
    ("Saisies laissées en route", "bot.chat.brouillons"),
    ("Suites d'un signalement, dites au binôme", "bot.casework.signalement.consequences"),
    ("Ce que devient un signalement", "bot.casework.libelles"),
    ("Réponses d'un service", "bot.casework.signalement.alerte"),
    ("Entrer dans l'équipe", "bot.casework.entree"),
    ("Groupe d'un service", "bot.casework.groupes"),
    ("Service que rien n'atteint", "bot.casework.signalement.envoi"),
    ("Photos", "bot.casework.signalement.photos"),
    ("Relais, et courriel au partenaire", "bot.casework.relais.carte"),
    ("Relais, courriel au partenaire", "bot.casework.relais.courrier"),
    ("Médiation, ce que sait qui a demandé", "bot.casework.mediation.actes"),
    ("Demande, ses boutons", "bot.casework.demande.presentation"),
    ("Demande, à qui a demandé et à la Ville", "bot.casework.demande.courriels"),
    ("Demande, aux binômes et à la coordination", "bot.casework.demande.consequences"),
    ("Préconisation, ses suites", "bot.casework.preconisation.actes"),
    ("Grille de présence", "bot.casework.grille.vue"),
    ("Aux partenaires : grille de présence, fiche à relire", "bot.casework.grille.courrier"),
    ("À la coordination, quand un message n'arrive pas", "bot.delivery.lost"),
    ("Pages qui ne s'ouvrent pas", "bot.web.responses"),
    ("Pages d'un partenaire", "bot.web.pages.partenaire"),
)
"""Each title with the module whose constants are the sentences."""

SILENT: Final = {"HEADERS", "_LED"}
"""Constants that machines read."""

TEMPLATES: Final = (
    ("Carte d'un service dans Telegram", "bot/casework/signalement/carte.html.jinja"),
    ("Courriel d'un service", "bot/casework/signalement/courriel.txt.jinja"),
    ("Point hebdo", "digests/lettre.txt.jinja"),
    ("Point hebdo, son pied", "digests/pied.txt.jinja"),
    ("Points hebdo de qui siège dans plusieurs comités", "digests/plusieurs.txt.jinja"),
    ("Point hebdo d'une semaine vide", "digests/vide.txt.jinja"),
)

DISCOVERED: Final = (
    ("Page", "bot/web/pages/*/*.html.jinja"),
    ("Page", "handlers/*/*.html.jinja"),
    ("Point hebdo", "digests/sections/*/section.txt.jinja"),
)
"""Each title with the templates that folders bring."""


def spoken() -> Iterator[tuple[str, list[str]]]:
    """(title, sentences) of every module that speaks, the flows' other modules first."""
    before: set[str] = set()
    listed = ((title, [name]) for title, name in MODULES)
    for title, modules in (*_of_flows(), *listed, *_of_casework(), *_of_pages(), *_of_documents()):
        sentences = [sentence for name in modules for sentence in _sentences(name)]
        fresh = [sentence for sentence in dict.fromkeys(sentences) if sentence not in before]
        before.update(fresh)
        yield title, fresh
    yield "Par où un service répond", [channel.origine for channel in channels().values()]


def written() -> Iterator[tuple[str, str]]:
    """(title, template file) of every letter and card, then of what folders bring."""
    yield from TEMPLATES
    for name, document in documents().items():
        for path in sorted((ROOT / "digests/documents" / name).glob("*.jinja")):
            yield document.titre, path.relative_to(ROOT).as_posix()
    for title, files in DISCOVERED:
        for path in sorted(ROOT.glob(files)):
            yield f"{title}, {path.parent.name}", path.relative_to(ROOT).as_posix()


def _of_flows() -> Iterator[tuple[str, list[str]]]:
    """News to the binôme and answers to a tap: what a flow's modules say beside its script."""
    questions = importlib.import_module("bot.questions")
    shared = pkgutil.iter_modules(questions.__path__, "bot.questions.")
    yield "Phrases que des parcours partagent", [module.name for module in shared]
    for folder, modules in _folders("handlers"):
        yield f"Autres phrases : {folder.replace('_', ' ')}", modules


def _of_casework() -> Iterator[tuple[str, list[str]]]:
    """What the acts say that has no title of its own: nobody lists a new one."""
    root = importlib.import_module("bot.casework").__path__
    titled = {module for _title, module in MODULES}
    for module in pkgutil.walk_packages(root, "bot.casework."):
        if not module.ispkg and module.name not in titled:
            yield f"Autres suites : {module.name.partition('casework.')[2]}", [module.name]


def _of_pages() -> Iterator[tuple[str, list[str]]]:
    """What a page says beside its template: once a form is sent, or its letter lost."""
    for folder, modules in _folders("bot.web.pages"):
        yield f"Page, autres phrases : {folder}", modules


def _of_documents() -> Iterator[tuple[str, list[str]]]:
    """What a document says beside its template."""
    for folder, modules in _folders("digests.documents"):
        yield f"Document, autres phrases : {folder.replace('_', ' ')}", modules


def _folders(root: str) -> Iterator[tuple[str, list[str]]]:
    """(name, modules) of every folder of a package."""
    for package in pkgutil.iter_modules(importlib.import_module(root).__path__, f"{root}."):
        if package.ispkg:
            folder = importlib.import_module(package.name)
            modules = pkgutil.iter_modules(folder.__path__, f"{package.name}.")
            yield package.name.rpartition(".")[2], [module.name for module in modules]


def _sentences(module: str) -> Iterator[str]:
    """The constants of a module that are sentences."""
    for name, value in vars(importlib.import_module(module)).items():
        if name.isupper() and name not in SILENT:
            yield from (text for text in _texts(value) if _is_sentence(text))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a constant, however it is held."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)


def _is_sentence(text: str) -> bool:
    return " " in text and any(char.isalpha() for char in text)
