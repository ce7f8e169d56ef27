"""Settings: what is refused, in which words, and never with the value."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.configuration import rows
from bot.settings import SettingsError, load, variable

TOKEN = "123456789:" + "A" * 35
KEY = "k" * 32
LIVE = {
    "CARNET_TELEGRAM_TOKEN": TOKEN,
    "CARNET_DISPOSITIF": "/etc/carnet/amiens.yaml",
    "CARNET_SMTP_URL": "smtp+starttls://carnet:motdepasse@smtp.example.org:587",
    "CARNET_MAIL_FROM": "Carnet de rue <carnet@example.org>",
    "CARNET_PUBLIC_URL": "https://carnet.example.org/",
    "CARNET_SECRET_KEY": KEY,
}
README = Path(__file__).parents[2] / "README.md"


def refusal(**environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        load({variable(name): text for name, text in environ.items()})
    return refused.value.lines


def test_nothing_at_all_starts_the_practice_ground_on_this_machine() -> None:
    settings = load({"LANG": "fr_FR.UTF-8", "CARNET_SMTP_URL": " "})
    assert settings.telegram_token is None
    assert settings.smtp_url is None
    assert settings.keys == ()
    assert settings.database_url == "sqlite:///var/carnet.db"
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)


def test_a_complete_environment_is_read() -> None:
    settings = load(LIVE | {"CARNET_HTTP_PORT": "0", "CARNET_LOG_LEVEL": "warning"})
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.public_url == "https://carnet.example.org"
    assert settings.http_port == 0
    assert settings.log_level == "WARNING"


def test_only_the_given_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARNET_HTTP_PORT", "9999")
    assert load({}).http_port == 8080


def test_a_name_may_be_written_in_small_letters() -> None:
    assert load({"carnet_http_port": "80"}).http_port == 80


def test_a_secret_may_lie_in_a_file_and_in_one_place_only(tmp_path: Path) -> None:
    jeton = tmp_path / "jeton"
    jeton.write_text(f"{TOKEN}\n", encoding="utf-8")
    apart = {name: text for name, text in LIVE.items() if name != "CARNET_TELEGRAM_TOKEN"}
    settings = load(apart | {"CARNET_TELEGRAM_TOKEN_FILE": str(jeton)})
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    for given, said in (
        (LIVE | {"CARNET_TELEGRAM_TOKEN_FILE": str(jeton)}, "gardez l'un des deux"),
        (apart | {"CARNET_TELEGRAM_TOKEN_FILE": str(tmp_path / "rien")}, "fichier illisible"),
        (LIVE | {"CARNET_MAIL_FROM_FILE": str(jeton)}, "réglage inconnu"),
    ):
        with pytest.raises(SettingsError, match=said) as refused:
            load(given)
        assert TOKEN not in str(refused.value)


def test_a_sender_with_a_mark_that_nobody_sees_is_refused() -> None:
    hidden = "Carnet\N{RIGHT-TO-LEFT OVERRIDE} <carnet@example.org>"
    assert refusal(mail_from=hidden)[0].startswith("CARNET_MAIL_FROM : valeur refusée")


def test_nothing_secret_shows_when_it_is_printed() -> None:
    said = repr(load(LIVE | {"CARNET_DATABASE_URL": "postgresql://carnet:motdepasse@db/carnet"}))
    assert [word for word in (TOKEN, KEY, "motdepasse") if word in said] == []


def test_several_keys_are_told_apart_oldest_first() -> None:
    settings = load({"CARNET_SECRET_KEY": f"{'a' * 32}, {'b' * 40}"})
    assert settings.keys == ("a" * 32, "b" * 40)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("telegram_token", "not a token"),
        ("telegram_api_url", "api.telegram.org"),
        ("database_url", "mysql://base"),
        ("database_url", "sqlite:///:memory:"),
        ("smtp_url", "https://smtp.example.org"),
        ("matrix_url", "https://matrix.example.org"),
        ("matrix_url", "carnet:secret@matrix.example.org"),
        ("mail_from", "carnet"),
        ("mail_from", "carnet@localhost"),
        ("public_url", "carnet.example.org"),
        ("public_url", "http://carnet.example.org"),
        ("public_url", "https://"),
        ("public_url", "https://[carnet"),
        ("secret_key", "k" * 31),
        ("secret_key", f"{KEY},short"),
        ("http_port", "eighty"),
        ("http_port", "65536"),
        ("log_level", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(name: str, text: str) -> None:
    lines = [line for line in refusal(**{name: text}) if "valeur refusée" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{variable(name)} : valeur refusée ; ")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80"])
def test_links_in_clear_stay_on_this_machine(url: str) -> None:
    assert load({"CARNET_PUBLIC_URL": url}).public_url == url


def test_every_faulty_variable_has_its_line() -> None:
    lines = refusal(http_port="eighty", secret_key="short", telegram_token="x")
    named = {line.split(" ", 1)[0] for line in lines}
    assert named == {
        "CARNET_HTTP_PORT",
        "CARNET_SECRET_KEY",
        "CARNET_TELEGRAM_TOKEN",
        "CARNET_DISPOSITIF",
        "CARNET_SMTP_URL",
        "CARNET_MAIL_FROM",
        "CARNET_PUBLIC_URL",
    }


@pytest.mark.parametrize("missing", sorted(LIVE.keys() - {"CARNET_TELEGRAM_TOKEN"}))
def test_with_a_token_nothing_is_left_to_chance(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"{missing} : manque"):
        load({name: text for name, text in LIVE.items() if name != missing})


def test_debug_is_for_the_practice_ground_only() -> None:
    assert load({"CARNET_LOG_LEVEL": "debug"}).log_level == "DEBUG"
    with pytest.raises(SettingsError, match="CARNET_LOG_LEVEL"):
        load(LIVE | {"CARNET_LOG_LEVEL": "debug"})


def test_an_unknown_setting_is_refused_with_the_nearest() -> None:
    assert refusal(http_prot="80") == (
        "CARNET_HTTP_PROT : réglage inconnu ; vouliez-vous dire CARNET_HTTP_PORT ?",
    )
    assert "connus : CARNET_TELEGRAM_TOKEN" in refusal(qqqqqqqqqqqq="1")[0]


def test_no_secret_shows_in_a_repr_or_an_error() -> None:
    shown = repr(load(LIVE)) + str(load(LIVE))
    with pytest.raises(SettingsError) as refused:
        load(LIVE | {"CARNET_SECRET_KEY": "tooshort", "CARNET_SMTP_URL": "ftp://motdepasse@h"})
    said = shown + str(refused.value) + repr(refused.value) + repr(refused.value.__cause__)
    for secret in (TOKEN, KEY, "motdepasse", "tooshort"):
        assert secret not in said


def test_the_readme_shows_every_setting() -> None:
    text = README.read_text(encoding="utf-8")
    shown = text.partition("<!-- réglages -->\n")[2].partition("\n<!-- /réglages -->")[0]
    assert shown == readme_table()


def readme_table() -> str:
    """What the README holds between its markers."""
    lines = ["| Variable | Par défaut | Sens |", "|---|---|---|"]
    for row in rows():
        default = f"`{row.default}`" if row.default else ""
        lines.append(f"| `{row.name}` | {default} | {row.meaning} |")
    return "\n".join(lines)
