"""A quarter of the simulated year, read once."""

from __future__ import annotations

import pytest

from bot.domain.trimestre import Trimestre
from digests.exports.classeur import Classeur, classeur
from storage.work import Work
from tests.storage.indicateurs.annee import READ_ON, Annee
from tests.storage.indicateurs.conftest import annee

__all__ = ["annee"]

ETE = Trimestre(2026, 3)
"""Over for two months when the year is read."""


@pytest.fixture(scope="session")
def ete(annee: Annee) -> Classeur:
    return classeur(Work(annee.tx, annee.programme, READ_ON), ETE)
