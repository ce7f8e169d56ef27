"""The list of retours of a site, each given in one tap."""

from __future__ import annotations

from bot.casework.fiche import reference
from bot.casework.mots import label
from bot.domain.signalement import Statut
from bot.words import jour_court
from handlers.contract import Context, Geste, Keyboard, Reply, Tap
from storage import retours, signalements
from storage.retours import Retour

TITLE = "📄 À redire aux habitants, <b>{{ site }}</b> :"
LINE = "• {{ numero }} {{ quoi }} : {{ suite }} le {{ le }}."
NOTHING = "<b>{{ site }}</b> : tout est dit aux habitants."
SUITES = {Statut.VERIFIE: "réparé", Statut.REORIENTE: "transmis à un autre service"}
UNKNOWN = "Ce bouton n'est plus reconnu."
MOST = 12
"""Lines of one message; the others come as these are told."""


def answer(context: Context, tap: Tap) -> Reply:
    """« g:rt:<site>:liste » shows them below; « g:rt:<signalement>:dit » gives one."""
    if context.somebody is None:
        return Reply(UNKNOWN)
    if tap.argument == "liste" and tap.object_id in context.programme.site_slugs:
        text, keyboard = _list(context, tap.object_id)
        # Already rendered: what is told again must not be escaped twice.
        context.tell(context.person.telegram_id, "{{ text|safe }}", keyboard, text=text)
        return Reply("")
    return _give(context, tap.object_id) if tap.argument == "dit" else Reply(UNKNOWN)


def _give(context: Context, signalement_id: int) -> Reply:
    row = signalements.get(context.tx, signalement_id)
    if row is None or row.dispositif_id != context.programme.id:
        return Reply(UNKNOWN)
    told = [one.signalement.id for one in retours.due(context.tx, row.site_id, context.now)]
    if row.id in told:
        retours.give(context.tx, row.id, context.person.id, context.now)
    text, keyboard = _list(context, row.site_id)
    return Reply("Noté." if row.id in told else "Déjà noté.", text, keyboard)


def _list(context: Context, site_id: int) -> tuple[str, Keyboard]:
    """What is left to tell on that site, and a button for each."""
    site = context.programme.config.site(context.programme.site_slugs[site_id]).label
    waiting = retours.due(context.tx, site_id, context.now)[:MOST]
    if not waiting:
        return context.render(NOTHING, site=site), ()
    lines = [context.render(TITLE, site=site), *(_line(context, one) for one in waiting)]
    keys = [
        [(f"✅ {reference(one.signalement)} dit", f"g:rt:{one.signalement.id}:dit")]
        for one in waiting
    ]
    return "\n".join(lines), keys


def _line(context: Context, retour: Retour) -> str:
    """« • V-0324 Éclairage public en panne : réparé le 12/11. »"""
    row = retour.signalement
    values = {
        "numero": reference(row),
        "quoi": label(context.programme.config.categorie, row.categorie),
        "suite": SUITES[Statut(row.statut)],
        "le": jour_court(retour.le),
    }
    return context.render(LINE, **values)


GESTES: dict[str, Geste] = {"rt": answer}
