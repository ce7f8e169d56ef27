"""What is kept: one model for SQLite and PostgreSQL, one module per aggregate."""
