"""The packaged examples, and what the rest of the program asks of a dispositif."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from pydantic import ValidationError

from bot.domain.interventions import semaine_n
from bot.domain.periodes import VACANCES, reperes_at, split
from bot.domain.vies.signalement import StatutSignalement
from storage.dispositif import Dispositif, actifs, load, packaged, warnings, who_receives
from tests.storage.dispositif_cast import AMIENS, edited


@pytest.fixture(scope="module")
def amiens() -> Dispositif:
    return load(packaged("amiens"))


@pytest.fixture(scope="module")
def mons() -> Dispositif:
    return load(packaged("mons"))


@pytest.mark.parametrize("name", ["amiens", "mons"])
def test_a_packaged_example_loads_without_a_warning_and_says_it_is_one(name: str) -> None:
    dispositif = load(packaged(name))
    assert dispositif.exemple
    assert all(site.exemple for site in dispositif.sites)
    assert warnings(dispositif) == ()


@pytest.mark.parametrize("name", ["amiens", "mons"])
def test_every_line_of_every_list_says_where_it_comes_from(name: str) -> None:
    dispositif = load(packaged(name))
    lines = [
        *(line for liste in dispositif.listes.values() for line in liste),
        *dispositif.publics, *dispositif.roles, *dispositif.ambiance, *dispositif.frequentation,
        *dispositif.types_lieu, *dispositif.urgences, *dispositif.services,
        *dispositif.categories, *dispositif.comites, *dispositif.quartiers, *dispositif.sites,
        *dispositif.commanditaires, *dispositif.presence.modes, *dispositif.periodes.tranches,
        *dispositif.annuaire,
    ]  # fmt: skip
    assert [line.slug for line in lines if not line.source] == []


def test_only_example_domains_are_in_the_packaged_files() -> None:
    for name in ("amiens", "mons"):
        dispositif = load(packaged(name))
        emails = [email for service in dispositif.services for email in service.emails]
        emails += [d.email for comite in dispositif.comites for d in comite.destinataires]
        emails += [one.email for one in dispositif.annuaire if one.email]
        assert all(one.exemple and one.telephone is None for one in dispositif.annuaire)
        assert emails
        assert all(email.endswith(".example.org") for email in emails)


def test_amiens_has_its_seven_quartiers_and_a_comite_for_each_territoire(
    amiens: Dispositif,
) -> None:
    assert len(amiens.quartiers) == 7
    followed = {c.territoire for c in amiens.comites if c.sorte == "operationnel"}
    assert followed == {territoire.slug for territoire in amiens.territoires}
    technique = amiens.comite("comite-technique")
    assert technique.territoire is None
    assert (technique.jour, technique.heure) == ("lun", time(8))


def test_amiens_is_as_its_call_for_projects_asks(amiens: Dispositif) -> None:
    """One binôme, two or three sites, some 60 % of 35 hours (000 l.103, l.120, l.142)."""
    assert len(amiens.binomes) == 1
    planned = {slot.site for slot in amiens.creneaux}
    assert planned == {one.site for one in amiens.interventions}
    assert 2 <= len(planned) <= 3
    hours = sum(slot.a.hour - slot.de.hour for slot in amiens.creneaux)
    assert abs(100 * hours / amiens.presence.heures_semaine - 60) <= 5
    for comite in (one for one in amiens.comites if one.sorte in ("operationnel", "technique")):
        seated = {one.role for one in comite.destinataires}
        assert "Service de médiation – Ville d'Amiens" in seated
        assert not comite.operationnel or "Porteur de projet" in seated


def test_mons_meets_those_whom_its_deliberation_names(mons: Dispositif) -> None:
    kinds = {one.type for one in mons.annuaire}
    assert {"prevention-specialisee", "transporteur", "sante-acteur", "acces-droit"} <= kinds
    assert {"sante", "droit-justice", "aide-victimes", "mobilite"} <= {
        domaine for one in mons.annuaire for domaine in one.domaines
    }


def test_week_47_of_2026_is_week_7_of_13_on_site_a(amiens: Dispositif) -> None:
    intervention = next(i for i in amiens.interventions if i.site == "site-a")
    assert semaine_n(intervention.debut, intervention.fin, date(2026, 11, 16)) == (7, 13)
    due = {echeance.slug: echeance.date for echeance in amiens.echeances(intervention)}
    assert due["premier-comite"] == date(2026, 10, 13)
    assert due["mesure-impact"] == date(2027, 4, 5)


def test_groups_come_in_the_order_of_the_file(amiens: Dispositif) -> None:
    assert amiens.groupes() == (
        "Dépôt, encombrants", "Éclairage", "Porte, hall", "Tag", "Voirie, trottoir",
        "Mobilier, jeux", "Espaces verts", "Épave, stationnement", "Autre",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bati", "default"), [(False, "vt-eclairage-public"), (True, "vt-eclairage-communs")]
)
def test_the_default_category_of_a_group_suits_the_place(
    amiens: Dispositif, bati: bool, default: str
) -> None:
    found = amiens.categories_of("Éclairage", bati=bati)
    assert found[0].slug == default
    assert len(found) == 3


def test_no_group_takes_danger_as_its_default(amiens: Dispositif) -> None:
    defaults = [
        amiens.categories_of(groupe, bati=bati)[0]
        for groupe in amiens.groupes()
        for bati in (False, True)
    ]
    assert all(category.urgence != "u1" for category in defaults)


@pytest.mark.parametrize(
    ("categorie", "site", "expected"),
    [
        ("vt-eclairage-public", "site-a", ("sv-eclairage",)),
        ("vt-tag", "site-a", ("sv-proprete",)),
        ("vt-tag", "site-c", ("sv-bailleur",)),
        ("vt-autre", None, ("sv-direction-proximite",)),
    ],
)
def test_in_amiens_the_place_decides_between_the_town_and_the_landlord(
    amiens: Dispositif, categorie: str, site: str | None, expected: tuple[str, ...]
) -> None:
    assert amiens.route(categorie, site=site) == expected


def test_a_rule_may_tell_two_services(amiens: Dispositif) -> None:
    told = amiens.route("vt-encombrants", site="site-a", type_lieu="abords-ecole")
    assert told == ("sv-proprete", "sv-mediation-ville")


def test_every_category_reaches_someone_in_writing_wherever_it_is_seen() -> None:
    for name in ("amiens", "mons"):
        dispositif = load(packaged(name))
        for category in actifs(dispositif.categories):
            for site in dispositif.sites:
                for lieu in dispositif.types_lieu:
                    told = dispositif.route(category.slug, site=site.slug, type_lieu=lieu.slug)
                    assert told
                    assert all(dispositif.service(slug).joignable for slug in told)


@pytest.mark.parametrize(
    ("site", "landlord"),
    [("site-a", "sv-vilogia"), ("site-b", "sv-partenord"), ("site-c", "sv-logis-metropole")],
)
def test_in_mons_each_landlord_is_told_of_its_own_stock(
    mons: Dispositif, site: str, landlord: str
) -> None:
    assert mons.route("vt-ferme-porte", site=site) == (landlord,)
    assert mons.route("vt-tag", site=site, type_lieu="rue") == ("sv-proprete",)


def test_mons_differs_from_amiens_by_its_file_alone(mons: Dispositif) -> None:
    ville = next(c for c in mons.commanditaires if c.coordonnateur)
    assert (ville.part_pct, ville.plafond_eur) == (28, 45_000)
    stock = {s.label: s.nb_logements for s in mons.services if s.bailleur}
    assert stock == {"Vilogia": 1115, "Partenord Habitat": 1219, "Logis Métropole": 510}
    assert len(mons.liste("activites")) == 8
    assert next(m for m in mons.presence.modes if m.slug == "domicile").actif
    assert mons.convention.fin_max == date(2019, 8, 31)


def test_home_visits_are_off_in_amiens(amiens: Dispositif) -> None:
    assert "domicile" not in {mode.slug for mode in actifs(amiens.presence.modes)}


def test_the_states_of_a_signalement_have_their_labels(amiens: Dispositif) -> None:
    assert {e.slug for e in amiens.liste("statuts_signalement")} == {
        s.value for s in StatutSignalement
    }


def test_partners_of_a_domain_come_with_those_of_the_quartier_first(amiens: Dispositif) -> None:
    found = [one.slug for one in amiens.partenaires("parentalite", "amiens-nord")]
    assert found == ["pa-centre-social-nord", "pa-reussite-educative", "pa-centre-social-etouvie"]
    assert amiens.partenaire("pa-ccas").label == "CCAS"
    assert len(amiens.partenaires(None, None)) == len(amiens.annuaire)


def test_a_request_leads_to_a_domain_where_the_file_says_so(mons: Dispositif) -> None:
    types = {one.slug: one.domaine for one in mons.liste("sollicitations")}
    assert types["emploi-formation"] == "emploi"
    assert types["autre-sollicitation"] is None
    assert all(mons.partenaires(domaine, None) for domaine in (types["emploi-formation"], None))


def test_typed_words_lead_to_publics(amiens: Dispositif) -> None:
    alias = amiens.alias_publics()
    assert alias["ado"] == "ados"
    assert alias["commerçant"] == "commercant"
    assert amiens.public(alias["aîné"]).label == "60 ans et plus"


def test_the_calendar_knows_zone_b_and_bank_holidays(amiens: Dispositif) -> None:
    calendrier = amiens.calendrier()
    assert VACANCES in reperes_at(datetime(2026, 10, 20, 12, tzinfo=UTC), calendrier)
    assert reperes_at(datetime(2026, 11, 2, 12, tzinfo=UTC), calendrier) == ()
    assert reperes_at(datetime(2026, 11, 11, 12, tzinfo=UTC), calendrier) == ("jour-ferie",)
    assert amiens.calendrier() is calendrier


def test_the_evening_of_the_story_splits_as_the_mediators_read_it(amiens: Dispositif) -> None:
    start = datetime(2026, 11, 20, 16, 4, tzinfo=UTC)
    found = split(start, start + timedelta(hours=3, minutes=48), amiens.calendrier())
    assert [(s.tranche, s.minutes) for s in found] == [("journee", 56), ("soiree", 172)]


def test_school_holidays_are_declared_unknown_where_the_calendar_ends() -> None:
    late = edited("fin: 2028-03-31", "fin: 2028-12-31")
    assert late.calendrier().vacances_connues == date(2028, 8, 31)
    assert any("Vacances scolaires inconnues après le 2028-08-31" in w for w in warnings(late))


def test_school_holidays_written_in_the_file_are_added() -> None:
    autumn = '[{label: "Toussaint 2028", du: 2028-10-21, reprise: 2028-11-06}]'
    late = edited("    periodes: []", f"    periodes: {autumn}")
    assert VACANCES in reperes_at(datetime(2028, 10, 25, 12, tzinfo=UTC), late.calendrier())
    assert late.calendrier().vacances_connues == date(2028, 11, 6)


def test_the_page_of_receivers_names_every_category_service_and_recipient(
    amiens: Dispositif,
) -> None:
    page = who_receives(amiens)
    for label in (
        *(c.label for c in actifs(amiens.categories)),
        *(s.label for s in actifs(amiens.services)),
        *(p.email or p.label for p in amiens.annuaire),
        *(d.email for c in amiens.comites for d in c.destinataires),
    ):
        assert label in page
    assert "exemple, à adapter" in page
    assert "Comité opérationnel Ouest (ouest), chaque lundi à 08:00" in page
    assert "Secours : 112, 17, 18, 15        téléphone seulement" in page


def test_the_page_of_receivers_shows_groups_and_phones() -> None:
    page = who_receives(
        edited(
            'emails: ["eclairage@amiens.example.org"]',
            'telegram: -1001234, telephone: "00 00 00 00 00"',
        )
    )
    assert "Éclairage public                 groupe Telegram -1001234, tél. 00 00" in page


def test_a_dispositif_never_changes_once_loaded(amiens: Dispositif) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        amiens.nom = "autre"  # type: ignore[misc]


def test_an_unknown_place_service_or_partner_raises(amiens: Dispositif) -> None:
    """Those that left the file come back from their rows: a slug that no row has is a fault."""
    for lookup in (
        amiens.site, amiens.service, amiens.quartier, amiens.territoire, amiens.binome,
        amiens.partenaire,
    ):  # fmt: skip
        with pytest.raises(KeyError, match="nulle-part"):
            lookup("nulle-part")


def test_a_retired_line_stays_readable_and_is_no_longer_offered() -> None:
    retired = edited(
        'slug: vt-nuisibles, label: "Nuisibles"',
        'slug: vt-nuisibles, actif: false, label: "Nuisibles"',
    )
    assert retired.categorie("vt-nuisibles").label == "Nuisibles"
    offered = retired.categories_of("Autre", bati=False)
    assert "vt-nuisibles" not in {category.slug for category in offered}


def test_hours_mean_what_they_show() -> None:
    assert "de: 17:00" in AMIENS
    slot = load(packaged("amiens")).creneaux[0]
    assert (slot.de, slot.a) == (time(17), time(21))
