"""`carnet script`: every sentence of every flow, in the order a person meets it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat import words
from bot.commands.phrases import spoken, written
from bot.commands.readable import page, readable
from bot.engine.conditions import All, Always, Condition, Fact, Has, In, Is, Not
from bot.engine.script import Flow, Kind, Step
from bot.feature.contract import Handler
from bot.feature.door import all_flows

ANSWERS = {
    Kind.MANY: "plusieurs choix",
    Kind.TALLY: "un compteur par choix",
    Kind.PLACE: "un lieu : bouton, position ou quelques mots",
    Kind.PHOTO: "une photo",
    Kind.MOMENT: "un jour, une heure ou un nombre, touché ou écrit",
    Kind.TEXT: "quelques mots (280 caractères au plus)",
}


def lines() -> Iterator[str]:
    """The whole script, as plain text."""
    for handler in sorted(all_flows(), key=lambda handler: handler.order):
        yield from _flow(handler)
    for title, sentences in spoken():
        yield from _section(title, sentences)
    for title, template in written():
        yield f"# {title}"
        yield from (f"  {line}" for line in page(template))
        yield ""


def condition(clause: Condition) -> str:
    """When a step is shown, in words; empty when it always is."""
    match clause:
        case Always():
            return ""
        case Is(key, value):
            return f"{key} = {value}"
        case In(key, values):
            return f"{key} parmi {', '.join(map(str, values))}"
        case Has(key):
            return f"{key.lstrip('_')} connu"
        case Fact(name):
            return f"‹{name}›"
        case Not(inner):
            return f"sauf si {condition(inner)}"
        case All(inners):
            return ", ".join(condition(inner) for inner in inners)


def _flow(handler: Handler) -> Iterator[str]:
    flow = handler.flow
    doors = ", ".join(filter(None, (handler.entry, *handler.commands)))
    yield f"# {flow.title} ({flow.name})"
    door = doors or ("une invitation" if flow.name == "accueil" else "un message du bot")
    yield f"Rôles : {', '.join(sorted(handler.roles))}. Entrée : {door}."
    if handler.on_photo:
        yield "S'ouvre aussi quand une photo arrive."
    yield ""
    for step in flow.steps:
        yield from _step(flow, step)
    yield from _quoted("À la fin", flow.done)
    yield from _quoted("Si l'on s'en va", flow.left or words.GIVEN_UP)
    if handler.refusal:
        yield from _quoted("Si ce n'est pas le moment", handler.refusal)
    yield ""


def _step(flow: Flow, step: Step) -> Iterator[str]:
    when = condition(step.when)
    reached = "" if step.asked else "par modification"
    reason = f"si {when}" if when and not when.startswith("sauf") else when
    notes = " ; ".join(filter(None, (reached, reason)))
    yield from _quoted(f"{step.key}{f' ({notes})' if notes else ''}", step.says)
    if isinstance(step.options, str):
        yield f"    boutons : ‹{step.options}›"
    elif step.options:
        yield f"    boutons : {' | '.join(option.label for option in step.options)}"
    if step.kind in ANSWERS:
        yield f"    réponse : {ANSWERS[step.kind]}"
    shortcuts = [flow.step(key).name for key in step.also]
    own = [*shortcuts, step.back_label, step.cancel_label, None if step.required else "⏭ Passer"]
    if any(own):
        yield f"    et : {' | '.join(filter(None, own))}"


def _quoted(title: str, sentence: str) -> Iterator[str]:
    first, *others = f"{readable(sentence)} »".split("\n")
    yield f"  {title} : « {first}"
    yield from (f"    {line}" for line in others)


def _section(title: str, sentences: list[str]) -> Iterator[str]:
    if sentences:
        yield f"# {title}"
        yield from (f"  « {readable(sentence)} »" for sentence in sentences)
        yield ""
