"""Exports of other help desks, written by the documentation of their formats and interfaces."""

from __future__ import annotations

ADA = "ada@team.example"
CUSTOMER = {"id": 7, "name": "Zoé", "email": "Zoe@X.example", "role": "end-user", "locale": "fr"}
ZENDESK = [
    {
        "id": 35436, "subject": "Help!", "raw_subject": "Help!", "description": "My screen is <b>blank</b>",
        "status": "pending", "priority": "high", "tags": ["Billing", "big deal"], "requester_id": 7,
        "requester": CUSTOMER, "assignee": {"id": 9, "name": "Ada", "email": ADA, "role": "agent"},
        "created_at": "2021-07-20T22:55:29Z", "updated_at": "2021-07-22T10:00:00+02:00",
        "custom_fields": [{"id": 1, "value": "x"}],
        "comments": [
            {"id": 1, "author_id": 7, "author": CUSTOMER, "public": True, "created_at": "2021-07-20T22:55:29Z",
             "plain_body": "My screen is blank",
             "attachments": [{"id": 5, "file_name": "a.png", "content_url": "https://x.example/a.png?t=1"}]},
            {"id": 2, "author_id": 9, "author": {"id": 9, "name": "Ada", "email": ADA, "role": "agent"},
             "public": False, "created_at": "2021-07-21T08:00:00Z", "plain_body": "A known fault"},
            {"id": 3, "author_id": 8, "author": {"id": 8, "name": "Old Hand", "email": "old@gone.example",
             "role": "agent"}, "public": True, "created_at": "2021-07-22T08:00:00Z",
             "html_body": "<p>Press <b>the</b> button.</p><script>alert(1)</script>"},
        ],
    },
    {"id": 35437, "subject": "No address", "status": "open", "requester": {"id": 1, "name": "?"}, "description": "x"},
    {"id": 35438, "subject": "Gone", "status": "deleted", "requester": CUSTOMER, "description": "x"},
]  # fmt: skip
FRESHDESK = [
    {
        "id": 20, "subject": "Route", "description": "<div>It is <i>red</i></div>", "description_text": "It is red",
        "status": 4, "priority": 4, "requester_id": 7, "responder_id": 9, "tags": ["vip"], "spam": False,
        "created_at": "2022-01-01T10:00:00Z", "updated_at": "2022-01-03T10:00:00Z", "custom_fields": {"cf_x": None},
        "requester": {"id": 7, "name": "Zoé", "email": "zoe@x.example"},
        "stats": {"resolved_at": "2022-01-02T10:00:00Z", "closed_at": None},
        "conversations": [
            {"id": 3, "ticket_id": 20, "user_id": 9, "incoming": False, "private": True, "body_text": "hm",
             "created_at": "2022-01-01T11:00:00Z"},
            {"id": 4, "ticket_id": 20, "user_id": 7, "incoming": True, "private": False, "body_text": "Still red",
             "created_at": "2022-01-01T12:00:00Z"},
        ],
    },
    {"id": 21, "subject": "Cheap", "status": 2, "spam": True, "email": "a@b.example", "description_text": "x"},
]  # fmt: skip
AGENTS = [{"id": 9, "contact": {"name": "Ada", "email": ADA}}]
CHATWOOT = {
    "data": {
        "meta": {"all_count": 1},
        "payload": [
            {
                "id": 5, "status": "resolved", "priority": None, "labels": ["refund"], "created_at": 1660000000,
                "last_activity_at": 1660000900,
                "meta": {"sender": {"id": 7, "name": "Zoé", "email": "zoe@x.example", "type": "contact"},
                         "assignee": {"id": 9, "name": "Ada", "email": ADA}},
                "messages": [
                    {"id": 1, "content": "Hello there\nI want my money", "message_type": 0, "private": False,
                     "created_at": 1660000000, "sender": {"id": 7, "name": "Zoé", "type": "contact"}},
                    {"id": 2, "content": "Ada self-assigned", "message_type": 2, "created_at": 1660000100},
                    {"id": 3, "content": "Here it is", "message_type": 1, "private": False, "created_at": 1660000200,
                     "sender": {"id": 9, "name": "Ada", "email": ADA, "type": "user"}},
                ],
            }
        ],
    }
}  # fmt: skip
FREESCOUT = {
    "_embedded": {
        "conversations": [
            {
                "id": 900, "number": 3, "status": "active", "state": "published", "subject": "Sound",
                "customer": {"id": 7, "type": "customer", "firstName": "Zoé", "lastName": "Q",
                             "email": "zoe@x.example"},
                "assignee": None, "createdAt": "2020-03-15T22:46:22Z", "updatedAt": "2020-03-16T22:46:22Z",
                "_embedded": {
                    "threads": [
                        {"id": 3, "type": "note", "state": "published", "body": "Odd<br>case", "createdBy":
                         {"type": "user", "firstName": "Ada", "email": ADA}, "createdAt": "2020-03-16T22:46:22Z"},
                        {"id": 2, "type": "lineitem", "state": "published", "createdAt": "2020-03-15T23:46:22Z"},
                        {"id": 1, "type": "customer", "state": "published", "body": "<p>No sound</p>", "createdBy":
                         {"type": "customer", "firstName": "Zoé", "lastName": "Q", "email": "zoe@x.example"},
                         "createdAt": "2020-03-15T22:46:22Z"},
                    ],
                    "tags": [{"id": 1, "name": "audio"}],
                },
            },
            {"id": 901, "number": 4, "status": "spam", "state": "published", "customer": {"email": "a@b.example"}},
        ]
    },
    "page": {"number": 1},
}  # fmt: skip
OSTICKET = (
    "Ticket Number;Date Created;Subject;From;From Email;Priority;Department;Current Status;Last Updated;Closed Date;"
    "Agent Assigned;Attachment Count\r\n"
    "000123;2019-05-01 10:00:00;Printer;Zoé;zoe@x.example;Emergency;Support;Closed;2019-05-02 10:00:00;"
    "2019-05-02 10:00:00;Ada;0\r\n"
    "000124;2019-05-03 10:00:00;Only a subject;Zoé;zoe@x.example;Normal;Support;Odd;2019-05-03 10:00:00;;;1\r\n"
)
ENTRIES = (
    "number,type,poster,email,format,body,created\n"
    '000123,M,Zoé,zoe@x.example,html,"<p>It, well, <b>burns</b></p>",2019-05-01 10:00:00\n'
    f"000123,R,Ada,{ADA},text,Use water.,2019-05-02 10:00:00\n"
)
