"""What was promised and what happened: indicators, frozen figures, and the report to the funder."""
