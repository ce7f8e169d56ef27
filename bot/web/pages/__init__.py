"""The pages that the house serves: one folder each, discovered."""

from __future__ import annotations

from collections import Counter

from bot.discover import DiscoveryError, discover
from bot.feature.page import Page, Signed


def pages(*further: Page) -> tuple[Page, ...]:
    """Every page of this package, then the `further` ones that others bring.

    Raises DiscoveryError when two have the same address, or the same subject.
    """
    every_page: tuple[Page, ...] = (*discover(__name__, "page", "PAGE").values(), *further)
    addresses = Counter(page.path for page in every_page)
    subjects = Counter(
        page.guard.sujet.genre for page in every_page if isinstance(page.guard, Signed)
    )
    for name, times in (addresses | subjects).items():
        if times > 1:
            raise DiscoveryError(f"« {name} » est à {times} pages : renommez-en une")
    return every_page
