"""What stands for a line that left the file: its slug, offered to nobody."""

from __future__ import annotations

from tests.storage.dispositif_cast import example


def test_a_word_that_left_the_file_is_said_by_its_slug() -> None:
    amiens = example("amiens")
    for gone in (
        amiens.categorie("nulle-part"), amiens.urgence("nulle-part"), amiens.public("nulle-part"),
        amiens.comite("nulle-part"), amiens.type_lieu("nulle-part"), amiens.tranche("nulle-part"),
        amiens.element("mesusages", "nulle-part"),
    ):  # fmt: skip
        assert (gone.label, gone.actif) == ("nulle-part", False)
    assert amiens.route("nulle-part", site="site-a") == (amiens.repli.slug,)
