"""The coordination rereads free words before any leaves the team (P7, requirements COO-5)."""
