"""What stands after the message was read, its doubts answered, and anything changed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.lecture.heures import at_clock, from_stamp
from bot.engine.conditions import Answers
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import Context
from handlers.saisie.entendre import LU, RANGES_MAX, over
from storage.dispositif import Categorie, Dispositif, Element, Partenaire, Site, Urgence
from storage.models import Presence

DOUBTS = ("ambiance", "frequentation", "categorie", "conflit")
"""Facts of one value: two words for one of them are a question."""
NO, YES = "non", "oui"
UNKNOWN = "?"
"""No partner's slug is written so."""


def doubt_step(key: str) -> str:
    """The step that asks which of two things the message says."""
    return f"{key}_dit"


def meanings(key: str) -> str:
    """The fact that holds these two things, as options."""
    return f"{key}_possibles"


def range_step(n: int) -> str:
    """The step that asks the number of the range `n` (from 0)."""
    return f"nombre_{n + 1}"


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
    def fourchettes(self) -> list[Mapping[str, Any]]:
        """Numbers that are asked: {"choix": [[public, n], …], "mots": …}."""
        ranges: list[Mapping[str, Any]] = self.lu.get("fourchettes") or []
        return ranges

    @property
    def reste(self) -> Mapping[str, Any]:
        """What was not understood, said otherwise: « comptes » or « heure »."""
        rest = self.answers.get("reste")
        return rest if isinstance(rest, dict) else {}

    @property
    def inconnus(self) -> list[str]:
        """Words still not understood: those that were said otherwise are."""
        said = set(self.lu.get("a_demander") or ()) if self.reste else set()
        return [words for words in self.lu.get("inconnus") or () if words not in said]

    @property
    def comptes(self) -> dict[str, int]:
        """People by public: typed again, else said, with the numbers that were asked."""
        typed = self.answers.get("comptes")
        if typed:
            counts: dict[str, int] = typed["comptes"]
            return counts
        total = dict(self.lu.get("comptes") or {})
        for public, n in self.reste.get("comptes", {}).items():
            total[public] = total.get(public, 0) + n
        for n in range(RANGES_MAX):
            public, _, count = (self.answers.get(range_step(n)) or "").partition(":")
            if int(count or 0):
                total[public] = total.get(public, 0) + int(count)
        return total

    @property
    def site(self) -> Site | None:
        return self.config.site(self.answers["site"]) if self.answers.get("site") else None

    @property
    def categorie(self) -> Categorie | None:
        """None when a near word turned out to mean something else."""
        if "categorie" not in self.answers and self.answers.get("devine_dit") == NO:
            return None
        slug = self.single("categorie")
        return self.config.categorie(slug) if slug else None

    @property
    def danger(self) -> bool:
        """Said in the message, or by a button of its own; only a thing can be in danger of
        harming."""
        buttons = (self.answers.get("envoi"), self.answers.get("blesse_dit"))
        return bool((self.lu.get("danger") or "danger" in buttons) and self.categorie)

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
    def jour(self) -> date | None:
        """The day that is known without its hour."""
        day = self.answers.get("jour_dit") or self.lu.get("jour")
        return date.fromisoformat(day) if day else None

    @property
    def heure(self) -> datetime | None:
        """Changed by hand, else said, else asked."""
        said = (self.answers.get("heure"), self.reste.get("heure"), self.lu.get("heure"))
        stamp = next(filter(None, (*said, self.answers.get("heure_dite"))), None)
        if stamp:
            return from_stamp(stamp)
        minutes = self.lu.get("minutes")
        if self.jour is None or minutes is None:
            return None
        hour, minute = divmod(int(minutes), 60)
        return at_clock(self.jour, hour, minute, from_stamp(self.lu["lu_le"]))

    @property
    def asks_hour(self) -> bool:
        """The day is known, and not its hour."""
        return (
            self.jour is not None
            and not self.lu.get("heure")
            and (self.lu.get("minutes") is None or "heure_dite" in self.answers)
        )

    @property
    def demande(self) -> Mapping[str, Any]:
        """The request that the message tells; empty for none."""
        told: Mapping[str, Any] | None = self.lu.get("demande")
        return told or {}

    def of_request(self, key: str) -> str | None:
        """« sujets », « reponses »: chosen, else said by a word of one meaning."""
        chosen: str | None = self.answers.get(key)
        said: list[str] = self.demande.get(key) or []
        return chosen or (said[0] if len(said) == 1 else None)

    @property
    def reponse(self) -> Element | None:
        slug = self.of_request("reponses")
        return self.config.element("reponses", slug) if slug else None

    @property
    def partenaires(self) -> tuple[Partenaire, ...]:
        """Those of the annuaire that the message may mean, on this site's quartier first."""
        kinds = self.demande.get("partenaires") or ()
        near = self.config.partenaires(None, self.site.quartier if self.site else None)
        meant = [partner for partner in near if partner.type in kinds]
        here = [p for p in meant if p.serves(self.site.quartier if self.site else None)]
        return tuple(here or meant)

    @property
    def partenaire(self) -> Partenaire | None:
        """To whom the person was sent; None while nobody is known."""
        chosen = self.answers.get("partenaires")
        if chosen:
            return None if chosen == UNKNOWN else self.config.partenaire(chosen)
        sends = self.reponse is not None and self.reponse.compte_comme == "orientation"
        meant = self.partenaires if sends else ()
        return meant[0] if len(meant) == 1 else None

    @property
    def domaine(self) -> str | None:
        """What the person needed, as the partner answers it (000 l.140)."""
        said, partner = self.of_request("sujets"), self.partenaire
        own = self.config.element("sollicitations", said).domaine if said else None
        known = partner.domaines if partner else ()
        return own if own in known or not known else known[0]

    @property
    def observe(self) -> bool:
        """Something was seen of the place itself."""
        seen = self.single("ambiance") or self.single("frequentation")
        return bool(seen or self.several("positifs") or self.several("mesusages"))

    @property
    def something(self) -> bool:
        """There is something to record."""
        told = self.comptes or self.observe or self.single("conflit") or self.demande
        return bool(told or self.categorie or self.answers.get("repare_dit") == YES)


def of(context: Context, answers: Answers) -> Compris:
    return Compris(context.programme.config, answers)


def presence_at(context: Context, answers: Answers, le: datetime) -> int | None:
    """The presence of that instant, running or over, when it is on the site that was said."""
    presence_id = PRESENCE.of(answers)
    running = context.tx.get(Presence, presence_id) if presence_id else None
    row = running if running and running.debut <= le else over(context, le)
    here = row and row.site_id == context.programme.sites.get(str(answers.get("site")))
    return row.id if row and here else None
