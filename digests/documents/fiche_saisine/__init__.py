"""La fiche de saisine d'un site, avec son point de départ."""
