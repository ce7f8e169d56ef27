"""What is wrong in a dispositif file, said in French with its line and its mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from storage.dispositif.model import Dispositif

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `loc` is where it is in the tree (« sites », 1, « quartier »)."""

    loc: Loc
    message: str


class DispositifError(Exception):
    """The file cannot be used; the text has one line for each problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def path(loc: Loc) -> str:
    """(« sites », 1, « quartier ») as « sites[1].quartier »."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return text.removeprefix(".")


def nearest(word: object, words: Iterable[str]) -> str:
    """« ; vouliez-vous écrire « x » ? » or the list of what exists, to end a message."""
    choices = sorted(set(words))
    if close := difflib.get_close_matches(str(word), choices, n=1, cutoff=0.6):
        return f" ; vouliez-vous écrire « {close[0]} » ?"
    examples = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f" ; existent : {examples}" if choices else ""


def from_pydantic(error: ErrorDetails) -> Problem:
    """A shape error of pydantic, in the words of the person who edits the file."""
    loc = tuple(part for part in error["loc"] if part != "[key]")
    kind, context = error["type"], error.get("ctx", {})
    if kind in ("extra_forbidden", "invalid_key"):
        return Problem(loc, f"clé inconnue « {loc[-1]} »{_key_hint(loc)}")
    if kind == "missing":
        return Problem(loc, f"champ obligatoire absent : ajoutez « {loc[-1]}: … »")
    if kind == "string_too_long":
        size, most = len(str(error["input"])), context["max_length"]
        return Problem(loc, f"{size} caractères, {most} au plus : raccourcissez")
    if kind == "value_error":
        return Problem(loc, str(context["error"]))
    return Problem(loc, f"{_text(error['input'])} : {_expected(kind, context)}")


def _key_hint(loc: Loc) -> str:
    if str(loc[-1]).isdecimal():
        return " ; un nombre s'écrit avec un point : 49.90"
    return nearest(loc[-1], _model_at(loc[:-1]).model_fields)


# First words of pydantic's error types, to what should be written instead.
_EXPECTED = {
    "string_pattern": "attendu : minuscules sans accent, chiffres et tirets (« place-nord »)",
    "string": "du texte est attendu",
    "date": "une date est attendue, écrite 2026-10-05",
    "time": "une heure est attendue, écrite 17:30",
    "bool": "attendu : true ou false",
    "int": "un nombre entier est attendu",
    "float": "un nombre est attendu, avec un point (49.90)",
    "tuple": "une liste est attendue (des lignes commençant par « - »)",
    "too_short": "la liste est vide : ajoutez au moins une ligne",
    "model": "un bloc de lignes « clé: valeur » est attendu",
    "dict": "un bloc de lignes « clé: valeur » est attendu",
}


def _expected(kind: str, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        return f"valeurs admises : {context['expected'].replace(' or ', ', ')}"
    if kind.startswith(("greater", "less")):
        name, limit = next(iter(context.items()))
        return f"doit être {_BOUNDS[name]} {limit}"
    return next((text for start, text in _EXPECTED.items() if kind.startswith(start)), "refusé")


_BOUNDS = {"ge": "au moins", "le": "au plus", "gt": "supérieur à", "lt": "inférieur à"}


def _text(value: object) -> str:
    if value is None:
        return "valeur absente"
    if isinstance(value, dict | list):
        return "un bloc" if isinstance(value, dict) else "une liste"
    return f"« {value} »"


def _model_at(loc: Loc) -> type[BaseModel]:
    model: type[BaseModel] = Dispositif
    for part in loc:
        field = model.model_fields.get(str(part))
        model = (_model_in(field.annotation) if field else None) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    models = (_model_in(inner) for inner in get_args(annotation))
    return next((model for model in models if model), None)
