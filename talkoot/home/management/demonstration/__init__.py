"""The demonstration's content: five real projects in our own words, and people who are invented."""
