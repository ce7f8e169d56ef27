"""What an entry may say besides, never asked: a default on its card, another by one tap.

A flow keeps its taps (requirements §3.14): what the seeds want to know beyond its questions is a
`Precision`, said on the closing card with its buttons, corrected later in « Ma journée ».
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, NamedTuple

from bot.buttons import SLUG, Button, Keyboard, button, in_rows
from bot.engine.script import Option
from bot.feature import decision
from bot.feature.contract import Context, Ending
from bot.rendering import as_html, render_text
from storage import audit, journal, notes
from storage.dispositif import Item, actifs
from storage.models import Saisie

NOTHING: Final = "-"
"""What a button carries in place of a slug, to say nothing of it any more."""
ANY: Final = "saisie"
"""Its rows are of several tables, each known by the letter that its button carries."""
PRECISER: Final = Button(
    "px", (rf"[a-z]\.[a-z]{{2}}(\.({NOTHING}|{SLUG}))?", r"[a-z]\.retour"), ANY
)
"""Under an entry: « c.st.ancre » says its stage, « c.st » offers them, « c.retour » goes back."""
SIDE_BY_SIDE: Final = 3
"""Values that stand as buttons of the card; more of them wait behind one."""
LABEL_MAX: Final = 32
"""Characters that a button of a small phone shows."""
CORRECTED: Final = timedelta(days=7)
"""How long an entry may still be specified (MED-10)."""
SAID: Final = "🔎 {{ dites }}."
WITHHELD: Final = "🚫 Son texte ne sera pas diffusé."


def everywhere(_context: Context, _row: Any) -> bool:
    return True


def nothing(_context: Context, _row: Any) -> str | None:
    return None


def put(_context: Context, row: Any, colonne: str, valeur: str | None) -> None:
    setattr(row, colonne, valeur)


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """One thing more that an entry says, in a column of its own.

    `choix`: the values that it may take, as buttons. `dit`: one of them in words. `usuel`: the
    value that it takes when nobody says anything, which goes without saying in « Ma journée ».
    """

    cle: str
    """Two letters, for ever: buttons already sent carry them."""
    nom: str
    """« Stade », said before its value."""
    colonne: str
    choix: Callable[[Context, Any], Sequence[Option]]
    dit: Callable[[Context, str], str]
    usuel: Callable[[Context, Any], str | None] = nothing
    quand: Callable[[Context, Any], bool] = everywhere
    """Whether that entry has anything to say of it."""
    vide: str = ""
    """What no value is called, where that may be chosen."""
    question: str = ""
    """Said over its values once they are unfolded."""
    ecrit: Callable[[Context, Any, str, str | None], None] = put
    """Writes it: casework does, for what it follows."""
    discret: bool = False
    """Whether the card says nothing of it until it is chosen: its buttons are enough."""
    mot: bool = False
    """Whether the column keeps the words of the value: the list of them may change since."""

    def value(self, row: Any) -> str | None:
        found: str | None = getattr(row, self.colonne)
        return found

    def kept(self, option: Option) -> str:
        """What the column holds once that value was chosen."""
        return option.label if self.mot else option.slug

    def in_words(self, context: Context, row: Any) -> str:
        """« Stade : Avéré »; for old entries, which never said it, « non précisé »."""
        value = self.value(row)
        return f"{self.nom} : {self.dit(context, value) if value else self.vide or 'non précisé'}"

    def options(self, context: Context, row: Any) -> list[Option]:
        """Every value, « none » first where it may be chosen."""
        none = [Option(NOTHING, self.vide)] if self.vide else []
        return [*none, *self.choix(context, row)]

    def applies(self, context: Context, row: Any) -> bool:
        return self.quand(context, row) and bool(self.choix(context, row))


class Carte(NamedTuple):
    """What the flow itself says of an entry once recorded: HTML, and its own buttons."""

    texte: str
    boutons: Keyboard = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Precisable:
    """All that the entries of one model may say besides."""

    genre: str
    """One letter, for ever: the model's own for an entry of « Ma journée »."""
    precisions: tuple[Precision, ...]
    carte: Callable[[Context, Any], Carte]
    tenue: Callable[[Context, int], Any | None]
    """The row of that id, when who speaks may change it now."""

    def of(self, context: Context, row: Any) -> list[Precision]:
        """Those that mean something for that entry."""
        return [one for one in self.precisions if one.applies(context, row)]

    def named(self, context: Context, row: Any, cle: str) -> Precision | None:
        return next((one for one in self.of(context, row) if one.cle == cle), None)


def of_entry(
    modele: type[Saisie], carte: Callable[[Context, Any], Carte], *precisions: Precision
) -> Precisable:
    """What an entry of « Ma journée » may say: changed by its binôme, within a week."""

    def held(context: Context, row_id: int) -> Any | None:
        if context.somebody is None:
            return None
        found = journal.entry(context.tx, context.somebody, f"{modele.lettre}{row_id}")
        return found.row if found and found.le >= context.now - CORRECTED else None

    return Precisable(genre=modele.lettre, precisions=precisions, carte=carte, tenue=held)


def of_list(cle: str, nom: str, colonne: str, liste: str, **more: Any) -> Precision:
    """One whose values are the active lines of a list of the file; its default is marked there."""

    def lines(context: Context) -> tuple[Item, ...]:
        return actifs(context.programme.config.listes.get(liste, ()))

    def marked(context: Context, _row: Any) -> str | None:
        found = [one for one in lines(context) if getattr(one, "par_defaut", False)]
        return found[0].slug if found else None

    usual: dict[str, Any] = {
        "choix": lambda context, _row: as_options(lines(context)),
        "dit": lambda context, slug: context.programme.config.element(liste, slug).label,
        "usuel": marked,
    }
    return Precision(cle=cle, nom=nom, colonne=colonne, **(usual | more))


def as_options(items: Sequence[Item]) -> list[Option]:
    return [Option(one.slug, one.label) for one in items]


def settle(context: Context, row: Any, kind: Precisable) -> None:
    """Give a new entry the defaults that its card will show."""
    for one in kind.of(context, row):
        if one.value(row) is None:
            one.ecrit(context, row, one.colonne, one.usuel(context, row))
    context.tx.flush()


def closing(context: Context, row: Any, kind: Precisable) -> Ending:
    """What a flow says once it has recorded `row`: its « conclusion » is HTML already."""
    settle(context, row, kind)
    text, keyboard = shown(context, row, kind)
    return Ending({"conclusion": as_html(text)}, keyboard)


def shown(context: Context, row: Any, kind: Precisable) -> tuple[str, Keyboard]:
    """The card as it now stands, its lines and their buttons under it."""
    carte, ours = kind.carte(context, row), kind.of(context, row)
    told = [one for one in ours if one.value(row) is not None or not one.discret]
    dites = " · ".join(one.in_words(context, row) for one in told)
    said = [render_text(SAID, dites=dites)] if told else []
    text = "\n".join(
        [carte.texte, *said, *_withheld(context, row), *decision.on_its_card(context, row)]
    )
    rows = [_row(context, row, kind, one) for one in ours]
    return text, [*carte.boutons, *rows]


def _withheld(context: Context, row: Any) -> list[str]:
    """That its words stay in the team, once the coordination decided so (P7)."""
    return [WITHHELD] if notes.withheld(context.tx, [(row.__tablename__, row.id)]) else []


def unfolded(context: Context, row: Any, kind: Precisable, one: Precision) -> tuple[str, Keyboard]:
    """The values of one of them, two a row."""
    carte = kind.carte(context, row)
    asked = render_text("<b>{{ question }}</b>", question=one.question or f"{one.nom} ?")
    keys = [_key(row, kind, one, option) for option in one.options(context, row)]
    back = ("⬅️ Retour", button(PRECISER, row.id, f"{kind.genre}.retour"))
    return f"{carte.texte}\n{asked}", [*in_rows(keys), [back]]


def change(context: Context, row: Any, one: Precision, slug: str) -> bool:
    """Say that instead, the words before kept in the audit; False for a value that it has not."""
    found = [option for option in one.options(context, row) if option.slug == slug]
    if not found:
        return False
    before = one.in_words(context, row)
    value = None if slug == NOTHING else one.kept(found[0])
    one.ecrit(context, row, one.colonne, value)
    context.tx.flush()
    audit.note(context.tx, context.now, context.author_id, f"preciser_{one.colonne}", row, before)
    return True


def remarkable(context: Context, row: Any, kind: Precisable) -> str:
    """« Stade : Ancré », what does not go without saying; « » when nothing is out of the usual."""
    return ", ".join(_remarks(context, row, kind))


def _remarks(context: Context, row: Any, kind: Precisable) -> Iterator[str]:
    for one in kind.precisions:
        value = one.value(row)
        if value is not None and value != one.usuel(context, row):
            yield one.in_words(context, row)


def _row(context: Context, row: Any, kind: Precisable, one: Precision) -> list[tuple[str, str]]:
    options = one.options(context, row)
    if len(options) <= SIDE_BY_SIDE:
        return [_key(row, kind, one, option) for option in options]
    label = short(f"✏️ {one.in_words(context, row)}")
    return [(label, button(PRECISER, row.id, f"{kind.genre}.{one.cle}"))]


def _key(row: Any, kind: Precisable, one: Precision, option: Option) -> tuple[str, str]:
    value = one.value(row)
    chosen = value is None if option.slug == NOTHING else value == one.kept(option)
    label = short(f"✔️ {option.label}" if chosen else option.label)
    return label, button(PRECISER, row.id, f"{kind.genre}.{one.cle}.{option.slug}")


def short(label: str) -> str:
    """What a button shows of it."""
    return label if len(label) <= LABEL_MAX else f"{label[: LABEL_MAX - 1]}…"
