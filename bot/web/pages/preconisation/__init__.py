"""The service that a préconisation names reads it, and answers."""
