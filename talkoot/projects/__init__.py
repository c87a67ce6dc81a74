"""Projects: partners and periods, decisions, goals, team, obligations, recognitions."""
