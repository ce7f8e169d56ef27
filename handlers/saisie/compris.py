"""What stands after the message was read, its doubts answered, and anything changed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.domain.lecture.eclair import TEXT_MAX, Lecture
from bot.domain.lecture.heures import from_stamp, to_stamp
from bot.domain.temps import NIGHT_ENDS, journee_de
from bot.engine.conditions import Answers
from bot.engine.script import Beforehand
from bot.feature.beforehand import MESSAGE, PRESENCE
from bot.feature.contract import Context
from bot.questions import dictee, sur_place
from bot.questions.journees import at
from bot.rendering import render_line
from storage import journal, presences
from storage.dispositif import Categorie, Dispositif, Site, Urgence
from storage.models import Presence

NOT_YET = "{{ heure }} (pas encore passé)"
AT_HOME = "{{ lieu }} (à domicile, aucune adresse n'est notée)"
DOUBTS = ("ambiance", "frequentation", "categorie", "conflit")
"""Facts of one value: two words for one of them are a question."""

LU: Final = Beforehand[Mapping[str, Any]]("lu")
"""What the message was read to say, before anything was changed."""
POSITIFS: Final = Beforehand[list[str]]("positifs")
MESUSAGES: Final = Beforehand[list[str]]("mesusages")
"""The uses that it tells (slugs)."""


def doubt_step(key: str) -> str:
    """The step that asks which of two things the message says."""
    return f"{key}_dit"


def meanings(key: str) -> str:
    """The fact that holds these two things, as options."""
    return f"{key}_possibles"


def overhears(context: Context, text: str) -> dict[str, Any] | None:
    """The answers that a message already gives; None when it says nothing to note."""
    lecture = dictee.read(context, text)
    if len(text) > TEXT_MAX or not (lecture.comptes or lecture.notes):
        return None
    lu = asdict(lecture)
    lu["heure"], unread = _stamp(lecture, context.now)
    lu["meme_site"] = same = _same_site(context, lecture)
    unplaced = [lecture.meme_lieu] if lecture.meme_lieu and not same else []
    there = _there(context, lu["heure"])
    lu["lieu"], unkept = _lieu(context, lecture, there)
    lu["inconnus"] = [*lecture.inconnus, *unplaced, *unread, *unkept]
    lu["sites"] = sites = _candidates(context, lecture, same, there)
    return {
        LU.key: lu,
        MESSAGE.key: context.message_id,
        POSITIFS.key: lecture.positifs,
        MESUSAGES.key: lecture.mesusages,
        **({"site": sites[0]} if len(sites) == 1 else {}),
    }


def unread(context: Context, lecture: Lecture) -> list[str]:
    """The words of a message corrected that are not taken, an hour still to come included."""
    return [*lecture.inconnus, *_stamp(lecture, context.now)[1]]


def _stamp(lecture: Lecture, now: datetime) -> tuple[str | None, list[str]]:
    """The hour said, or the words that say why it is not taken."""
    if lecture.heure is None:
        return None, []
    instant = dictee.moment(lecture.heure, now)
    if instant:
        return to_stamp(instant), []
    hour, minute = divmod(lecture.heure.minutes, 60)
    return None, [render_line(NOT_YET, heure=f"{hour} h {minute:02d}")]


def _there(context: Context, heure: str | None) -> Answers:
    """The presence at the hour that was said, running or over; else the one that runs."""
    if heure is None:
        return sur_place.seed(context)
    presence = _over(context, from_stamp(heure))
    return PRESENCE.seed(presence.id) if presence else sur_place.seed(context)


def _over(context: Context, le: datetime) -> Presence | None:
    """The binôme's presence at that instant."""
    binome = context.person.binome_id or 0
    rows = presences.touching(context.tx, binome, le, le + timedelta(minutes=1))
    return rows[-1] if rows else None


def _lieu(context: Context, lecture: Lecture, there: Answers) -> tuple[str, list[str]]:
    """Where the defect is, or the words that say why it is not taken: a home is somebody's."""
    if lecture.lieu and sur_place.at_home(context, there):
        return "", [render_line(AT_HOME, lieu=lecture.lieu)]
    return lecture.lieu, []


def _same_site(context: Context, lecture: Lecture) -> str | None:
    """Where the binôme was before, or yesterday, when the message says so and names no site."""
    if not lecture.meme_lieu or lecture.sites:
        return None
    since, until = context.now - timedelta(days=7), None
    if lecture.comme_hier:
        until = at(journee_de(context.now), time(0)) + NIGHT_ENDS
        since = until - timedelta(days=1)
    last = journal.last_place(context.tx, context.person, since, until)
    slug = context.programme.site_slugs[last.row.site_id] if last else None
    return slug if slug and context.programme.config.site(slug).actif else None


def _candidates(context: Context, lecture: Lecture, same: str | None, there: Answers) -> list[str]:
    """The site said, else that of the presence; several, or none, when it must be asked.

    « Comme hier » said on another site than yesterday's has two meanings: both are offered.
    """
    here = sur_place.site_of(context, there)
    if same:
        return list(dict.fromkeys([here.slug, same] if here else [same]))
    if here and (not lecture.sites or here.slug in lecture.sites):
        return [here.slug]
    return lecture.sites


@dataclass(frozen=True)
class Compris:
    """The entry as it would be recorded now."""

    config: Dispositif
    answers: Answers

    @property
    def lu(self) -> Mapping[str, Any]:
        """The message's own reading; empty in a conversation that no message began."""
        lu: Mapping[str, Any] = LU.of(self.answers) or {}
        return lu

    def candidates(self, key: str) -> tuple[str, ...]:
        """The several meanings of a word of the message, to be asked; none when it has one."""
        choices = tuple(self.lu.get(key) or ())
        return choices if len(choices) > 1 else ()

    def single(self, key: str) -> str | None:
        """Changed by hand, else chosen among several, else said."""
        if key in self.answers:
            choice: str | None = self.answers[key]
            return choice
        if self.candidates(key):
            return self.answers.get(doubt_step(key))
        return next(iter(self.lu.get(key) or ()), None)

    def several(self, key: str) -> list[str]:
        slugs: list[str] = self.answers.get(key, self.lu.get(key)) or []
        return slugs

    @property
    def comptes(self) -> dict[str, int]:
        typed = self.answers.get("comptes")
        counts: dict[str, int] = typed["comptes"] if typed else self.lu.get("comptes") or {}
        return counts

    @property
    def site(self) -> Site | None:
        return self.config.site(self.answers["site"]) if self.answers.get("site") else None

    @property
    def categorie(self) -> Categorie | None:
        slug = self.single("categorie")
        return self.config.categorie(slug) if slug else None

    @property
    def danger(self) -> bool:
        """Said in the message, or by its own button; a thing only can be in danger of harming."""
        urgent = self.lu.get("danger") or self.answers.get("envoi") == "danger"
        return bool(urgent and self.categorie)

    @property
    def urgence(self) -> Urgence:
        """Of the defect; raises LookupError when there is none."""
        if self.categorie is None:
            raise LookupError("no defect was said")
        usual = self.config.urgence(self.categorie.urgence)
        return self.config.most_urgent if self.danger else usual

    @property
    def service(self) -> str:
        """The first that the routing table names for this defect on this site."""
        if self.categorie is None or self.site is None:
            raise LookupError("no defect was said, or its site is not known")
        return self.config.route(self.categorie.slug, site=self.site.slug)[0]

    @property
    def lieu(self) -> str:
        lieu: str | None = self.answers.get("lieu", self.lu.get("lieu"))
        return lieu or ""

    @property
    def ou(self) -> str:
        """« Site A, devant le 12 »."""
        label = self.site.label if self.site else ""
        return f"{label}, {self.lieu}" if self.lieu else label

    @property
    def heure(self) -> datetime | None:
        stamp = self.answers.get("heure", self.lu.get("heure"))
        return from_stamp(stamp) if stamp else None

    @property
    def observe(self) -> bool:
        """Something was seen of the place itself."""
        seen = self.single("ambiance") or self.single("frequentation")
        return bool(seen or self.several("positifs") or self.several("mesusages"))

    @property
    def something(self) -> bool:
        """There is something to record."""
        return bool(self.comptes or self.observe or self.categorie or self.single("conflit"))


def of(context: Context, answers: Answers) -> Compris:
    return Compris(context.programme.config, answers)


def presence_at(context: Context, answers: Answers, le: datetime) -> int | None:
    """The presence of that instant, running or over, when it is on the site that was said."""
    presence_id = PRESENCE.of(answers)
    running = context.tx.get(Presence, presence_id) if presence_id else None
    row = running if running and running.debut <= le else _over(context, le)
    here = row and row.site_id == context.programme.sites.get(str(answers.get("site")))
    return row.id if row and here else None
