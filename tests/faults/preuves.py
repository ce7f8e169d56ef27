"""Faults that have no line of their own in the table: where each is tried, or why it is not."""

from __future__ import annotations

from typing import Final

AILLEURS: Final[tuple[tuple[str, str], ...]] = (
    ("coupure de courant", "à la main, 24 fois : base et journal copiés figés, journal coupé"),
    ("album en désordre, en retard", "tests/bot/casework/signalement/test_photos.py"),
    ("message modifié après coup", "tests/handlers/saisie/test_corrections.py"),
    ("base corrompue, absente, en lecture seule", "tests/bot/commands/test_run.py"),
    ("heure d'été et d'hiver, semaine 53", "tests/bot/casework/point/test_heures.py"),
    ("trois jours d'arrêt", "tests/stories/test_away.py"),
    ("deux bots, deux horloges", "tests/bot/intake/test_poll.py"),
    ("photo corrompue, bombe, 0 octet", "tests/storage/test_images.py"),
    ("photo de plus de 20 Mo", "tests/stories/test_photo_lourde.py"),
    ("sujet de forum fermé ou supprimé", "tests/bot/channels/telegram/test_topics.py"),
    ("dispositif faux", "tests/storage/test_dispositif_errors.py"),
    ("migration interrompue", "tests/storage/test_migrations.py"),
    ("mise à jour empoisonnée", "tests/bot/intake/test_turns.py"),
    ("jeton révoqué (401) ; getUpdates absurde", "tests/bot/intake/test_poll.py"),
    ("500 relevés par minute, base de trois ans", "tests/bench"),
    ("étreinte (deadlock), ligne tenue", "tests/bot/intake/test_locks.py"),
    ("certificat expiré, refusé", "tests/bot/surveillance/test_certificats.py"),
    ("horloge de la machine qui saute", "tests/bot/surveillance/test_pendule.py"),
)
