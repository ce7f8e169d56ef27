"""The machinery of Carnet de rue: conversation, intake, delivery, web and command line."""
