"""`carnet graph`: the flows as diagrams, in Mermaid's text form."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.script import condition
from bot.engine.script import Flow
from bot.feature.door import all_flows


def lines(name: str | None = None) -> Iterator[str]:
    """One diagram a flow; `name` keeps that one. Raises LookupError when no flow has it."""
    flows = {handler.flow.name: handler.flow for handler in all_flows()}
    if name is not None and name not in flows:
        raise LookupError(f"aucun parcours « {name} » ; il y a : {', '.join(sorted(flows))}")
    for flow in flows.values():
        if name in (None, flow.name):
            yield from _diagram(flow)


def _diagram(flow: Flow) -> Iterator[str]:
    yield "flowchart TD"
    yield f'  start(["{flow.title}"])'
    steps = [step for step in flow.steps if step.asked]
    before = "start"
    for step in steps:
        yield f'  {step.key}["{step.key}"]'
        label = condition(step.when).replace('"', "'")
        yield f'  {before} -->|"{label}"| {step.key}' if label else f"  {before} --> {step.key}"
        for other in step.also:
            yield f'  {step.key} -.->|"{flow.step(other).name}"| {other}'
        if step.edits:
            yield f'  {step.key} -.->|"✏️ Modifier"| {steps[0].key}'
        before = step.key
    yield f"  {before} --> done([fin])"
    yield ""
