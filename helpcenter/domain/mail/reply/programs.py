"""What telephones and mail programs call themselves: a line that tells of none of them was not added by one."""

from __future__ import annotations

import re

_NAMES = (
    "iphon|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|redmi|motorola|nokia|lumia|blackberry|oneplus|windows|"
    "outlook|mail|thunderbird|proton|yahoo|web.de|t-online|superhuman|typeapp|bluemail|airmail|mailbird|missive|canary|shortwave|mobil|phone|telefon|"
    "téléphone|teléfono|tablet|device|gerät|appareil|dispositivo|dispositiu|toestel|apparaat|urządze|zařízen|"
    "zariaden|enhed|enhet|laittee|uređaj|naprav|dispozitiv|készülék|cihaz|seadme|ierīc|įrengin|unterwegs|courrier|"
    "brevity|brièveté|typos|устройств|телефон|мобильн|мобільн|мобил|почт|пошт|пристро|συσκευή|κινητό|điện thoại|"
    "ponsel|スマートフォン|スマホ|携帯|ケータイ|メール|手机|手機|邮箱|郵箱|邮件|휴대|메일|모바일|"
    "جهاز|هاتف|جوال|موبایل|گوشی|נייד|טלפון|मोबाइल|फ़ोन|โทรศัพท์"
)
_PARTS = tuple(_NAMES.split("|"))
_WORDS = re.compile(
    r"\b(?:ios|aol|gmx|app|orange|spark|front|nine|spike|newton|edison|hey|boxer|tuta\w*|zoho|k-9|pixel|honor|handy|"
    r"apps|appli|libero|onet|wp|o2|interia|seznam|docomo|au|softbank|qq|naver|daum|mutt|evolution|kmail|roundcube)\b"
)


def telling(bare: str) -> bool:
    """Whether bare text names a telephone, a tablet or a mail program."""
    return any(each in bare for each in _PARTS) or bool(_WORDS.search(bare))
