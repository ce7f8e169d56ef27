"""Short signed expiring tokens: opaque ids only, one salt per use, a list of keys to rotate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from bot.clock import Clock

LINK = "https://lien.invalid/page"
"""Stands for a signed page in a message that waits to be sent.

The channel writes the true address as it sends: no token lies in the database, and the link's days
run from the sending.
"""

ALERTE = timedelta(days=14)
FORMULAIRE = timedelta(days=14)
DIGEST = timedelta(days=400)
RELAIS = timedelta(days=60)
ACTEUR = timedelta(days=90)


class LienInvalide(Exception):
    """Nobody here signed this token (or not for this use)."""


class LienExpire(Exception):
    """A true token, too old to act; `id` says what it was for, so that a new one can be sent."""

    def __init__(self, id: int) -> None:
        super().__init__(id)
        self.id = id


class Signer:
    """Signs with the last of `keys`, accepts all of them; the injected clock dates and expires."""

    def __init__(self, keys: Sequence[str], clock: Clock) -> None:
        self._clock = clock
        self._alerte = _serializer(keys, "alerte-v1", clock)
        self._formulaire = _serializer(keys, "formulaire-v1", clock)
        self._digest = _serializer(keys, "digest-v1", clock)
        self._relais = _serializer(keys, "relais-v1", clock)
        self._venue = _serializer(keys, "venue-v1", clock)
        self._demande = _serializer(keys, "demande-v1", clock)
        self._acteur = _serializer(keys, "acteur-v1", clock)
        self._creneau = _serializer(keys, "creneau-v1", clock)

    def sign_alerte(self, alerte_id: int) -> str:
        """The token of the page where one addressee answers one alerte; it lives 14 days."""
        return str(self._alerte.dumps(alerte_id))

    def read_alerte(self, token: str) -> int:
        """The alerte's id. Raises LienInvalide or LienExpire."""
        return self._read_id(self._alerte, token, ALERTE)

    def sign_digest(self, envoi_id: int) -> str:
        """The token by which the addressee of one digest_envoi unsubscribes."""
        return str(self._digest.dumps(envoi_id))

    def read_digest(self, token: str) -> int:
        """The digest_envoi's id. Raises LienInvalide or LienExpire."""
        return self._read_id(self._digest, token, DIGEST)

    def sign_formulaire(self, alerte_id: int) -> str:
        """Proof that a form was read before it was sent back."""
        return str(self._formulaire.dumps(alerte_id))

    def is_formulaire(self, token: str, alerte_id: int) -> bool:
        """Whether `token` came with the form of this very alerte."""
        return self._proves(self._formulaire, token, alerte_id)

    def sign_relais(self, passage_id: int) -> str:
        """The token by which the partner of one handing over says that the person came."""
        return str(self._relais.dumps(passage_id))

    def read_relais(self, token: str) -> int:
        """The id of the handing over, a relais_acte. Raises LienInvalide or LienExpire."""
        return self._read_id(self._relais, token, RELAIS)

    def sign_venue(self, passage_id: int) -> str:
        """Proof that the page of a relais was read before its form was sent back."""
        return str(self._venue.dumps(passage_id))

    def is_venue(self, token: str, passage_id: int) -> bool:
        """Whether `token` came with the page of this very handing over."""
        return self._proves(self._venue, token, passage_id)

    def sign_acteur(self, lien_id: int) -> str:
        """The token by which a partner reads the shared grid and adds to it; it lives 90 days."""
        return str(self._acteur.dumps(lien_id))

    def read_acteur(self, token: str) -> int:
        """The id of the partner's link, a lien_acteur. Raises LienInvalide or LienExpire."""
        return self._read_id(self._acteur, token, ACTEUR)

    def sign_creneau(self, lien_id: int) -> str:
        """Proof that the page of the grid was read before its form was sent back."""
        return str(self._creneau.dumps(lien_id))

    def is_creneau(self, token: str, lien_id: int) -> bool:
        """Whether `token` came with the page of this very partner."""
        return self._proves(self._creneau, token, lien_id)

    def _proves(self, serializer: URLSafeTimedSerializer, token: str, id: int) -> bool:
        try:
            return self._read_id(serializer, token, FORMULAIRE) == id
        except (LienInvalide, LienExpire):
            return False

    def sign_demande(self, dispositif_id: int) -> str:
        """Proof that the form for requests was read before it was sent back."""
        return str(self._demande.dumps(dispositif_id))

    def is_demande(self, token: str, dispositif_id: int) -> bool:
        """Whether `token` came with the form for requests of this very dispositif."""
        try:
            return self._read_id(self._demande, token, FORMULAIRE) == dispositif_id
        except (LienInvalide, LienExpire):
            return False

    def _read_id(self, serializer: URLSafeTimedSerializer, token: str, life: timedelta) -> int:
        payload, signed = _payload(serializer, token)
        if not isinstance(payload, int):
            raise LienInvalide
        # A signature of the future (a clock set back) is ours all the same.
        if self._clock.now() - signed > life:
            raise LienExpire(payload)
        return payload


class _ClockSigner(TimestampSigner):
    """Takes the date from the injected clock instead of the machine's."""

    def __init__(self, *args: Any, clock: Clock, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock.now().timestamp())


def _serializer(keys: Sequence[str], salt: str, clock: Clock) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        list(keys),
        salt=salt,
        signer=_ClockSigner,
        signer_kwargs={"digest_method": hashlib.sha256, "clock": clock},
    )


def _payload(serializer: URLSafeTimedSerializer, token: str) -> tuple[object, datetime]:
    try:
        payload, signed = serializer.loads(token, return_timestamp=True)
        signature = token.rpartition(".")[2]
        # The last base64 character has spare bits: only the spelling we gave is ours.
        canonical = base64_encode(base64_decode(signature)).decode("ascii") == signature
    except (BadData, UnicodeError) as error:
        raise LienInvalide from error
    if not canonical:
        raise LienInvalide
    return payload, signed.astimezone(UTC)
