"""What names somebody in a typed text, found, and the same text without it."""

from bot.domain.nominatif.passage import SANS_REPERES, Nature, Passage, Reperes
from bot.domain.nominatif.proposition import proposition
from bot.domain.nominatif.recherche import passages
from bot.domain.nominatif.urgences import urgences

__all__ = ["SANS_REPERES", "Nature", "Passage", "Reperes", "passages", "proposition", "urgences"]
