"""Lines of a dispositif file on other programs: webhooks, Matrix rooms, Open311 endpoints."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from storage.dispositif.entries import FileLine, FileSlug, Text

_URL: Final = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(/[^\s?#]*)?")
_SALON: Final = re.compile(r"#[^\s:]+:[^\s:/]+(:\d+)?|![^\s:]+(:[^\s:/]+(:\d+)?)?")
_VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9_]{2,63}")


def _url(text: str) -> str:
    """No name and no password in it: what is secret stands in the environment."""
    if not _URL.fullmatch(text):
        raise ValueError(
            f"« {text} » n'est pas une adresse ; attendu : https://suivi.example.org/carnet, "
            "sans « ? », sans nom ni mot de passe"
        )
    return text.rstrip("/")


def _salon(text: str) -> str:
    """An alias, or a room's own number; those of the newest rooms name no server."""
    if not _SALON.fullmatch(text):
        raise ValueError(
            f"« {text} » n'est pas un salon Matrix ; attendu : « #voirie:serveur.example.org » ou "
            "« !AbCdEf:serveur.example.org », entre guillemets (paramètres du salon, « Avancé »)"
        )
    return text


def _variable(name: str) -> str:
    """CARNET_ is kept for the settings, which refuse what they do not know."""
    if not _VARIABLE.fullmatch(name) or name.startswith("CARNET_"):
        raise ValueError(
            f"« {name} » : nommez une variable d'environnement en capitales, sans « CARNET_ » ; "
            "jamais le secret lui-même"
        )
    return name


Url = Annotated[Text, AfterValidator(_url)]
Salon = Annotated[Text, AfterValidator(_salon)]
Variable = Annotated[Text, AfterValidator(_variable)]


class Webhook(FileLine):
    """Where a service's own program hears of its signalements; `secret_env` names what signs."""

    url: Url
    secret_env: Variable


class GuichetOpen311(FileLine):
    """A service's Open311 endpoint: `codes` say our catégories in its words, `code` the others.

    `cle_env`: the environment variable that holds its api_key.
    """

    url: Url
    cle_env: Variable
    code: Text
    codes: dict[FileSlug, Text] = Field(default_factory=dict)
    jurisdiction: Text | None = None


class PublicationOpen311(FileLine):
    """What of the signalements is published, for everybody: nothing without this line."""

    jurisdiction: Text
