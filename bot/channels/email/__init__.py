"""E-mail: the channel that every service and comité can be reached by."""
