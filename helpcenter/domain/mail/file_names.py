"""Names of files in mails: clean, and never empty."""

from __future__ import annotations

from helpcenter.domain.evidence.names import MAX_NAME, MAX_NAME_BYTES, last_part

_ENDINGS = {
    **{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "image/svg+xml": ".svg"},
    **{"image/bmp": ".bmp", "image/tiff": ".tiff", "image/heic": ".heic", "application/pdf": ".pdf"},
    **{"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics", "text/vcard": ".vcf"},
    **{"text/x-vcard": ".vcf", "application/zip": ".zip", "application/json": ".json", "application/xml": ".xml"},
    **{"text/xml": ".xml", "message/rfc822": ".eml", "message/global": ".eml", "text/rfc822-headers": ".txt"},
    **{"audio/mpeg": ".mp3", "audio/ogg": ".ogg", "audio/wav": ".wav", "video/mp4": ".mp4", "video/webm": ".webm"},
    **{"application/pgp-signature": ".asc", "application/pgp-keys": ".asc", "application/ics": ".ics"},
    **{"application/pkcs7-signature": ".p7s", "application/x-pkcs7-signature": ".p7s", "application/ms-tnef": ".dat"},
    **{"application/pkcs7-mime": ".p7m", "application/x-pkcs7-mime": ".p7m", "application/rtf": ".rtf"},
    **{"application/msword": ".doc", "application/vnd.ms-excel": ".xls", "application/gzip": ".gz"},
}


def file_name(given: str, media: str, number: int) -> str:
    """Return a name without path, control and bidi characters; one of our own when `given` leaves nothing.

    `number` counts the mail's files from 1. At most 150 characters and 240 bytes; the ending survives the cut.
    """
    name = last_part(given).strip(". ") if given.strip(". ") else ""
    if not name:
        return f"{media.partition('/')[0] if media in _ENDINGS else 'file'}-{number}{_ENDINGS.get(media, '.bin')}"
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 16:
        stem, dot, ending = name, "", ""
    tail = dot + ending
    stem = stem[: MAX_NAME - len(tail)].encode()[: MAX_NAME_BYTES - len(tail.encode())].decode("utf-8", "ignore")
    return stem + tail
