"""format=flowed (RFC 3676): lines that were only broken for the width are joined again."""

from __future__ import annotations


def unflowed(text: str, delsp: bool) -> str:
    """Return `text` with its soft line breaks undone; `delsp` says that the blank before a soft break goes too."""
    out: list[list[str]] = []
    depth_before, flowing = 0, False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:]
        content = content[1:] if content.startswith(" ") else content
        signature = content == "-- "
        if flowing and depth == depth_before and not signature:
            out[-1][-1] = out[-1][-1][:-1] if delsp else out[-1][-1]
            out[-1].append(content)
        else:
            out.append([">" * depth + " " if depth else "", content])
        flowing = content.endswith(" ") and not signature
        depth_before = depth
    joined = ("".join(pieces) for pieces in out)
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in joined)
