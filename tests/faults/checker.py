"""The one checker: what an evening left, held against the same evening without the fault."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from tests.stories.kill.books import NUMBER, Books, Row
from tests.stories.kill.promises import Account, broken_at_the_end

LOST: Final = (
    *("lost ", "never ", "letter lost", "photo without", "message ", "digest of "),
    *("updates confirmed", "taps answered", "the evening stopped", "sent by "),
)
INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[ T][\d#]+[:.][\d#]+[:.\d+#]*")
UPDATE: Final = re.compile(r"tg:\d+:[\d#]+")
"""The number of an update: a fault may add some. As many must come of them all the same."""
PHOTO: Final = re.compile(r"[0-9a-f]{32}\.jpg")
MEANT: Final = (
    *(r"brouillon:[\d#]+:retour", r"Je suis de retour", r"outbox:[\d#]+:"),
    *(r"alerte:[\d#]+:photo", r"'📷 V-0001'"),
)
"""What is said in addition after a silence, and of what was late; a photo is in its card, or
follows it."""
AWAITED: Final = "📷 en cours de réception ; elle suivra\n"
HOUR: Final = re.compile(r"\d{1,2} h \d\d|\d{1,2}:\d\d")
SPOKEN: Final = """
SELECT adresse, id, message_id, contenu FROM outbox
WHERE canal = 'telegram' AND lane = 1 AND etat = 'sent' AND message_id IS NOT NULL ORDER BY id
"""


@dataclass
class Found:
    """What is wrong in one case, each thing in words."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    inverted: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)

    @property
    def everything(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.inverted, *self.untold]

    def add(self, broken: Iterable[str], allowed: tuple[str, ...] = ()) -> None:
        """Each in its column; not those that are the fault itself."""
        for one in broken:
            if not any(re.search(words, one) for words in (*MEANT, *allowed)):
                (self.lost if one.startswith(LOST) else self.doubled).append(one)


@dataclass(frozen=True)
class Truth:
    """The evening that nothing disturbed; `usual`: what waits for its own hour at its end."""

    account: Account
    usual: frozenset[str]


def truth_of(account: Account) -> Truth:
    return Truth(account, frozenset(map(_known, broken_at_the_end(account, account))))


def compared(truth: Truth, found: Account) -> Iterator[str]:
    """All that differs and may not; an outage makes later, and that is no difference."""
    broken = broken_at_the_end(_timeless(truth.account), _timeless(found))
    return (one for one in broken if _known(one) not in truth.usual)


def inversions(books: Books) -> Iterator[str]:
    """In each chat, what was said first came first."""
    last: defaultdict[str, int] = defaultdict(int)
    for adresse, id, number, contenu in books.rows(SPOKEN):
        if _is_rewriting(contenu):
            continue
        if number < last[adresse]:
            yield f"chat {adresse}: message {number} (row {id}) came before {last[adresse]}"
        last[adresse] = max(last[adresse], number)


def _is_rewriting(contenu: Any) -> bool:
    content = json.loads(contenu) if isinstance(contenu, str) else contenu
    return bool(content.get("edit"))


def _timeless(account: Account) -> Account:
    return replace(
        account,
        rows={
            name: _counted(rows, _unnumbered if name == "update" else _row)
            for name, rows in account.rows.items()
        },
        said=_counted(account.said, _said),
        repeated=_counted(account.repeated, _said),
        rewritten=_counted(account.rewritten, _said),
        letters=_counted(account.letters, _said),
    )


def _counted(given: Counter[Any], made: Any) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for one, times in given.items():
        counts[made(one)] += times
    return counts


def _row(row: Row) -> Row:
    return tuple(_value(one) for one in row)


def _unnumbered(update: Row) -> Row:
    """What became of it."""
    return update[1:]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return _known(PHOTO.sub("#", INSTANT.sub("#", value))) if isinstance(value, str) else value


def _known(text: str) -> str:
    """Without the numbers of rows: a fault may add some."""
    return NUMBER.sub("#", UPDATE.sub("tg:#", text))


def _said(said: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_words(one) if isinstance(one, str) else one for one in said)


def _words(text: str) -> str:
    return _known(HOUR.sub("#", INSTANT.sub("#", text.replace(AWAITED, ""))))
