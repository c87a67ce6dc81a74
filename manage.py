#!/usr/bin/env python
"""Django's own commands; those for people who run Talkoot are in talkoot/kit/command.py."""

import os
import sys

from django.core.management import execute_from_command_line

from talkoot.kit import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.settings")
    embedded.start_if_needed()
    execute_from_command_line(sys.argv)
