"""What people type is checked before it is kept, and no new field can forget it (P7, M09)."""

from __future__ import annotations

import ast
from typing import Final

import pytest
from sqlalchemy.dialects import sqlite

from storage.libre import LIBRE, RIEN, ColonneLibre
from storage.models import Base
from tests.test_house_privacy import IN_AN_ENTRY, MEND, NOTED, OF_THE_TEAM
from tests.test_house_rules import CODE as MODULES
from tests.test_house_rules import name, tree

TYPED: Final = {*IN_AN_ENTRY, *NOTED, "reunion.decisions"}
"""Those that people type, which take words that were checked, and no others."""
RULED: Final = {
    "ajustement.valeurs": "asked about as the line is typed; JSON, so that no column can tell",
    "invitation.nom": "a first name alone, or a structure's name: bot.questions.ajuster",
    "personne.prenom": "a first name alone: bot.questions.ajuster",
}
"""Those that people type too, and that have a rule of their own."""
MAKERS: Final = {"storage/libre.py", "storage/textes.py"}
"""Who may say that words were checked."""


def test_what_people_type_is_kept_where_only_checked_words_may_be() -> None:
    checked = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if LIBRE in column.info
    }
    assert checked == TYPED
    typed = (IN_AN_ENTRY | OF_THE_TEAM | NOTED).keys() - {"audit.detail"}
    assert typed <= TYPED | RULED.keys(), MEND


def test_only_the_check_makes_checked_words() -> None:
    makers = {
        name(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("TexteVerifie")
    }
    assert makers == MAKERS


def test_words_that_nobody_checked_are_not_stored() -> None:
    column = ColonneLibre()
    assert column.process_bind_param(RIEN, sqlite.dialect()) == ""
    with pytest.raises(TypeError, match="not checked"):
        column.process_bind_param("devant chez quelqu'un", sqlite.dialect())
