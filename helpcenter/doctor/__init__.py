"""`helpcenter doctor`: looks at everything that an operator set up, names each fault and its mend."""

from helpcenter.doctor.examining import examined
from helpcenter.doctor.finding import Finding, Level

__all__ = ["Finding", "Level", "examined"]
