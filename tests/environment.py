"""Settings every test process starts from: a home of its own, compiled translations. Loaded before Django."""

import os
import tempfile

if "PATENTFAIR_TEST_HOME" not in os.environ:
    os.environ["PATENTFAIR_TEST_HOME"] = tempfile.mkdtemp(prefix="patentfair-test-")
os.environ["PATENTFAIR_HOME"] = os.environ["PATENTFAIR_TEST_HOME"]
os.environ["DJANGO_SETTINGS_MODULE"] = "patentfair.config.settings"

from patentfair.cli.compile_messages import compile_messages

compile_messages()
