"""Live chat: a ticket from its first line, with a side that is live. One transaction each, told to the journal.

Customers: start, say, lines, state, typing, seen, here, leave, continue_, close. Specialists: set_presence, arrive,
heartbeat, desks, queue, accept, say, lines, typing, seen, transfer, finish. The courier: settle_due. Streams: said,
stirred, current_of, here_soon_over, here_all.
"""

from .closing import close
from .customers import continue_, leave, start
from .lines import Line, lines, said, say
from .overtime import settle_due
from .presence import arrive, desks, heartbeat, set_presence
from .signs import here, here_all, here_soon_over, seen, typing
from .specialists import accept, finish, queue, transfer
from .states import current_of, state, stirred

__all__ = [
    "Line",
    "accept",
    "arrive",
    "close",
    "continue_",
    "current_of",
    "desks",
    "finish",
    "heartbeat",
    "here",
    "here_all",
    "here_soon_over",
    "leave",
    "lines",
    "queue",
    "said",
    "say",
    "seen",
    "set_presence",
    "settle_due",
    "start",
    "state",
    "stirred",
    "transfer",
    "typing",
]
