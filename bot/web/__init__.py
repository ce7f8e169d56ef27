"""What a browser sees: signed pages for services, one-click unsubscription, health."""
