"""Being on a site: start, change, pause, stop (requirements §3.1)."""
