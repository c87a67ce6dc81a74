"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from talkoot.kit import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.settings")
embedded.start_if_needed()
application = get_wsgi_application()
