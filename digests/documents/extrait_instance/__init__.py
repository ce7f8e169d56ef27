"""The extract of one body of the contrat de ville, as the file of the town describes it."""
