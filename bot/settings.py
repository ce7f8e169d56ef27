"""Every setting, once: its name, its default, its meaning, and what to write when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

from bot.settings_checks import (
    BASE,
    FILE,
    IMAP,
    MATRIX,
    SMTP,
    held,
    long_keys,
    mailbox,
    matching,
    public,
    sender,
    some_files,
    split,
)

PREFIX = "CARNET_"
NEEDED_WITH_A_TOKEN = ("dispositif", "smtp_url", "mail_from", "public_url", "secret_key")
SECRETS = ("telegram_token", "database_url", "smtp_url", "secret_key", "retours_url", "matrix_url")
CODED = "dans un mot de passe, @ s'écrit %40, / %2F, # %23, ? %3F"


class SettingsError(Exception):
    """What is wrong, one French line for each faulty variable; no value is ever repeated."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _setting(default: Any, meaning: str, mend: str, **options: Any) -> Any:
    """A setting's default, its meaning and what to write instead of a wrong value, in French."""
    return Field(default, description=meaning, json_schema_extra={"mend": mend}, **options)


class Settings(BaseModel):
    """What the environment says, checked. Nothing secret shows in its repr."""

    model_config = ConfigDict(frozen=True)

    telegram_token: Annotated[SecretStr, matching(r"\d{6,12}:[A-Za-z0-9_-]{20,}")] | None = (
        _setting(
            None,
            "Jeton du bot, donné par @BotFather. Sans lui, le terrain d'entraînement démarre.",
            "recopiez le jeton donné par @BotFather, de la forme « 123456789:AAE… »",
        )
    )
    telegram_api_url: Annotated[str, matching(r"https?://[^\s/]+(/\S*)?")] = _setting(
        "https://api.telegram.org",
        "Serveur de la Bot API.",
        "donnez une adresse complète, par exemple https://api.telegram.org",
    )
    database_url: Annotated[str, matching(BASE)] = _setting(
        "sqlite:///var/carnet.db",
        "Base de données : un fichier SQLite, ou PostgreSQL.",
        "écrivez sqlite:///chemin/carnet.db ou postgresql://utilisateur:secret@serveur/base ; "
        + CODED,
        repr=False,
    )
    dispositif: Annotated[str, AfterValidator(some_files)] = _setting(
        "amiens",
        "Fichier YAML du dispositif, ou nom d'un exemple fourni (amiens, mons). Plusieurs, "
        "séparés par des virgules : ils ne voient rien l'un de l'autre.",
        "donnez le chemin de votre fichier YAML, ou le nom d'un exemple fourni",
    )
    smtp_url: Annotated[str, matching(SMTP)] | None = _setting(
        None,
        "Serveur d'envoi des courriels : smtp://, smtps:// ou smtp+starttls://.",
        "écrivez smtp+starttls://utilisateur:secret@serveur:587 ; " + CODED,
        repr=False,
    )
    retours_url: Annotated[str, matching(IMAP)] | None = _setting(
        None,
        "Boîte où reviennent les courriels refusés : imaps:// (ou imap://, sur cette machine). "
        "Le bot n'y lit que les avis de non-remise.",
        "écrivez imaps://utilisateur:secret@serveur/INBOX ; " + CODED,
        repr=False,
    )
    matrix_url: Annotated[str, matching(MATRIX)] | None = _setting(
        None,
        "Compte Matrix (Tchap) du bot, pour les services qui ont un salon : le serveur, avec le "
        "nom du compte et son mot de passe, ou avec son jeton seul.",
        "écrivez https://carnet:secret@matrix.example.org, ou https://jeton@… ; " + CODED,
        repr=False,
    )
    mail_from: Annotated[str, AfterValidator(sender)] | None = _setting(
        None,
        "Expéditeur des courriels.",
        "écrivez une adresse, par exemple « Carnet de rue <carnet@example.org> »",
    )
    public_url: Annotated[str, AfterValidator(public)] | None = _setting(
        None,
        "Adresse publique, en https, où s'ouvrent les liens des courriels.",
        "donnez une adresse en https, par exemple https://carnet.example.org",
    )
    secret_key: Annotated[SecretStr, AfterValidator(long_keys)] | None = _setting(
        None,
        "Clé qui signe les liens, 32 caractères au moins. Plusieurs clés, séparées par des "
        "virgules : la dernière signe, toutes sont acceptées.",
        "donnez une clé secrète d'au moins 32 caractères, par exemple le résultat de "
        "« openssl rand -hex 32 »",
    )
    http_host: str = _setting(
        "127.0.0.1",
        "Adresse d'écoute des pages web.",
        "donnez une adresse de cette machine, par exemple 127.0.0.1",
    )
    http_port: int = _setting(
        8080,
        "Port des pages web ; 0 prend un port libre.",
        "donnez un nombre de 0 à 65535",
        ge=0,
        le=65535,
    )
    photos_dir: Path = _setting(
        Path("var/photos"), "Dossier des photos.", "donnez le chemin d'un dossier"
    )
    sauvegardes_dir: Path = _setting(
        Path("var/sauvegardes"),
        "Dossier des sauvegardes, mieux sur un autre disque.",
        "donnez le chemin d'un dossier",
    )
    sauvegarde_cle: Annotated[str, matching(r"age1[0-9a-z]{58}")] | None = _setting(
        None,
        "Clé publique (`carnet cle`) pour qui chaque sauvegarde est chiffrée ; avec elle, le bot "
        "en fait une chaque jour. La clé privée se garde ailleurs.",
        "recopiez la clé publique, de la forme « age1… », donnée par « carnet cle »",
    )
    reseau_interne: Annotated[Literal["oui", "non"], BeforeValidator(str.lower)] = _setting(
        "non",
        "« oui » : webhook, guichet Open311, serveur Matrix peuvent être sur ce réseau-ci. "
        "Sinon, seules les adresses publiques en https sont jointes.",
        "écrivez oui ou non",
    )
    battement: Path | None = _setting(
        None,
        "Fichier touché chaque minute tant que tout va : son âge dit une panne à qui le "
        "surveille.",
        "donnez le chemin d'un fichier",
    )
    ping_url: Annotated[str, matching(r"https?://\S+")] | None = _setting(
        None,
        "Adresse appelée chaque minute tant que tout va : un service prévient quand plus rien ne "
        "l'appelle.",
        "donnez une adresse complète, en https",
        repr=False,
    )
    exploitant: Annotated[str, AfterValidator(mailbox)] | None = _setting(
        None,
        "Courriel de la personne qui tient la machine : elle apprend, une fois, ce qui ne va pas "
        "(disque, horloge, certificats, envois, messages mis de côté), puis que c'est fini.",
        "écrivez une adresse, par exemple exploitation@example.org",
    )
    traces: Annotated[Literal["oui", "non"], BeforeValidator(str.lower)] = _setting(
        "non",
        "« oui » : une ligne du journal pour chaque unité de travail (son nom, ses "
        "millisecondes), jamais un mot de personne. Pour comprendre une lenteur, le temps d'une "
        "heure.",
        "écrivez oui ou non",
    )
    terrain_semaines: int = _setting(
        0,
        "Terrain d'entraînement : semaines de passé simulé au départ ; 0, aucune.",
        "donnez un nombre de semaines de 0 à 260",
        ge=0,
        le=260,
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = _setting(
        "INFO",
        "Détail des journaux : DEBUG (terrain d'entraînement seulement), INFO, WARNING, ERROR.",
        "écrivez INFO, WARNING ou ERROR (DEBUG sur le terrain d'entraînement seulement)",
    )

    @property
    def dispositifs(self) -> tuple[str, ...]:
        """A path or the name of an example for each programme that is served."""
        return tuple(name.strip() for name in self.dispositif.split(","))

    @property
    def keys(self) -> tuple[str, ...]:
        """The signing keys, oldest first; empty on a practice ground that was given none."""
        return split(self.secret_key) if self.secret_key else ()


def load(environ: Mapping[str, str]) -> Settings:
    """Settings from `environ` (CARNET_…; an empty one counts as absent). Raises SettingsError."""
    values, problems = _given(environ), list(_unknown(environ))
    problems += _from_files(environ, values)
    lines = [*problems, *_reckless(values)]
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        wrong = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        lines += [f"{variable(name)} : valeur refusée ; {_mend(name)}" for name in wrong]
        raise SettingsError(tuple(lines)) from None
    if lines:
        raise SettingsError(tuple(lines))
    return settings


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    """The text of each setting that says something, by the name of its field."""
    told = {name.upper(): text for name, text in environ.items() if text.strip()}
    names = Settings.model_fields
    return {name: told[variable(name)] for name in names if variable(name) in told}


def _from_files(environ: Mapping[str, str], values: dict[str, str]) -> Iterator[str]:
    """Adds to `values` the secrets that files hold; what is wrong with one, in French."""
    told = {name.upper(): text.strip() for name, text in environ.items() if text.strip()}
    for name in SECRETS:
        if (named := told.get(variable(name) + FILE)) is None:
            continue
        found = held(named)
        if name in values:
            yield f"{variable(name)} et {variable(name)}{FILE} : gardez l'un des deux"
        elif not found:
            yield f"{variable(name)}{FILE} : fichier illisible ou vide ; donnez son chemin complet"
        else:
            values[name] = found


def variable(name: str) -> str:
    """The environment variable of a field: « smtp_url » is CARNET_SMTP_URL."""
    return PREFIX + name.upper()


def _mend(name: str) -> str:
    extra = Settings.model_fields[name].json_schema_extra
    return str(extra["mend"]) if isinstance(extra, dict) else ""


def _unknown(environ: Mapping[str, str]) -> Iterator[str]:
    variables = [variable(name) for name in Settings.model_fields]
    variables += [variable(name) + FILE for name in SECRETS]
    for name in sorted(environ):
        if name.upper().startswith(PREFIX) and name.upper() not in variables:
            near = get_close_matches(name.upper(), variables, n=1)
            every = f"connus : {', '.join(variables)}"
            advice = f"vouliez-vous dire {near[0]} ?" if near else every
            yield f"{name} : réglage inconnu ; {advice}"


def _reckless(values: Mapping[str, str]) -> Iterator[str]:
    """With a token, people and services are real: nothing may be left to chance."""
    if "telegram_token" not in values:
        return
    for name in NEEDED_WITH_A_TOKEN:
        if name not in values:
            yield f"{variable(name)} : manque, alors qu'un jeton est donné ; {_mend(name)}"
    if values.get("log_level", "").upper() == "DEBUG":
        yield (
            f"{variable('log_level')} : DEBUG écrirait dans les journaux ce que les gens "
            "écrivent ; avec un vrai jeton, mettez INFO"
        )
