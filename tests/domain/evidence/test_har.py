"""Archives: nothing secret is left, what a specialist needs is, and a hostile one costs little."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.attachments import FileFault, FilesRefused
from helpcenter.domain.evidence import har
from helpcenter.domain.evidence.faults import Broken, TooBigInside
from helpcenter.domain.evidence.files import accept
from tests.domain.evidence import samples

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYXJvbCJ9.c2lnbmF0dXJlLXNlY3JldA"


def cleaned(**entry: object) -> har.Cleaned:
    return har.clean(samples.har(**entry).decode())


def test_every_kind_of_secret_is_gone_and_counted() -> None:
    found = cleaned()
    assert b"SECRET" not in found.data
    assert found.removed == {"cookie": 4, "header": 2, "token": 6, "posted": 2}
    assert found.count == 14


def test_what_a_specialist_needs_stays() -> None:
    [entry] = json.loads(cleaned().data)["log"]["entries"]
    request = entry["request"]
    assert request["url"] == "https://app.example/login?next=%2Fhome&access_token=[removed]#id_token=[removed]"
    assert {"name": "Accept", "value": "text/html"} in request["headers"]
    assert {"name": "Cookie", "value": "[removed]"} in request["headers"]
    assert {"name": "next", "value": "/home"} in request["queryString"]
    assert request["postData"]["text"] == "user=carol&password=[removed]&remember=1"
    assert entry["response"]["status"] == 500
    assert json.loads(entry["response"]["content"]["text"]) == {"user": "carol", "refresh_token": "[removed]"}


@pytest.mark.parametrize(
    "posted",
    [
        {"mimeType": "application/json", "text": json.dumps({"login": {"Password": "SECRET", "name": "carol"}})},
        {"mimeType": "application/json", "text": json.dumps({"credentials": ["SECRET", {"a": "SECRET"}]})},
        {"mimeType": "text/plain", "text": json.dumps(json.dumps({"inner": json.dumps({"apiKey": "SECRET"})}))},
        {"mimeType": "application/json", "text": '{"cut": "off", "client_secret": "SECRET-and'},
        {
            "mimeType": "multipart/form-data",
            "text": '--x\r\nContent-Disposition: form-data; name="pwd"\r\n\r\nSECRET\r\n',
        },
        {"mimeType": "multipart/form-data", "params": [{"name": "user[password]", "value": "SECRET"}]},
        {"mimeType": "text/plain", "text": "log in as carol with Bearer SECRET0123456789abcdef"},
    ],
)
def test_posted_secrets_in_every_form(posted: dict[str, object]) -> None:
    found = cleaned(_extra={"postData": posted})
    assert b"SECRET" not in found.data
    assert found.removed["posted"] > 2


def test_keys_by_their_shape_are_found_wherever_they_are() -> None:
    messages = [{"type": "send", "data": f"hello {JWT} there"}, {"data": "AKIAIOSFODNN7EXAMPLE"}]
    packed = base64.b64encode(json.dumps({"id_token": JWT, "user": "carol"}).encode()).decode()
    content = {"mimeType": "application/json", "encoding": "base64", "text": packed}
    found = cleaned(_webSocketMessages=messages, response={"status": 200, "content": content})
    assert JWT.encode() not in found.data
    assert b"AKIAIOSFODNN7" not in found.data
    [entry] = json.loads(found.data)["log"]["entries"]
    unpacked = base64.b64decode(entry["response"]["content"]["text"])
    assert json.loads(unpacked) == {"id_token": "[removed]", "user": "carol"}


def test_plain_words_are_not_taken_for_secrets() -> None:
    content = {"mimeType": "application/json", "text": json.dumps({"code": "E42", "key": "name", "max_tokens": 100})}
    found = cleaned(request={"url": "https://x.example/?page=2&sort=key"}, response={"status": 200, "content": content})
    assert found.removed == {}
    assert json.loads(found.data)["log"]["entries"][0]["response"]["content"] == content


def test_cleaning_twice_removes_nothing_more() -> None:
    once = cleaned()
    twice = har.clean(once.data.decode())
    assert (twice.data, twice.count) == (once.data, 0)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"log": 1}', '{"log": {}}', '{"log": {"entries": {}}}', "\x00"]
)
def test_a_broken_one_is_refused(text: str) -> None:
    with pytest.raises(Broken):
        har.clean(text)


@pytest.mark.parametrize("name", ["session.har", "session.txt", "session.json", "x.png"])
def test_a_broken_one_is_never_kept_as_text(name: str) -> None:
    broken = samples.har()[:-20]
    with pytest.raises(FilesRefused) as refusal:
        accept(name, broken)
    assert refusal.value.files[0].fault is FileFault.BROKEN_HAR


@pytest.mark.parametrize("name", ["session.txt", "session.log", "x"])
def test_a_renamed_one_is_stripped_all_the_same(name: str) -> None:
    taken = accept(name, b"\xef\xbb\xbf" + samples.har())
    assert b"SECRET" not in taken.data
    assert (taken.name.endswith(".har"), taken.removed_secrets) == (True, 14)


@pytest.mark.parametrize(
    "text",
    [
        '{"log": {"entries": [' + "[" * 5_000 + "]" * 5_000 + "]}}",
        '{"log": {"entries": [' + "[" * 150 + "]" * 150 + "]}}",
        '{"log": {"entries": [' + "{}," * 1_000_001 + "{}]}}",
        '{"log": {"entries": [' + "0," * 4_000_001 + "0]}}",
        '{"log": {"entries": [], "x": ' + json.dumps("[" * 5_000 + "]" * 5_000) + "}}",
    ],
    ids=["deep", "deeper-than-browsers", "objects", "values", "deep-inside"],
)
def test_a_bomb_is_refused_or_read_with_bounded_work(text: str) -> None:
    try:
        har.clean(text)
    except TooBigInside:
        return
    assert "\\" not in text
    assert '"x"' in text


@pytest.mark.parametrize("piece", ["&a", "eyJ-", '"a', 'name="a"\n', "://a:", "Bearer ", "?", "4 ", "Basic a", '\\"'])
def test_a_text_made_to_be_slow_is_read_in_linear_time(piece: str) -> None:
    # Quadratic work on this much would not come to an end before anybody's patience does.
    assert har.clean_address(piece * (1_000_000 // len(piece)))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)
                    | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_any_json_inside_is_read(value: object) -> None:
    found = har.clean(json.dumps({"log": {"entries": [value]}}))
    assert json.loads(found.data)["log"]["entries"]


def test_addresses_of_pages_lose_their_tokens() -> None:
    assert har.clean_address("https://a:b@x.example/?token=t&page=2#access_token=u") == (
        "https://[removed]@x.example/?token=[removed]&page=2#access_token=[removed]"
    )
