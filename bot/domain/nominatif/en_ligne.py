"""What reaches somebody on the internet: an address, a profile, a handle, however it is typed."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste
from bot.domain.nominatif.forme import Patron, toujours
from bot.domain.nominatif.passage import Nature

_AT: Final = (
    r"(?:\s?[(\[{<\"«]\s?(?:at|a|@|a?r?roba[sz]e?)\s?[)\]}>\"»]\s?|\s?\(?a\s?r?roba[sz]e?\)?\s?|[\s\-]at[\s\-]|"
    r"\sa commercial\s)"
)
_DOT: Final = r"[\s\-]?(?:\.|[(\[{<](?:point|dot)[)\]}>]|\bpoint\b|\bdot\b)[\s\-]?"
_FIN: Final = r"(?:fr|com|org|net|eu|be|info|de|uk|io|ma|dz|tn|ch|lu)\b"
_SEULES: Final = r"(?:gmail|hotmail|outlook|yahoo|icloud|wanadoo|protonmail|msn)"
"""Of mailboxes and of nothing else."""
_BOITES: Final = rf"(?:{_SEULES}|orange|free|sfr|la\s?poste|live)"
_MOT: Final = r"(?<![a-z0-9._+\-])[a-z0-9][a-z0-9._+\-]{0,63}"
"""Begins where nothing of it stands before: long texts are read in one go."""
_COURRIEL: Final = (
    rf"(?:mailto:)?{_MOT}@{{1,2}}[a-z0-9\-]{{1,63}}(?:\.[a-z0-9\-]{{1,63}})*\.[a-z]{{2,12}}\b"
    rf"|{_MOT}\s?@\s?[a-z0-9\-]{{1,63}}(?:\s?\.\s?[a-z0-9\-]{{1,63}})*(?:\s?\.\s?|{_DOT}){_FIN}"
    rf"|(?:(?<![a-z0-9_\-])[a-z0-9_\-]{{1,40}}\s(?:point|tiret)\s)*{_MOT}{_AT}"
    rf"[a-z0-9\-]{{1,63}}(?:{_DOT}[a-z0-9\-]{{1,63}})*{_DOT}{_FIN}"
    rf"|{_MOT}(?:\s?@\s?|{_AT}|\sa\s(?={_BOITES}\.)){_BOITES}\s?[,;]?\s?(?:fr|com|net)?\b"
    rf"|{_MOT}\schez\s{_BOITES}{_DOT}{_FIN}"
    rf"|(?:(?<![a-z0-9_\-])[a-z0-9_\-]{{1,40}}\s(?:point|tiret)\s)+{_MOT}\schez\s[a-z0-9\-]{{2,40}}\spoint\s{_FIN}"
    rf"|{_MOT}@[a-z0-9\-]{{1,63}}\s?[,;]\s?{_FIN}"
    rf"|{_MOT}@[a-z0-9]*[a-z][a-z0-9\-]+\b"
    rf"|(?<![a-z0-9._\-])(?!(?:www|mail|login|fr|m)\.)[a-z0-9][a-z0-9._\-]{{2,40}}\.?{_SEULES}\.(?:com|fr)\b"
)
_CHEZ: Final = rf"(?P<x>{_MOT}) (?:chez|sur) (?:{_SEULES}|laposte)\b"
_BOITE_DITE: Final = rf"\b{_SEULES}\s?[:=]?\s(?P<x>{_MOT})"
_LIEN: Final = (
    r"(?:https?://)?(?:\w+\.)?(?:instagram|instagr|facebook|fb|tiktok|snapchat|"
    r"twitter|x|t|linkedin"
    r"|youtube|youtu|discord|wa|twitch|threads|bsky|telegram|vinted|leboncoin)"
    r"\s?\.\s?(?:com|me|gg|be|app|fr|tv|net|am)\s?/\s?[^\s,;)»]+"
)
_POIGNEE: Final = (
    r"(?<![\w.@])@(?!\d+h?\d*\b)(?:[a-z0-9_][a-z0-9_.\-]+[a-z0-9_]|"
    r"\s(?=\w*[\d_.]\w)[a-z][a-z0-9_.\-]+)"
)
_NOMS: Final = (
    r"(?:snap(?:e|s|chat)?|snp|insta(?:gram)?|ig|tik\s?tok|facebook|fb|twitter|telegram|whats?app|wsp|"
    r"discord|twitch|threads|pseudo|sc(?=\s?[:=@]))"
)
_RESEAU: Final = (
    rf"\b{_NOMS}(?:\s(?:c'est|c|est|avec|d[eu](?:\s\w+){{1,2}}))?\s?(?:[^\w\s]{{1,2}}|\s)\s?[\"«“(]?\s?"
    r"(?P<x>[a-z0-9_][a-z0-9_.\-]{2,})"
)
_S_APPELLE: Final = (
    rf"\b{_NOMS}\s(?:il|elle|ils|elles|on)\s(?:s'|s |se )?"
    r"(?:appelle(?:nt)?|fait appeler|nomme(?:nt)?)\s"
    r"(?:[\"«“]\s?)?(?P<x>[a-z0-9_][a-z0-9_.\-]{2,})"
)
_ARROBE: Final = rf"\b{_NOMS}\s?[:=(]?\s?(?P<x>@\s?[a-z0-9_.\-]+)"
_DISCORD: Final = r"(?<![a-z0-9_.])[a-z0-9_.]{2,40}#\d{4}\b"
_SUR_RESEAU: Final = (
    r"(?<![a-z0-9_.\-])(?P<x>[a-z0-9_.\-]{3,40}) (?:(?:sur|dans) )?(?:snap|insta|ig\b|"
    r"tik\s?tok|facebook|fb\b|telegram)"
)


def _is_handle(found: str, before: str) -> bool:
    """Something that no sentence holds: letters with a digit or a mark, or what follows « : »."""
    from bot.domain.nominatif.lexique import genres

    marked = before.rstrip().endswith((":", "=", ">", "→", "("))
    said = marked and not genres(fold(found)) and fold(found) not in _ABREGES
    written = re.search(r"[\d_.]", found.strip(".")) and re.search(r"[^\W\d]", found)
    return bool(
        (written and not _HEURE.fullmatch(found)) or (said and re.search("[^\\W\\d]", found))
    )


_ABREGES: Final = liste("rdv svp stp ok cf info infos")
_HEURE: Final = re.compile(r"\d{1,2}h\d{0,2}(?:-\d{1,2}h\d{0,2})?|\d+(?:e|er|eme|ans)")
FORMES: Final[tuple[Patron, ...]] = (
    (Nature.COURRIEL, _COURRIEL, toujours),
    (Nature.COURRIEL, _CHEZ, _is_handle),
    (Nature.COURRIEL, _BOITE_DITE, _is_handle),
    (Nature.PSEUDO, _LIEN, toujours),
    (Nature.PSEUDO, _POIGNEE, toujours),
    (Nature.PSEUDO, _ARROBE, toujours),
    (Nature.PSEUDO, _RESEAU, _is_handle),
    (Nature.PSEUDO, _S_APPELLE, _is_handle),
    (Nature.PSEUDO, _SUR_RESEAU, _is_handle),
    (Nature.PSEUDO, _DISCORD, toujours),
)
