"""Roles: what somebody is for the programme. What each may do: `bot.domain.droits`."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    MEDIATEUR = "mediateur"
    COORDINATION = "coordination"
    SERVICE = "service"
    COMITE = "comite"
    PARTENAIRE = "partenaire"
    ADMIN = "admin"
