"""What is open on a site, or was closed lately, is found without reading every signalement."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0009"
down_revision = "0008"

INDEX: Final = "ix_signalement_site_id_clos_le"


def upgrade() -> None:
    op.create_index(INDEX, "signalement", ["site_id", "clos_le"])


def downgrade() -> None:
    op.drop_index(INDEX, "signalement")
