"""A kind of entry is its model, its step of the database and its folder: no list is edited."""

from __future__ import annotations

from pathlib import Path

from tests.scratch import copied

MODEL = '''
    """What people lose in the street."""

    from __future__ import annotations

    from sqlalchemy.orm import Mapped

    from storage.machine.base import Base, Slug
    from storage.models.saisies import SurPlace, words


    class Trouvaille(SurPlace, Base):
        """A thing found on a site."""

        __tablename__ = "trouvaille"
        lettre = "t"
        chose: Mapped[Slug] = words("categories")
'''
FLOW = '''
    """Trouvaille, as the mediator meets it: what was found."""

    from __future__ import annotations

    from bot.domain.roles import Role
    from bot.engine.conditions import Answers, Facts
    from bot.engine.script import Flow, choice
    from bot.feature.context import Context
    from bot.feature.handler import Ending, Handler
    from bot.questions import choix, sur_place
    from storage.models.trouvailles import Trouvaille


    def facts(context: Context, _answers: Answers) -> Facts:
        choses = choix.options(context.programme.config.categories)
        return {"sites": sur_place.site_options(context), "choses": choses}


    def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
        columns = sur_place.saisie(context, answers, "trouvaille")
        context.tx.add(Trouvaille(**columns, chose=answers["chose"]))
        return Ending()


    FLOWS = (
        Handler(
            flow=Flow(
                name="trouvaille",
                title="Trouvaille",
                steps=(sur_place.ask_site(), choice("chose", "Quoi ?", "choses", width=1)),
                done="✅ Trouvé.",
            ),
            commands=("/trouve",),
            about="Noter une trouvaille",
            roles=frozenset({Role.MEDIATEUR}),
            seed=sur_place.seed,
            facts=facts,
            record=record,
        ),
    )
'''
FEATURE = '''
    """What trouvaille brings to the house."""

    from __future__ import annotations

    from typing import Any

    from bot.feature.context import Context
    from bot.feature.door import Feature
    from bot.feature.entries import LigneDuJour
    from handlers.trouvaille import flow
    from storage.models.trouvailles import Trouvaille


    def says(context: Context, row: Any) -> str:
        return f"Trouvé : {context.programme.config.categorie(row.chose).label}"


    FEATURE = Feature(flows=flow.FLOWS, entries={Trouvaille: LigneDuJour(says=says)})
'''
PROOF = '''
    """Noted, found again, corrected, counted once its word has left the file, taken away."""

    from __future__ import annotations

    from datetime import timedelta

    from storage import journal
    from storage.usages_disparus import Disparue, disparues
    from storage.models.trouvailles import Trouvaille
    from tests.handlers.mue import moulted
    from tests.handlers.people import MEDIATRICE, Team


    def test_a_trouvaille_is_an_entry_like_any_other(team: Team) -> None:
        team.says(MEDIATRICE, "/trouve")
        assert team.taps(MEDIATRICE, "📍 Site A", "Éclairage public") == "✅ Trouvé."
        (row,) = team.rows(Trouvaille)
        with team.database.transaction() as tx:
            person = team.context(tx, MEDIATRICE).person
            since = team.clock.now() - timedelta(hours=1)
            assert [one.key for one in journal.entries(tx, person, since)] == [f"t{row.id}"]
            gone = disparues(tx, moulted())
        assert gone == (Disparue("categories", row.chose, 1),)

        line = "17 h 04 · Trouvé : Éclairage public"
        assert line in team.says(MEDIATRICE, "/journee")
        assert line in team.taps(MEDIATRICE, line, "📍 Site", "📍 Site B")
        team.says(MEDIATRICE, "/journee")
        assert team.taps(MEDIATRICE, line, "🗑").startswith(f"🗑 Supprimé : {line}")
        with team.database.transaction() as tx:
            assert disparues(tx, moulted()) == ()
'''
ENUMERATE = (
    "tests/bot/feature/test_door.py",
    "tests/test_house_privacy.py",
    "tests/storage/test_usages_disparus.py",
    "tests/handlers/test_lignes_disparues.py::test_each_kind_is_still_said",
    "tests/storage/test_migrations.py::test_the_steps_make_what_the_models_say",
)
"""What is told of every kind of entry, of every list and of every table."""


def test_a_new_kind_of_entry_is_found_everywhere_without_a_list_edited(tmp_path: Path) -> None:
    tree = copied(tmp_path)
    tree.add("storage/models/trouvailles.py", MODEL)
    tree.run("-m", "storage.migrations", "trouvaille")
    tree.add("handlers/trouvaille/__init__.py", '"""Things found in the street."""\n')
    tree.add("handlers/trouvaille/flow.py", FLOW)
    tree.add("handlers/trouvaille/feature.py", FEATURE)
    tree.add("tests/handlers/trouvaille/__init__.py", "")
    tree.add("tests/handlers/trouvaille/test_trouvaille.py", PROOF)
    tree.check("tests/handlers/trouvaille", *ENUMERATE, "-k", "not postgresql")
