"""What `doctor` asks of the services' own programs: whether what signs or opens them is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.channels.webhook import signature
from storage.dispositif import Dispositif, Service, actifs


def wanting(configs: Iterable[Dispositif], environ: Mapping[str, str]) -> list[str]:
    """What each variable that a file names lacks, in French; never what it holds."""
    services = (one for config in configs for one in actifs(config.services))
    return [line for one in services for line in _of(one, environ)]


def named(configs: Iterable[Dispositif]) -> int:
    """How many programs the files name."""
    services = (one for config in configs for one in actifs(config.services))
    return sum(bool(one.webhook) + bool(one.open311) for one in services)


def _of(service: Service, environ: Mapping[str, str]) -> Iterator[str]:
    if service.webhook:
        name = service.webhook.secret_env
        try:
            signature.keys(environ.get(name, ""))
        except ValueError:
            yield f"{service.label} : donnez à {name} un secret « whsec_… » (`docs/webhook.md`)"
    if service.open311 and not environ.get(service.open311.cle_env):
        yield f"{service.label} : donnez à {service.open311.cle_env} la clé de leur guichet"
