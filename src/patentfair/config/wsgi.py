"""WSGI entry point for granian and any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)  # what an installation writes is its owner's alone
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patentfair.config.settings")
application = get_wsgi_application()
