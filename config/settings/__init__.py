"""Settings, driven by the environment; nothing unsafe by default.

Each part is a file of its own here; `reading` turns what an operator says into values, and is where
slips are refused. Every variable is described in docs/operations.md.
"""

from config.settings.api import *
from config.settings.api_schema import *
from config.settings.audit import *
from config.settings.database import *
from config.settings.environment import *
from config.settings.exchange import *
from config.settings.files import *
from config.settings.installed import *
from config.settings.jobs import *
from config.settings.languages import *
from config.settings.mail import *
from config.settings.public import *
from config.settings.reading.unsafe import refuse_unsafe
from config.settings.reports import *
from config.settings.said import said
from config.settings.schedule import *
from config.settings.security import *
from config.settings.sign_in import *
from config.settings.site import *
from config.settings.static import *
from config.settings.watching import *
from config.settings.workers import *

# What must never be, whatever else is set; what had better be otherwise is told by
# `manage.py check --deploy`, config.checks.
refuse_unsafe(said())
