"""The calendar, as the coordination meets it: what is due, ticked, set aside, called to mind."""
