"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from talkoot.kit import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.settings")
embedded.start_if_needed()
application = get_wsgi_application()

# What was loaded by now stays for the life of the process: the collector need not look at it again,
# and a page makes more short-lived things than the collector's own 700.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
