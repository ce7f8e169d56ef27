"""The agenda of a meeting: what the carnet proposes, what somebody made of it, validated."""
