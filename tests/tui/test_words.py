"""Whatever the terminal shows by a table of words has a word in it."""

from __future__ import annotations

import pytest

from helpcenter.domain.audit import Deed
from tui.administration.audit import DEEDS


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_of_the_audit_log_has_a_word(deed: Deed) -> None:
    assert deed in DEEDS
