"""A correction applied to the row it names, with the value before kept in the audit."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.conditions import Answers, Facts
from bot.feature import cards, precisions
from bot.feature.contract import Context, Ending
from bot.feature.door import ligne_of
from bot.feature.entries import DELETE, SITE
from bot.questions import sur_place
from bot.rendering import render_line
from bot.words import heure
from handlers.ma_journee import facts as known
from storage import audit, journal
from storage.journal import Entry
from storage.models import Presence

CORRECTED = "✅ Corrigé : {{ ligne }}"
GONE_LINE = "{{ mot }} : {{ ligne }}"
AGAIN = "La présence d'avant continue : {{ site }}, depuis {{ debut }}."
GONE = "Cette entrée n'existe plus : elle a déjà été supprimée."
TOO_OLD = "Cette entrée a plus de sept jours : demandez à la coordination."


def correct(context: Context, answers: Answers, _facts: Facts) -> Ending:
    entries = known.picked_entries(context, answers)
    if answers.get("geste") == DELETE.slug:
        said = _delete_all(context, entries, undoing=known.is_undo(answers))
        return Ending({"conclusion": said})
    refused = _refused(context, entries)
    return Ending({"conclusion": refused or change(context, entries[0], answers)})


def undo(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The very entry that was named when the question was asked, whole."""
    entries = known.named_last(context, answers)
    return Ending({"conclusion": _delete_all(context, entries, undoing=True)})


def _refused(context: Context, entries: Sequence[Entry]) -> str:
    if not entries:
        return GONE
    oldest = min(entry.le for entry in entries)
    return TOO_OLD if oldest < context.now - known.CORRECTION_LIFE else ""


def _delete_all(context: Context, entries: Sequence[Entry], *, undoing: bool) -> str:
    return _refused(context, entries) or take_away(context, entries, undoing=undoing)


def take_away(context: Context, entries: Sequence[Entry], *, undoing: bool) -> str:
    """What goes, then why the rest stays; a presence that runs again is said."""
    # Their words are those of before: a deleted row may no longer say them.
    whole, ran = known.lines(context, entries, undoing=undoing), sur_place.running(context)
    lines = [known.lines(context, [entry], undoing=undoing) for entry in entries]
    problems = [
        _delete(context, entry, said, undoing=undoing)
        for entry, said in zip(entries, lines, strict=True)
    ]
    done = zip(entries, lines, problems, strict=True)
    gone = [(entry, line) for entry, line, problem in done if not problem]
    deleted = [(entries[0], whole)] if len(gone) == len(entries) else gone
    said = [
        render_line(GONE_LINE, mot=ligne_of(entry.row).gone, ligne=line) for entry, line in deleted
    ]
    _redraw(context, [entry for entry, _line in gone], said)
    return "\n".join([*said, *filter(None, problems), *_running_again(context, ran)])


def _redraw(context: Context, entries: Sequence[Entry], said: list[str]) -> None:
    """The card of each, once, shows what stands of it, or all that went."""
    context.tx.flush()
    gone = context.render("{{ said }}", said="\n".join(said))
    for entry in entries:
        cards.redraw(context, entry.row, gone)


def _delete(context: Context, entry: Entry, before: str, *, undoing: bool) -> str:
    """« » once done, with its trace; else why it stays."""
    ligne = ligne_of(entry.row)
    partly = undoing and bool(ligne.last and ligne.last(context, entry.row))
    problem = (ligne.undo if partly and ligne.undo else ligne.delete)(context, entry.row)
    if not problem:
        deed = "annuler_appui" if partly else "supprimer"
        audit.note(context.tx, context.now, context.person.id, deed, entry.row, before)
    return problem


def _running_again(context: Context, ran: Presence | None) -> list[str]:
    now = sur_place.running(context)
    if now is None or ran is now:
        return []
    site = context.programme.site_label(now.site_id)
    return [render_line(AGAIN, site=site, debut=heure(now.debut))]


def change(context: Context, entry: Entry, answers: Answers) -> str:
    """Another hour or another site, with its trace; what was done, or why it was not."""
    if one := known.named_precision(context, [entry], answers):
        precisions.change(context, entry.row, one, answers["precision"])
        cards.redraw(context, entry.row)
        return render_line(CORRECTED, ligne=known.line(context, entry))
    before, geste = known.line(context, entry), answers["geste"]
    stays = _stays(context, entry) if geste == SITE.slug else []
    problem = ligne_of(entry.row).change(context, entry.row, geste, answers)
    if problem:
        return problem
    audit.note(context.tx, context.now, context.person.id, f"corriger_{geste}", entry.row, before)
    context.tx.flush()
    cards.redraw(context, entry.row)
    corrected = Entry(entry.key, getattr(entry.row, entry.row.moment), entry.row)
    said = render_line(CORRECTED, ligne=known.line(context, corrected))
    return "\n".join([said, *stays])


def _stays(context: Context, entry: Entry) -> list[str]:
    """What does not follow a presence to its true site."""
    if not isinstance(entry.row, Presence):
        return []
    found = journal.during(context.tx, entry.row)
    known_kinds = ((ligne_of(one.row).stays, one.row) for one in found)
    return [stays(context, row) for stays, row in known_kinds if stays]
