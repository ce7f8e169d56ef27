"""One URL says which SMTP server, and how."""

from __future__ import annotations

import pytest

from bot.channels.email.server import parse_smtp_url


def test_each_scheme_has_its_port_and_its_encryption() -> None:
    plain = parse_smtp_url("smtp://mail.example.org")
    tls = parse_smtp_url("smtps://mail.example.org")
    upgraded = parse_smtp_url("smtp+starttls://mail.example.org:2525")
    assert (plain.port, plain.tls, plain.starttls) == (25, False, False)
    assert (tls.port, tls.tls, tls.starttls) == (465, True, False)
    assert (upgraded.port, upgraded.tls, upgraded.starttls) == (2525, False, True)


def test_a_password_may_hold_any_character_and_is_never_shown() -> None:
    server = parse_smtp_url("smtp://carnet%40example.org:p%40ss%3A%2F@mail.example.org")
    assert (server.user, server.password) == ("carnet@example.org", "p@ss:/")
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize("url", ["", "mail.example.org", "http://mail.example.org", "smtp://"])
def test_anything_else_is_refused_with_what_is_expected(url: str) -> None:
    with pytest.raises(ValueError, match="attendu : smtp://"):
        parse_smtp_url(url)
