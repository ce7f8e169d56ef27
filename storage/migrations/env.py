"""What Alembic runs: on the connection and in the transaction of storage.machine.migrate."""

from __future__ import annotations

from alembic import context

# Nothing of the models: a step that was released must not move with them.
context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
