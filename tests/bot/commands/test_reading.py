"""What is printed to be read: the script, the graph, and the help."""

from __future__ import annotations

import re

import pytest

from bot.chat.desk import SansLigne, open_desk
from bot.clock import SystemClock
from bot.commands import script
from bot.commands.readable import readable
from bot.engine.conditions import All, Condition, Fact, Has, In, Is, Not
from bot.feature.contract import Handler
from tests.bot.commands.conftest import Shell

HANDLERS = open_desk(SystemClock(), {}, SansLigne(1, "bot")).handlers


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(script.lines())


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda one: one.flow.name)
def test_every_sentence_of_every_flow_is_printed_in_its_order(said: str, handler: Handler) -> None:
    flow = handler.flow
    begins = said.index(f"# {flow.title} ({flow.name})")
    part = said[begins : said.index("\n# ", begins + 1)]
    at = 0
    for step in flow.steps:
        # Two questions may begin by the same words: each is looked for after the one before.
        at = part.index(readable(step.says).split("\n")[0], at)
    assert readable(flow.done).split("\n")[0] in part
    for step in flow.steps:
        if not isinstance(step.options, str):
            assert all(option.label in part for option in step.options)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ce bot est réservé aux équipes de médiation",
        "Je ne prends pas les messages vocaux",
        "‹site› : votre binôme a démarré la présence",
        "‹v› : annoncé traité par ‹qui›. Vous passez vérifier ?",
        "‹v› : réparé, merci. C'est clos.",
        "Le signalement est parti sans elle.",
        "Le lien vaut 14 jours ; au-delà, la page en propose un nouveau.",
        "Aucune réponse n'est attendue ‹vue.service› pour le moment.",
        "Il valait 14 jours.",
        "une même personne peut être comptée plusieurs fois",
        "Envoyé en retard : ce point était prévu le ‹en_retard›.",
        "Prévenez ce service vous-même.",
        "Appelez-la : son écran montre le nombre ‹nombre›.",
        "‹nom› rejoint votre binôme.",
    ],
)
def test_what_is_said_outside_the_flows_is_there_too(said: str, sentence: str) -> None:
    assert sentence in said


SOMEBODY = re.compile(
    r"signal\w*\W+(?:de |d'|l'|la |le |un |une |des |ce |cette )*"
    r"(?:personne|quelqu|habitant|jeune|enfant|famille|voisin|individu|mineur|public|groupe de)",
    re.IGNORECASE,
)


def test_nobody_is_ever_signalled_things_are(said: str) -> None:
    """« D'une logique de signalement… à une logique d'appui » (001 l.32, F06): no such button."""
    assert SOMEBODY.search("Signaler une personne"), "it would be seen"
    assert SOMEBODY.findall(said) == []
    assert "Un signalement porte sur une chose, jamais sur quelqu'un." in said


def test_it_reads_aloud_without_a_tag_and_closes_what_it_opens(said: str) -> None:
    assert not re.search(r"\{%|%\}|\{\{|\}\}|</?\w+>|style=|class=", said)
    assert said.count("«") == said.count("»")
    assert said.count("[") == said.count("]")
    assert "si sauf" not in said


@pytest.mark.parametrize(
    ("template", "spoken"),
    [
        ("Bonjour {{ prenom }}.", "Bonjour ‹prenom›."),
        ("à {{ fin|heure }} {{ v }}", "à ‹fin› ‹v›"),
        ("{% if a %}oui{% elif b %}bof{% else %}non{% endif %}",
         "[si a : oui] [sinon, si b : bof] [sinon : non]"),
        ("{% for x in xs %}{{ x }}, {% endfor %}", "[chaque ‹xs› : ‹x›, ]"),
        ("{# note #}<b>{{ a }}</b>{% set b = 1 %}", "‹a›"),
    ],
)  # fmt: skip
def test_a_template_is_made_readable(template: str, spoken: str) -> None:
    assert readable(template) == spoken


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Is("a", "b"), "a = b"),
        (In("a", ("b", "c")), "a parmi b, c"),
        (Not(Has("_presence")), "sauf si presence connu"),
        (All((Has("a"), Fact("deja"))), "a connu, ‹deja›"),
    ],
)
def test_a_condition_is_said_in_words(condition: Condition, words: str) -> None:
    assert script.condition(condition) == words


def test_the_script_command_prints_it(shell: Shell, said: str) -> None:
    result = shell.run("script")
    assert result.exit_code == 0
    assert result.stdout == said + "\n"


def test_the_graph_draws_one_flow_or_all(shell: Shell) -> None:
    every = shell.run("graph").stdout
    assert every.count("flowchart TD") == len(HANDLERS)
    one = shell.run("graph", "signalement").stdout
    assert one.count("flowchart TD") == 1
    assert "groupe --> deja_dit" not in one, "an edge says its condition"
    assert 'sorte -->|"groupe connu, ‹deja›"| deja_dit' in one
    assert "il y a : a_ranger, a_retenir, accueil" in shell.refused("graph", "inconnu")


def test_help_names_every_command(shell: Shell) -> None:
    said = shell.run("--help").stdout
    for command in ("run", "check", "migrate", "invite", "revoke", "digest", "script", "graph",
                    "backup", "doctor"):  # fmt: skip
        assert re.search(rf"\b{command}\b", said)
    assert "faits depuis le bot, à recopier dans le fichier du dispositif." in " ".join(
        said.split()
    )
