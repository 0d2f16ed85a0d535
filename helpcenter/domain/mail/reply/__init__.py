"""What the author of a mail wrote now, apart from quotes, signatures and disclaimers; nothing of it is ever dropped."""

from __future__ import annotations

from helpcenter.domain.mail.reply.splitting import split

__all__ = ["split"]
