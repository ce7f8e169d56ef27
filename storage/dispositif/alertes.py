"""Lines of a dispositif file on who is told: urgences, services, routing, comités."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated, Final, Literal, Self

from pydantic import Field

from bot.domain.delais import Envoi
from bot.domain.mois import Frequence
from bot.domain.routing import Moment
from bot.domain.semaine import Jour, Semaine
from storage.dispositif.emails import Email
from storage.dispositif.entries import FileLine, FileSlug, Heure, Item, Label, Text
from storage.dispositif.machines import GuichetOpen311, Salon, Webhook


class Urgence(Item):
    """`envoi`: immediat; jour (07:00-21:00, else 07:00); lot (08:00), on a clock in Paris.

    `relire`: of what leaves with the lot, the coordination reads each first (COO-5).
    """

    delai_heures: Annotated[int, Field(ge=0)]
    telephone_d_abord: bool = False
    envoi: Envoi
    relire: bool = False

    @property
    def retenue(self) -> bool:
        """Whether it waits to be read: never what presses."""
        return self.relire and self.envoi == "lot"


NumeroSujet = Annotated[int, Field(gt=0)]
"""`message_thread_id` of the Bot API."""


class AdresseTerritoire(FileLine):
    """The mailboxes of a service for one territoire, in the place of its own."""

    territoire: FileSlug
    emails: Annotated[tuple[Email, ...], Field(min_length=1)]


class SujetSite(FileLine):
    """The topic of a service's group, where it is a forum, for what is on one site."""

    site: FileSlug
    sujet: NumeroSujet


class Service(Item):
    """Who mends; `telegram` is a group's id, `releve_par` who is told when this one is silent.

    `territoires`: where each has its own address, as every direction de proximité (000 l.67).
    `sujet`, `sujets`: the topic of its group, for all or site by site.
    `matrix`: its room there (Tchap). `webhook`, `open311`: its programs that hear of them too.
    """

    emails: tuple[Email, ...] = ()
    territoires: tuple[AdresseTerritoire, ...] = ()
    telegram: int | None = None
    sujet: NumeroSujet | None = None
    sujets: tuple[SujetSite, ...] = ()
    matrix: Salon | None = None
    webhook: Webhook | None = None
    open311: GuichetOpen311 | None = None
    telephone: Text | None = None
    repli: bool = False
    telephone_seulement: bool = False
    releve_par: FileSlug | None = None
    bailleur: bool = False
    nb_logements: Annotated[int, Field(gt=0)] | None = None

    @property
    def joignable(self) -> bool:
        """True when something written reaches it, in one territoire at least."""
        return self.partout or bool(self.territoires)

    @property
    def partout(self) -> bool:
        """The same, whatever the territoire."""
        more = self.matrix or self.webhook or self.open311
        return bool(self.emails or more) or self.telegram is not None

    @property
    def boites(self) -> tuple[str, ...]:
        """Its mailboxes, in every territoire."""
        return (*self.emails, *(email for one in self.territoires for email in one.emails))

    @property
    def guichet_seulement(self) -> bool:
        """True when its Open311 endpoint is all that reaches it, in some territoire at least."""
        others = self.emails or self.territoires or self.matrix or self.webhook
        return self.open311 is not None and not others and self.telegram is None

    def pour(self, territoire: str) -> Self:
        """The same service as that territoire writes to it."""
        for one in self.territoires:
            if one.territoire == territoire:
                return self.model_copy(update={"emails": one.emails})
        return self

    def sur(self, site: str) -> Self:
        """The same service, written to in the topic of that site."""
        topic = next((one.sujet for one in self.sujets if one.site == site), self.sujet)
        return self.model_copy(update={"sujet": topic})


class Categorie(Item):
    """A kind of defect (veille technique, 001 l.96); `bati` for what belongs to a building.

    `usuelle` is what the name of its group means, when nobody says more (« Éclairage »); a group
    of several kinds that has none is asked about.
    `choses` are things that mean this defect only when they are said to be broken (« lampadaire
    HS »), unlike its `mots`, which need nothing else (« encombrants »).
    `critere`: the criterion of the site grid that it is about (003 l.575).
    """

    groupe: Label
    urgence: FileSlug
    service: FileSlug
    service_si_bailleur: FileSlug | None = None
    motif: Text
    bati: bool = False
    usuelle: bool = False
    choses: tuple[Text, ...] = ()
    critere: FileSlug | None = None

    @property
    def vague(self) -> bool:
        """« Autre » says nothing: it needs a word, or a photo."""
        return self.label.casefold().startswith("autre")


class Regle(FileLine):
    """A line of the routing table: the first whose criteria all match wins.

    `moment`: « ouvre », when services are at work, or « astreinte », at any other hour. `rang`:
    lines of a lower one are asked first. `slug`: for a line that the bot wrote, or may retire.
    """

    slug: FileSlug | None = None
    actif: bool = True
    rang: Annotated[int, Field(ge=0)] = 100
    categorie: FileSlug | None = None
    groupe: Label | None = None
    type_lieu: FileSlug | None = None
    quartier: FileSlug | None = None
    bailleur: FileSlug | None = None
    moment: Moment | None = None
    services: Annotated[tuple[FileSlug, ...], Field(min_length=1)]
    source: Text | None = None


class Numero(FileLine):
    """An emergency number to call before anything else."""

    numero: Text
    label: Label


class Destinataire(FileLine):
    """A recipient is an address and a role, never a name.

    `attend`: no letter leaves for it before that; written by the bot, for an address of a domain
    that nobody of the dispositif had.
    `seance`: a guest of the meeting of that day only (000 l.82), written to in its week.
    """

    email: Email
    role: Text
    attend: datetime | None = None
    seance: date | None = None

    def recoit(self, jour: date | None) -> bool:
        """Whether a letter of that day is for it; of a guest, none without a day."""
        if self.seance is None or jour is None:
            return self.seance is None
        return Semaine.around(self.seance) == Semaine.around(jour)


SorteComite = Literal[
    "operationnel", "technique", "ville", "commanditaires", "veille", "clspd", "elus", "autre"
]
"""Who reads: a comité, the town's own médiation service (000 l.49), who orders and their
coordonnateur (001 l.51, l.59), a cellule de veille (001 l.92, 002 l.31), the CLSPD, élus."""
SIEGENT: Final = frozenset({"operationnel", "technique", "clspd", "autre"})
Profondeur = Literal["detail", "compte", "quartier"]
"""How deep: signalements one by one; counted, site by site; counted, quartier by quartier."""

PROFONDEURS: Final[Mapping[SorteComite, Profondeur]] = {
    "operationnel": "detail",
    "technique": "compte",
    "ville": "compte",
    "commanditaires": "compte",
    "veille": "quartier",
    "clspd": "quartier",
    "elus": "quartier",
    "autre": "compte",
}
"""What each reads unless the file says otherwise (§4.7)."""


class Comite(Item):
    """Who receives the point hebdo and the point mensuel; no territoire means all of them.

    `points`: which of the two. The first leaves every week on `jour`, the second on that day once
    the month is over (the first Monday after it), both at `heure` and `heure_mensuel` (Paris).
    """

    territoire: FileSlug | None = None
    sorte: SorteComite
    profondeur: Profondeur | None = None
    points: tuple[Frequence, ...] = ("hebdo", "mensuel")
    jour: Jour = "lun"
    heure: Heure = time(8)
    heure_mensuel: Heure = time(9)
    destinataires: tuple[Destinataire, ...] = ()

    def membres(self, jour: date) -> tuple[Destinataire, ...]:
        """Those who are of it on that day: not the guests of a meeting that is over."""
        return tuple(one for one in self.destinataires if one.seance is None or one.seance >= jour)

    @property
    def operationnel(self) -> bool:
        """Whether it follows one territoire, week after week (000 l.82)."""
        return self.sorte == "operationnel"

    @property
    def siege(self) -> bool:
        """Whether it meets, and decides; others only read."""
        return self.sorte in SIEGENT

    @property
    def lit(self) -> Profondeur:
        """How deep it reads; a signalement is told one by one to a single territoire alone."""
        asked = self.profondeur or PROFONDEURS[self.sorte]
        return "compte" if asked == "detail" and self.territoire is None else asked


class LigneQuotidienne(FileLine):
    """One line each day on Telegram: yesterday, and whether all left; `silencieuse`: no sound."""

    heure: Heure
    silencieuse: bool = False


class Coordination(FileLine):
    email: Email
    telephone: Text | None = None
    ligne_du_jour: LigneQuotidienne | None = None
