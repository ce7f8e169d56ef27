"""The coordination sees what each comité will read, before it leaves."""
