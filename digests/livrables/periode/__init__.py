"""What documents on a period share: its places, its interventions, its tables (K05, K07)."""
