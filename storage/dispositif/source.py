"""A YAML file read with its line numbers, and without YAML's traps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from storage.dispositif.problems import DispositifError, Loc, Problem, path


class _Loader(yaml.CSafeLoader):
    """Plain words mean what they show: 17:00 is no number of minutes, « no » is no boolean."""


_Loader.yaml_implicit_resolvers = {}

for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass(frozen=True, slots=True)
class Source:
    """The tree of a file, and the way from a place in that tree to its line."""

    name: str
    root: Node
    tree: dict[str, Any]

    def error(self, problems: list[Problem]) -> DispositifError:
        """Every problem, by line: « amiens.yaml, ligne 42, sites[1].quartier : … »."""
        lines = {(self.line(p.loc), path(p.loc), p.message): None for p in problems}
        return DispositifError(
            f"{self.name}, ligne {line}{', ' if where else ''}{where} : {message}"
            for line, where, message in sorted(lines)
        )

    def line(self, loc: Loc) -> int:
        """Line (from 1) of the deepest part of `loc` that is in the file."""
        node, line = self.root, self.root.start_mark.line + 1
        for part in loc:
            step = _step(node, part)
            if step is None:
                break
            line, node = step
        return line


def read(file: Path) -> Source:
    """Parse a file; raises DispositifError when it cannot be read or is no sound YAML."""
    loader = _Loader(_text(file))
    try:
        root = loader.get_single_node()
        problems = list(_unsound(root, (), set())) if root else []
        tree = loader.construct_document(root) if root and not problems else {}
    except yaml.YAMLError as error:
        raise DispositifError([f"{file.name}{_syntax(error)}"]) from None
    finally:
        loader.dispose()
    if root is None:
        raise DispositifError([f"{file.name} : le fichier est vide ; partez d'un exemple fourni"])
    source = Source(file.name, root, tree)
    if problems:
        raise source.error(problems)
    if not isinstance(tree, dict):
        raise source.error([Problem((), "le fichier doit commencer par « slug: … »")])
    return source


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DispositifError([f"{file} : fichier introuvable ; vérifiez le chemin"]) from None
    except UnicodeDecodeError:
        message = f"{file.name} : le fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8"
        raise DispositifError([message]) from None
    except OSError as error:
        message = f"{file} : fichier illisible{_unreadable(error)}"
        raise DispositifError([message]) from None


def _unreadable(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return " (c'est un dossier) ; donnez le fichier"
    denied = isinstance(error, PermissionError)
    return " (droits) ; vérifiez qui peut le lire" if denied else " ; vérifiez le disque"


_REASONS: Final = {
    "mapping values are not allowed": "un « : » de trop ; mettez la valeur entre guillemets",
    "did not find expected key": "une ligne n'est pas à la hauteur de celles qui l'entourent",
    "did not find expected '-' indicator": "une ligne de liste ne commence pas par « - »",
    "did not find expected ',' or": "il manque une virgule, un « ] » ou un « } »",
    "did not find expected node content": "une valeur manque",
    "did not find expected <document start>": "une ligne ne suit pas la forme « clé: valeur »",
    "could not find expected ':'": "il manque « : » après une clé",
    "unexpected end of stream": "des guillemets, un « [ » ou un « { » ne sont pas refermés",
    "cannot start any token": "une tabulation, ou un signe réservé à mettre entre guillemets",
    "block sequence entries are not allowed": "un « - » n'est pas à sa place",
    "unknown escape character": "un « \\ » entre guillemets droits ; doublez-le",
    "control characters are not allowed": "un caractère de contrôle, invisible",
    "constructor for the tag": "une étiquette « ! » n'est pas admise",
    "undefined tag handle": "une étiquette « ! » n'est pas admise",
    "unknown directive": "une ligne ne peut pas commencer par « % »",
    "undefined alias": "les renvois « * » ne sont pas admis",
    "found another document": "un seul document : ôtez la ligne « --- »",
    "invalid leading UTF-8": "le fichier n'est pas en UTF-8",
}


def _reason(error: yaml.YAMLError) -> str:
    """Why, in French: by the first words that the library is known to say."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    return next((words for start, words in _REASONS.items() if start in said), "illisible ici")


def _syntax(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f", ligne {mark.line + 1}" if mark else ""
    return (
        f"{where} : syntaxe YAML incorrecte ({_reason(error)}) ; "
        "vérifiez l'alignement, les guillemets et l'espace après « : »"
    )


def _unsound(node: Node, loc: Loc, seen: set[int]) -> Iterator[Problem]:
    """Keys written twice (the first would be lost) and anchors (they may turn in circles)."""
    if id(node) in seen:
        yield Problem(loc, "les renvois YAML (« & » et « * ») sont refusés : recopiez les lignes")
        return
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        for index, child in enumerate(node.value):
            yield from _unsound(child, (*loc, index), seen)
    if isinstance(node, MappingNode):
        lines: dict[str, int] = {}
        for key, child in node.value:
            here = (*loc, str(key.value))
            line = key.start_mark.line + 1
            if (first := lines.setdefault(str(key.value), line)) != line:
                message = f"clé écrite deux fois (lignes {first} et {line}) : gardez-en une"
                yield Problem(here, message)
            yield from _unsound(child, here, seen)


def _step(node: Node, part: str | int) -> tuple[int, Node] | None:
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: Node = node.value[part]
        return child.start_mark.line + 1, child
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    return None
