"""The calendar: every due date, documents included; what is left of it; a link to it."""
