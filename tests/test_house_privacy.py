"""Free words stand in notes only, and leave the team by one door only (P7)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, Final

import pytest
from sqlalchemy import JSON, Column, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.types import TypeDecorator

from storage import journal
from storage.machine.base import CODE, Code, Codes, Slug
from storage.models import Base, Saisie
from storage.models.saisies import LISTE, words
from tests.test_house_rules import CODE as MODULES
from tests.test_house_rules import imported, name, tree

SLUG: Final = 64

IN_AN_ENTRY: Final = {
    "signalement.lieu": "where the thing is, for the service that mends it: checked",
}
"""The one place for free words in an entry; anything else is a note."""
OF_THE_FILE: Final = dict.fromkeys(
    (
        "ajustement.valeurs",
        "binome.label",
        "dispositif.nom",
        "intervention.objectifs",
        "presence_acteur.acteur",
        "quartier.label",
        "service.label",
        "site.label",
        "territoire.label",
    ),
    "written by the coordination in the dispositif file, or over it",
)
OF_THE_TEAM: Final = {
    "invitation.nom": "what the coordination calls whoever it invites",
    "personne.prenom": "the first name by which colleagues call each other",
    "reunion.decisions": "the coordination's own words, told to the binômes",
    "audit.detail": "what a line said before, in the words of the lists; never a note",
}
NOTED: Final = {
    "note.texte": "this is the place: shown to the team alone",
    "note.texte_valide": "this is the door: what was reread, word for word",
    "point_phrase.texte": "the coordination's own sentence, for the comités: it validates it",
    "ordre_du_jour.texte": "what its holder writes above an agenda: checked as it is printed",
    "point_ordre.texte": "a point of an agenda, its holder's own words: checked as it is printed",
    "texte_livrable.texte": "the coordination's own words in a document: it rereads it",
}
IN_PASSING: Final = {
    "inbox.contenu": "what Telegram sent, kept raw until it was handled (P2), then purged",
    "conversation.answers": "what is being answered, until it is recorded or forgotten",
    "outbox.contenu": "a message as it leaves: made by those whom this test watches",
    "tableau.montre": "the tally as it was last sent",
    "tableau.compte": "figures and taps",
    "digest.instantane": "figures frozen, with the labels of the file (P6), and what was reread",
    "version_livrable.contenu": "figures frozen, and what was reread, as a document printed them",
    "point.brouillon": "figures under the words of a letter, as it would have left",
    "point.chiffres": "figures under the words of a letter, as it leaves",
    "point_phrase.chiffres": "those that a sentence quotes",
    "publication.ventilation": "counts, by slugs of the file",
}
OF_A_MACHINE: Final = {
    "adresse_refusee.raison": "what a channel answered",
    "alerte.echec": "what a channel answered",
    "digest_envoi.echec": "what a channel answered",
    "livrable_envoi.echec": "what a channel answered",
    "inbox.erreur": "why it could not be handled",
    "outbox.erreur": "what a channel answered",
    "photo.file_id": "Telegram's own key",
    "photo.nom": "drawn at random",
    "photo.nom_autre": "drawn at random",
}
FREE: Final = {**IN_AN_ENTRY, **OF_THE_FILE, **OF_THE_TEAM, **NOTED, **IN_PASSING, **OF_A_MACHINE}
"""Every column that may hold any words, and why it may. This list only shrinks."""

MEND: Final = "words(…) for a list of the file, Code for what the program writes, else a note"

OPEN: Final = {
    *("validated", "validated_of", "validated_words", "withheld", "how_many_wait"),
    *("validated_between", "how_many_to_reread", "how_many_wait_about"),
}
"""What anybody may ask of `storage.notes`: words that were reread, or that there are none."""
WRITES: Final = {"keep", "keep_inside", "waits", "Words", "forget", "forget_about", "once_gone"}
"""What the team's own side may use beside: words are put there or taken away, none is read."""
READ_IT: Final = {
    "bot/casework/demande/interne.py": "the coordination and the binôme in charge read a demande",
    "bot/casework/mediation/interne.py": "the binôme reads again the accord that it keeps",
    "handlers/annuaire/corrections.py": "the coordination reads what a partner asks of it",
    "handlers/relecture/actions.py": "the coordination rereads",
    "handlers/relecture/annonces.py": "who wrote a text learns what became of it, not its words",
    "handlers/relecture/buttons.py": "the coordination rereads",
    "handlers/relecture/defaire.py": "the coordination rereads",
    "handlers/relecture/facts.py": "the coordination rereads",
    "handlers/relecture/lieux.py": "the coordination rereads",
    "storage/recherche.py": "the coordination looks for what a resident asks to be told",
}
"""Who shows free words to the team itself."""
VALIDATE: Final = {
    "bot/casework/demande/actes.py": "the coordination's own question needs no second reading",
    "bot/casework/preconisation/actes.py": "the coordination's own word needs no second reading",
}
NOTES, MODELS = "storage/notes.py", "storage/models/"
OUTSIDE: Final = re.compile(
    r"(bot/web|bot/channels|bot/delivery|digests)/"
    r"|bot/casework/.*\b(courri\w*|fiche|alerte|envoi|vue|carte|notice)\.py"
)
"""Pages, letters, documents, and what they are made of."""
PAGE: Final = "bot.feature.page."
OTHER_TEXTS: Final = {"bot/casework/grille/courrier.py: courrier.texte"}
"""The text of a letter, written by the file that holds it."""


def free_columns(base: type[DeclarativeBase]) -> set[str]:
    """« table.column » wherever any words could be kept and no model says what they are."""
    return {
        f"{table.name}.{column.name}"
        for table in base.metadata.tables.values()
        for column in table.columns
        if may_hold_words(column)
    }


def may_hold_words(column: Column[Any]) -> bool:
    kind = column.type
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    wide = isinstance(kind, String) and (kind.length or SLUG + 1) > SLUG
    return (wide or isinstance(kind, JSON)) and not {CODE, LISTE} & column.info.keys()


def test_an_entry_holds_no_free_words() -> None:
    tables = {kind.__tablename__ for kind in journal.KINDS.values()}
    found = {one for one in free_columns(Base) if one.partition(".")[0] in tables}
    assert found == set(IN_AN_ENTRY), MEND


def test_every_column_of_free_words_says_why_it_may_hold_them() -> None:
    assert free_columns(Base) == set(FREE), MEND


class Essai(DeclarativeBase):
    """Tables of this test alone."""

    metadata = MetaData()
    type_annotation_map: ClassVar = Base.type_annotation_map


class Trouvaille(Saisie, Essai):
    """What somebody might write who does not know the rule."""

    __tablename__ = "trouvaille"
    lettre = "t"
    chose: Mapped[Slug] = words("categories")
    plusieurs: Mapped[list[Any]] = words("listes.mesusages")
    jointes: Mapped[Codes]
    suite: Mapped[Code | None]
    description: Mapped[str]
    precisions: Mapped[str | None]
    champs: Mapped[dict[str, Any]]
    le: Mapped[datetime]


def test_no_position_is_kept_of_anybody() -> None:
    """Where a site and a broken thing are; never a series of where somebody was (CNIL)."""
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    placed = {one.table.name for one in columns if re.search("latitude|longitude|gps", one.name)}
    assert placed == {"site", "signalement"}


def test_a_free_column_planted_in_an_entry_is_named() -> None:
    found = free_columns(Essai)
    assert found == {"trouvaille.description", "trouvaille.precisions", "trouvaille.champs"}


def uses(module: ast.Module) -> set[str]:
    """What it takes of the notes: `about`, `Note`; « notes » for the whole of it."""
    bound = set(names_of_notes(module))
    owners = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    return {
        found
        for node in ast.walk(module)
        for found in taken(node, bound)
        if not (found == "notes" and id(node) in owners)
    }


def names_of_notes(module: ast.Module) -> Iterator[str]:
    """What `storage.notes` is called there."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "storage":
            yield from (one.asname or one.name for one in node.names if one.name == "notes")


def taken(node: ast.AST, bound: set[str]) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom | ast.Import):
        yield from taken_by_import(node)
    elif isinstance(node, ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id in bound:
            yield node.attr
        if node.attr in {"Note", "notes"} and ast.unparse(node.value).startswith("storage"):
            yield node.attr
    elif isinstance(node, ast.Name) and node.id in bound:
        yield "notes"


def taken_by_import(node: ast.ImportFrom | ast.Import) -> Iterator[str]:
    names = [one.name for one in node.names]
    if isinstance(node, ast.Import):
        yield from ("notes" for one in names if one == "storage.notes")
    elif node.module == "storage.notes":
        yield from names
    elif (node.module or "").startswith("storage"):
        yield from ({"Note", "*", "models"} & set(names))


def texts(module: ast.Module) -> Iterator[str]:
    """« note.texte » wherever the text of something is read."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in {"texte", "texte_valide"}:
            yield ast.unparse(node)


def readers(dotted: Iterable[str]) -> Iterator[str]:
    """Those of these imports that are of a module which reads free words."""
    homes = [path.removesuffix(".py").replace("/", ".") for path in READ_IT]
    yield from (one for one in dotted if any(f"{one}.".startswith(f"{home}.") for home in homes))


def leaks(module: ast.Module, path: str, dotted: Iterable[str]) -> list[str]:
    """What a page, a letter or a document takes of free words, beside those that were reread."""
    found = [*(uses(module) - OPEN), *texts(module), *readers(dotted)]
    return [line for one in sorted(found) if (line := f"{path}: {one}") not in OTHER_TEXTS]


def is_outside(path: str, dotted: Iterable[str]) -> bool:
    """Whether it makes what others read: by its place, or as a page that a feature brings."""
    page = path.startswith("handlers/") and any(one.startswith(PAGE) for one in dotted)
    return page or OUTSIDE.match(path) is not None


def test_free_words_reach_no_page_no_letter_and_no_document_but_validated() -> None:
    outside = [path for path in MODULES if is_outside(name(path), imported(path))]
    assert [leak for one in outside for leak in leaks(tree(one), name(one), imported(one))] == []
    assert len(outside) > 40, "they have moved: say where they are now"


def test_only_those_who_show_them_to_the_team_read_free_words() -> None:
    found = {
        name(path): used
        for path in MODULES
        if name(path) != NOTES and not name(path).startswith(MODELS)
        if (used := uses(tree(path)) - OPEN - WRITES)
    }
    assert found.keys() == READ_IT.keys() | VALIDATE.keys()
    assert {one for path in VALIDATE for one in found[path]} == {"validate"}


PLANTED = {
    "from storage import notes\nnotes.about(tx, 'observation', 1)": "about",
    "from storage import notes as n\nn.to_reread(tx, 1)": "to_reread",
    "from storage import notes\nread = notes\nread.about(tx, 'observation', 1)": "notes",
    "from storage.notes import about": "about",
    "import storage.notes\nstorage.notes.about(tx, 'observation', 1)": "notes",
    "from storage.models import Note\ntx.get(Note, 1)": "Note",
    "from storage.models.saisies import Note as Mot": "Note",
    "from storage import models\ntx.get(models.Note, 1)": "models",
    "import storage.models\ntx.get(storage.models.Note, 1)": "Note",
    "def show(note):\n    return note.texte": "note.texte",
    "from bot.casework.demande import interne": "bot.casework.demande.interne",
    "from bot.casework.demande.interne import in_full": "bot.casework.demande.interne.in_full",
}


@pytest.mark.parametrize("source", PLANTED)
def test_a_leak_planted_in_a_page_is_named(source: str) -> None:
    module = ast.parse(source)
    dotted = (
        f"{node.module}.{one.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    )
    assert f"bot/web/essai.py: {PLANTED[source]}" in leaks(module, "bot/web/essai.py", dotted)


def test_a_page_that_a_feature_brings_is_watched_like_the_others() -> None:
    assert is_outside("handlers/trouvaille/web.py", ["bot.feature.page.Page"])
    assert not is_outside("handlers/trouvaille/flow.py", ["bot.feature.contract.Handler"])


def test_what_was_reread_may_be_shown() -> None:
    module = ast.parse("from storage import notes\nnotes.validated(tx, 'observation', 1)")
    assert leaks(module, "bot/web/essai.py", ["storage.notes"]) == []
