"""A signalement recorded and sent on its way, or an earlier one said to be still there."""

from __future__ import annotations

from bot.casework import coordination
from bot.casework import signalements as casework
from bot.casework.fiche import reference
from bot.casework.mots import par_personne
from bot.domain.delais import echeance, send_at
from bot.domain.signalement import Statut
from bot.words import heure, jour
from handlers import sur_place
from handlers.contract import Answers, Context, Ending, Facts
from handlers.signalement import facts as known
from storage.dispositif import Categorie, Dispositif, Site, Urgence
from storage.models import Photo, Signalement
from storage.numeros import next_number
from storage.photos import A_TELECHARGER

DANGER = "{reference} : danger immédiat. {quoi}, {ou}. Le service est alerté."
SEEN_AGAIN = "toujours là, c'est noté ; le service le voit"


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Number it, keep it with its photos, hand it to its services; all in this transaction."""
    if answers.get("deja_dit") == "encore":
        return _still_there(context, answers, facts)
    config = context.programme.config
    site = sur_place.site_of(context, answers)
    if site is None:
        raise LookupError("a signalement has no site")
    found = known.category(config, answers, site)
    danger = answers["envoi"] == "danger"
    urgence = _most_urgent(config) if danger else config.urgence(known.urgency(answers, found))
    signalement = _written(context, answers, site, found, urgence, danger=danger)
    _keep_photos(context, answers, signalement)
    services = casework.emit(context.tx, context.programme, signalement, context.now)
    if danger:
        _warn_coordination(context, signalement, facts)
    return Ending(
        {
            "reference": reference(signalement),
            "suite": _suite(context, services, urgence),
            "appels": _calls(config, signalement.service) if danger else "",
        }
    )


def _written(
    context: Context,
    answers: Answers,
    site: Site,
    found: Categorie,
    urgence: Urgence,
    *,
    danger: bool,
) -> Signalement:
    config = context.programme.config
    where = answers.get("lieu") or {}
    signalement = Signalement(
        dispositif_id=context.programme.id,
        site_id=context.programme.sites[where.get("site") or site.slug],
        presence_id=answers.get("_presence"),
        binome_id=context.person.binome_id,
        auteur_id=context.person.id,
        numero=next_number(context.tx, f"{config.slug}:V"),
        categorie=found.slug,
        urgence=urgence.slug,
        danger=danger or urgence.telephone_d_abord,
        service=known.service(config, answers, found, site),
        lieu=where.get("texte", ""),
        latitude=where.get("latitude"),
        longitude=where.get("longitude"),
        statut=Statut.EMIS,
        emis_le=context.now,
        echeance=echeance(context.now, urgence.delai_heures),
        source=f"{context.source}:signalement",
    )
    context.tx.add(signalement)
    context.tx.flush()
    return signalement


def _keep_photos(context: Context, answers: Answers, signalement: Signalement) -> None:
    for photo in answers.get("photo") or ():
        context.tx.add(
            Photo(
                signalement_id=signalement.id,
                file_id=photo["file_id"],
                etat=A_TELECHARGER,
                essais=0,
                recue_le=context.now,
            )
        )
    context.tx.flush()


def _suite(context: Context, services: tuple[str, ...], urgence: Urgence) -> str:
    """« envoyé à Éclairage public », or when it will be."""
    names = " et ".join(services)
    leaves = send_at(urgence.envoi, context.now)
    if leaves <= context.now:
        return f"envoyé à {names}"
    return f"enregistré ; il partira à {names} {jour(leaves)} à {heure(leaves)}"


def _warn_coordination(context: Context, signalement: Signalement, facts: Facts) -> None:
    """An immediate danger is never the service's business alone."""
    said = DANGER.format(reference=reference(signalement), quoi=facts["quoi"], ou=facts["ou"])
    coordination.tell(
        context.tx,
        context.programme,
        context.now,
        key=f"danger:{signalement.id}",
        subject=f"[{reference(signalement)}] Danger immédiat",
        text=said,
    )


def _still_there(context: Context, answers: Answers, facts: Facts) -> Ending:
    deja: known.Deja = facts["deja"]
    seen = casework.see_again(
        context.tx,
        context.programme,
        deja.id,
        par=par_personne(context.person),
        now=context.now,
        source=context.source,
    )
    _keep_photos(context, answers, seen)
    return Ending({"reference": deja.reference, "suite": SEEN_AGAIN, "appels": ""})


def _most_urgent(config: Dispositif) -> Urgence:
    return min(config.urgences, key=lambda urgence: urgence.delai_heures)


def _calls(config: Dispositif, service: str) -> str:
    """Emergency numbers first, then the service's own."""
    numbers = [f"{one.numero} {one.label}" for one in config.urgence_numeros]
    own = config.service(service)
    if own.telephone:
        numbers.append(f"{own.telephone} {own.label}")
    return ", ".join(numbers)
