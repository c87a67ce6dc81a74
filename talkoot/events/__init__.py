"""Events: series, host turns, places, registrations, the day itself and what it leaves."""
