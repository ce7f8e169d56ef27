"""Documents that are due: opened as a draft, reread, presented, validated, corrected anew."""
