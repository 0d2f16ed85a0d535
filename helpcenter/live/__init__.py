"""The journal, live: noticing that it grew, and telling every open stream of this process from one reader."""

from .hub import STREAMS_OF_ONE_CONTACT, Hub
from .stream import BACKLOG, Ending, Stream, Told
from .watch import JournalWatch

__all__ = ["BACKLOG", "STREAMS_OF_ONE_CONTACT", "Ending", "Hub", "JournalWatch", "Stream", "Told"]
