"""Words that may name somebody wait for their author: nothing is read, kept or sent before."""

from __future__ import annotations

import json

import pytest

from bot.chat import mots_perimes
from bot.chat.verification import ERASED, HELD
from storage.models import Alerte, Audit, Note, Outbox, Rencontre, Signalement
from storage.models import Conversation as Talk
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATRICE, Team
from tests.handlers.signalement.test_signalement import picture

NOM = "Mme Durand-Exemple"
PLACE = f"devant chez {NOM}"
ASKED = "Rien n'est noté encore."
TO_SAY = "(lieu à préciser par la coordination)"


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def where(team: Team) -> Team:
    """A signalement whose place is asked."""
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage")
    return team


def leaving(team: Team) -> str:
    """All that was ever written for somebody else, whatever became of it."""
    return json.dumps(
        [row.contenu for row in team.rows(Outbox) if row.adresse != str(MEDIATRICE)],
        ensure_ascii=False,
    )


def only_signalement(team: Team) -> Signalement:
    (row,) = team.rows(Signalement)
    return row


def test_nothing_is_read_before_its_author_says_what_to_do(street: Team) -> None:
    said = where(street).says(MEDIATRICE, PLACE)
    assert ASKED in said
    assert f"devant chez <b><u>{NOM}</u></b>" in said
    assert street.labels(MEDIATRICE) == [
        "✂️ Remplacer par « une personne »",
        "✏️ Réécrire",
        "📍 C'est un lieu",
        "Garder…",
    ]
    assert [*street.rows(Signalement), *street.rows(Note), *street.rows(Audit)] == []
    assert NOM not in leaving(street)


def test_replaced_it_goes_on_and_is_kept_nowhere(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    said = street.taps(MEDIATRICE, "✂️ Remplacer")
    assert "Site A, devant chez une personne" in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    row = only_signalement(street)
    assert (row.lieu, row.lieu_verifie) == ("devant chez une personne", True)
    assert NOM not in leaving(street)
    assert not any(NOM in str(one.answers) for one in street.rows(Talk))
    assert "aucune donnée nominative" in leaving(street)
    assert street.presses(MEDIATRICE, *pressed_before(street)) == (
        "Ces mots n'attendent plus de réponse."
    )


def test_nicknames_initials_and_first_names_in_lower_case_wait_too(street: Team) -> None:
    """None of them is announced by « Mme »; quotation marks go with the nickname."""
    notes = {
        '"Bibi" fait la loi dans le hall B': '<b><u>"Bibi"</u></b>',
        "dispute avec K.D. et le bailleur": "<b><u>K.D.</u></b>",
        "le gardien ahmed a nettoyé le local": "<b><u>le gardien ahmed</u></b>",
    }
    for typed, shown in notes.items():
        said = street.says(MEDIATRICE, typed)
        assert ASKED in said, typed
        assert shown in said, said
        street.taps(MEDIATRICE, "✏️ Réécrire")
    assert street.rows(Note) == []
    for place in ("la cité surnommée le Bronx, banc cassé", "C.C.A.S. et M.J.C., 8 ados"):
        assert ASKED not in street.says(MEDIATRICE, place)


def test_what_hides_in_a_text_hides_nobody(street: Team) -> None:
    """Marks without width, blanks that are letters, other alphabets, digits in little frames."""
    keycaps = "".join(f"{digit}\ufe0f\u20e3" for digit in "0639981234")
    disguised = (
        "\u034f".join("Mme Durand se plaint"),
        "\u200d".join("Mme Durand se plaint"),
        "\u041cm\u0435 Durand se plaint",
        "M m e D u r a n d se plaint",
        "d u r a n d du 4e menace",
        f"rappeler {keycaps}",
        "rappeler \u0660\u0666 39 98 12 34",
        "l'ado \U0001d40a\U0001d41e\U0001d42f\U0001d422\U0001d427 a cassé la vitre",
    )
    for typed in disguised:
        assert ASKED in street.says(MEDIATRICE, typed), ascii(typed)
        street.taps(MEDIATRICE, "✏️ Réécrire")
    assert ASKED not in street.says(MEDIATRICE, "8 ados 👨‍👩‍👧 au city ☀️")
    assert ASKED not in street.says(MEDIATRICE, "3 ados halls A B C D")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("06*39*98*12*34 hall B", "06*39*98*12*34"),
        ("épave 5678 vz 80", "5678 vz 80"),
        ("devant chez M. Untel", "M. Untel"),
        ("rdc bât A", None),
    ],
)
def test_a_number_typed_anyhow_is_shown_and_a_floor_alone_is_a_place(
    street: Team, typed: str, shown: str | None
) -> None:
    said = where(street).says(MEDIATRICE, typed)
    assert (ASKED in said) is (shown is not None)
    assert (f"<b><u>{shown}</u></b>" if shown else typed) in said


def pressed_before(team: Team) -> tuple[int, str]:
    """A button of the question, as an old screen still shows it."""
    return next(iter(team.phones[MEDIATRICE])), "g:vt:1:remplacer"


def test_rewritten_it_is_asked_again(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    assert "Où ?" in street.taps(MEDIATRICE, "✏️ Réécrire")
    assert "Site A, devant le 12" in street.says(MEDIATRICE, "devant le 12")


def test_a_kept_place_leaves_without_whoever_it_names_and_is_reread(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    street.taps(MEDIATRICE, "Garder", "🤝 L'équipe", "✅ Envoyer")
    assert f"devant chez une personne {TO_SAY}" in leaving(street)
    assert street.rows(Alerte), "an alert does not wait"
    assert NOM not in "".join(
        json.dumps(one.contenu) for one in street.rows(Outbox) if one.canal == "email"
    )
    (audit,) = street.rows(Audit)
    assert (audit.acte, audit.detail) == ("garder_texte", "suivi:personne")
    asked = street.says(COORDINATION, "📝 À relire")
    assert PLACE in asked
    assert "⚠️ Désigne peut-être quelqu'un" in asked
    street.taps(COORDINATION, "✏️ Corriger")
    street.says(COORDINATION, "devant le 12")
    row = only_signalement(street)
    assert (row.lieu, row.lieu_verifie) == ("devant le 12", True)
    street.taps(COORDINATION, "↩️ Annuler")
    row = only_signalement(street)
    assert (row.lieu, row.lieu_verifie) == (PLACE, False)


def test_a_place_is_one_here_and_everywhere_once_the_coordination_agrees(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    street.taps(MEDIATRICE, "📍 C'est un lieu", "✅ Envoyer")
    assert only_signalement(street).lieu == PLACE
    assert only_signalement(street).lieu_verifie is True
    assert TO_SAY not in leaving(street)
    assert ASKED in where(street).says(MEDIATRICE, PLACE), "learned by nobody yet"
    street.taps(MEDIATRICE, "✏️ Réécrire", "✖️")
    assert "📍 Un lieu, et personne ?" in street.says(COORDINATION, "📝 À relire")
    street.taps(COORDINATION, "✅ Valider")
    assert f"Site A, {PLACE}" in where(street).says(MEDIATRICE, PLACE)


def test_a_place_that_is_somebody_is_shown_no_more(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    street.taps(MEDIATRICE, "📍 C'est un lieu", "✅ Envoyer")
    street.says(COORDINATION, "📝 À relire")
    street.taps(COORDINATION, "🚫 Ne pas diffuser")
    assert only_signalement(street).lieu_verifie is False


@pytest.mark.parametrize("how", ["a sentence", "a caption", "an edit"])
def test_a_sentence_a_caption_and_an_edit_wait_alike(street: Team, how: str) -> None:
    clean, named = "8 ados calme", f"8 ados calme, vu avec {NOM}"
    if how == "an edit":
        street.says(MEDIATRICE, clean)
        assert ASKED in street.edits(MEDIATRICE, named)
    elif how == "a caption":
        assert ASKED in street.sends(MEDIATRICE, picture(caption=f"lampadaire HS chez {NOM}"))
    else:
        assert ASKED in street.says(MEDIATRICE, named)
    typed, _hour = street.written[MEDIATRICE]
    assert NOM not in street.taps(MEDIATRICE, "✂️ Remplacer")
    street.taps(MEDIATRICE, "✅ En")
    street.clock.advance(ERASED)
    street.deliver()
    assert street.deleted == [typed], "what was refused leaves the chat, a photo once it has come"
    if how == "a caption":
        assert only_signalement(street).lieu_verifie is True
    else:
        assert sum(row.nombre for row in street.rows(Rencontre)) == 9
    assert NOM not in leaving(street)


def test_what_waits_half_an_hour_is_gone_and_said(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    street.rings(mots_perimes.give_up)
    street.clock.advance(HELD)
    street.rings(mots_perimes.give_up)
    street.deliver()
    assert "rien n'est noté</b>" in street.reads(MEDIATRICE)
    assert not any(NOM in said for said in street.shown(MEDIATRICE))
    assert not any(NOM in str(one.answers) for one in street.rows(Talk))
    assert "Site A, devant le 12" in street.says(MEDIATRICE, "devant le 12")


def test_danger_is_answered_by_numbers_and_nothing_is_asked(street: Team) -> None:
    words = "petite fille battue par son père, des bleus"
    said = street.says(MEDIATRICE, words)
    assert [number in said for number in ("119", "3919", "17", "112")] == [True] * 4
    assert "de vive voix, à la coordination aussi" in said
    assert street.labels(MEDIATRICE) == ["Personne n'est en danger"]
    assert ASKED in street.taps(MEDIATRICE, "Personne n'est en danger")


def test_the_numbers_to_call_stay_on_the_screen(street: Team) -> None:
    shown = street.says(MEDIATRICE, "petite fille battue par son père")
    street.clock.advance(HELD)
    street.rings(mots_perimes.give_up)
    street.deliver()
    assert street.reads(MEDIATRICE) == shown
    assert not any("battue" in str(one.answers) for one in street.rows(Talk))


def test_its_own_message_edited_takes_the_place_of_what_waited(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    assert ASKED in street.edits(MEDIATRICE, "devant chez M. Durand-Exemple")
    assert "Site A, devant le 12" in street.edits(MEDIATRICE, "devant le 12")
    assert sum(said == "✏️ Message modifié." for said in street.shown(MEDIATRICE)) == 2
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert only_signalement(street).lieu == "devant le 12"


def test_what_the_question_has_left_behind_is_not_noted(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    street.taps(MEDIATRICE, "📌 Site A")
    said = street.taps(MEDIATRICE, "✂️ Remplacer")
    assert said.startswith("La question a changé depuis")
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert only_signalement(street).lieu == ""


@pytest.mark.parametrize("forged", ["lieu", "n-importe-quoi"])
def test_what_no_button_offered_is_not_done(street: Team, forged: str) -> None:
    where(street).says(MEDIATRICE, "devant le 12, appeler le 06 39 98 12 34")
    message, data = street.button(MEDIATRICE, "✂️ Remplacer")
    said = street.presses(MEDIATRICE, message, f"{data.rpartition(':')[0]}:{forged}")
    assert said == "Ce bouton n'est plus reconnu."
    assert street.rows(Note) == []
    assert "06 39" not in street.taps(MEDIATRICE, "✂️ Remplacer")


def test_nobody_else_answers_for_its_author(street: Team) -> None:
    where(street).says(MEDIATRICE, PLACE)
    message, data = street.button(MEDIATRICE, "✂️ Remplacer")
    assert street.presses(AUTRE_BINOME, message, data) == "Ces mots n'attendent plus de réponse."
    assert "Site A, devant chez une personne" in street.taps(MEDIATRICE, "✂️ Remplacer")
