"""What the library says of a command line, in French: its refusals, and its help."""

from __future__ import annotations

import re
from typing import Any, Final

from typer._click import exceptions
from typer._click.formatting import HelpFormatter

from storage.dispositif.problems import nearest

_CHOICE: Final = re.compile(r"\t([\w-]+)")
_NAMED: Final = re.compile(r"\{(\w+)\}")
_EXTRA: Final = re.compile(r"unexpected extra arguments? ?(?:\(s\))? ?\((.*)\)")
_GIVEN: Final = re.compile(r"'(.+?)' is not one of")
_INTEGER: Final = "valid integer"
SHOWN: Final = (
    (re.compile(r"\bUsage:"), "Usage :"),
    (re.compile(r"COMMAND\s+\[ARGS\]\.\.\."), "COMMANDE …"),
    (re.compile(r"^Options:", re.MULTILINE), "Options :"),
    (re.compile(r"^Commands:", re.MULTILINE), "Commandes :"),
    (re.compile(r"^Arguments:", re.MULTILINE), "Mots à donner :"),
    (re.compile(r"Show\s+this\s+message\s+and\s+exit\."), "Montrer cette aide."),
    (re.compile(r"\[required\]"), "[obligatoire]"),
    (re.compile(r"\[default:"), "[par défaut :"),
    (re.compile(r"<str>"), "TEXTE"),
    (re.compile(r"<int>"), "NOMBRE"),
    (re.compile(r"<path>"), "CHEMIN"),
)
"""What a page of help holds in English, whoever wrote it."""


class FrenchFormatter(HelpFormatter):
    """A page of help; the library gives no other way to word it."""

    def getvalue(self) -> str:
        page = _NAMED.sub(lambda found: found[1].upper(), super().getvalue())
        for english, french in SHOWN:
            page = english.sub(french, page)
        return page


def refusal(error: exceptions.UsageError) -> str:
    """Why a command line is not taken, and the mend, in one line."""
    match error:
        case exceptions.MissingParameter():
            return f"précisez {_name(error)}{_choices(error)}"
        case exceptions.BadParameter():
            return f"{_name(error)} : {_refused(error)}"
        case exceptions.NoSuchOption():
            known = [opt for param in _params(error) for opt in param.opts]
            return f"option inconnue « {error.option_name} »{nearest(error.option_name, known)}"
        case exceptions.BadOptionUsage():
            return f"{error.option_name} : il manque ce qui doit la suivre"
        case _:
            extra = _EXTRA.search(error.message)
            return f"« {extra[1]} » est de trop : retirez-le" if extra else error.message


def hint(error: exceptions.UsageError) -> str:
    """Where to read more."""
    return f"Aide : {error.ctx.command_path} --help" if error.ctx else ""


def _name(error: exceptions.BadParameter) -> str:
    """« --nom », or « QUI » for what has no dashes."""
    param: Any = error.param
    if param is None:
        return str(error.param_hint or "")
    return str(max(param.opts, key=len)) if param.param_type_name == "option" else _shown(param)


def _refused(error: exceptions.BadParameter) -> str:
    if _INTEGER in error.message:
        return "un nombre entier est attendu"
    given = _GIVEN.search(error.message)
    known = _choices(error).removeprefix(" : ").split(", ")
    return f"« {given[1]} » inconnu{nearest(given[1], known)}" if given else "valeur refusée"


def _shown(param: Any) -> str:
    return str(param.name).upper()


def _choices(error: exceptions.BadParameter) -> str:
    param: Any = error.param
    said = param.get_missing_message(ctx=error.ctx) if param is not None else None
    found = _CHOICE.findall(said or "")
    return f" : {', '.join(found)}" if found else ""


def _params(error: exceptions.UsageError) -> list[Any]:
    return list(error.ctx.command.get_params(error.ctx)) if error.ctx else []
