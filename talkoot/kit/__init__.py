"""Ground without domain words: languages, periods, money, refusals, privacy, files, the embedded database."""
