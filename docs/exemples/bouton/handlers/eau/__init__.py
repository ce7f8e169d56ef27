"""At noon, whoever is out in the street is told to drink, and says that it is done."""
