"""Templates as a person would read them aloud: ‹values›, and [si …] in place of their tags."""

from __future__ import annotations

import re
from typing import Final

from bot.rendering import ROOT

TAGS: Final = (
    (r"\{#.*?#\}", ""),
    (r"<(style|script|head)\b.*?</\1>", ""),
    (r"</?[a-z][^>]*>", ""),
    (r"\{\{-?\s*([^}|]+?)\s*(?:\|[^}]*)?\}\}", r"‹\1›"),
    (r"\{%-?\s*if\s+(.+?)\s*-?%\}", r"[si \1 : "),
    (r"\{%-?\s*elif\s+(.+?)\s*-?%\}", r"] [sinon, si \1 : "),
    (r"\{%-?\s*else\s*-?%\}", "] [sinon : "),
    (r"\{%-?\s*for\s+.+?\s+in\s+(.+?)\s*-?%\}", r"[chaque ‹\1› : "),
    (r"\{%-?\s*end(if|for)\s*-?%\}", "]"),
    (r"\{%.*?%\}", ""),
)


def readable(sentence: str) -> str:
    """`sentence`, an inline template, without a tag left."""
    for pattern, words in TAGS:
        sentence = re.sub(pattern, words, sentence, flags=re.DOTALL)
    return sentence


def page(template: str) -> list[str]:
    """The lines of a template file (path from the project's root) that say something."""
    text = readable((ROOT / template).read_text(encoding="utf-8"))
    # What only closes a bracket stays with the line before it.
    joined = re.sub(r"\s*\n[\s\]]*\]", lambda match: "]" * match[0].count("]"), text)
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in joined.split("\n"))
    return [line for line in lines if re.search(r"\w", line)]
