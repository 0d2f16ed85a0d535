"""What is wrong with a field of a form, in words that say how to mend it."""

from collections.abc import Callable

from helpcenter.domain.faults import Fault


def N_(text: str) -> str:  # noqa: N802  the name that extraction knows
    """Mark a text for translation where it cannot be translated yet."""
    return text


_FAULTS = {
    "missing": N_("Please fill this in."),
    "missing question": N_("Please type your question first."),
    "missing email": N_("Please give your e-mail address, so that we can answer."),
    "missing body": N_("Please write something first."),
    "too_long": N_("This is too long. Please shorten it."),
    "not_an_address": N_("This is not an e-mail address. It should look like name@example.com."),
    "not_offered": N_("Please choose one of those offered."),
    "unknown": N_("We do not know this."),
    "wrong": N_("This is not right. Please check it."),
    "wrong code": N_("This code is wrong, used or too old. Check it, or ask for a new one."),
    "missing phone": N_("Please give the number that we shall call."),
    "missing consent": N_("Please allow us to call you, or choose e-mail instead."),
    "missing rating": N_("Please choose one of the five."),
    "too_short": N_("This is too short."),
    "too_short phone": N_("This number is too short. Please write it with its area code."),
    "too_long phone": N_("This number is too long. Please check it."),
    "wrong phone": N_("There is no such number in that country. Please check it."),
    "wrong when": N_("We cannot call at this time any more. Please choose another one."),
    "nowhere": N_("No country has this code. A number begins like +44 or +81."),
    "not_a_number": N_("This is not a telephone number. It should look like +44 20 7946 0000."),
    "not_callable": N_("We cannot call this kind of number. Please give a landline or mobile number."),
    "missing public_name": N_("Please choose a name that others see beside what you write."),
    "wrong public_name": N_("This cannot be a name here. Use letters and digits, and no address."),
    "taken": N_("This name is taken. Please choose another one."),
    "too_long tags": N_("Please use five tags at most, of 30 characters at most."),
    "missing title": N_("Please put your question in one sentence."),
    "missing reason": N_("Please choose a reason."),
    "expired": N_("This has expired. Please ask for a new one."),
}


def fault_text(fault: Fault, field: str, gettext: Callable[[str], str]) -> str:
    """What is wrong with a field of a form, and how to mend it."""
    return gettext(_FAULTS.get(f"{fault} {field}", _FAULTS[fault]))
