"""Typst in a process of its own, run as a program: `typesetting.py` starts it. It imports nothing of ours.

Typst keeps what it has set for as long as its process lives, about 80 MB for each plan; here it lives for one
document. Whatever it is given, it can neither take the worker with it nor see a file but the templates and fonts.
"""

import json
import struct
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOTS = 220  # an inch
FAULT = 3  # what it ends with when Typst refuses


def main() -> int:
    import typst

    asked = json.loads(sys.stdin.buffer.read())
    template = str(HERE / asked["template"])
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])
    compiler = typst.Compiler(template, root=str(HERE), font_paths=fonts)
    how: dict[str, Any] = {"pdf_standards": ["ua-1"]} if asked["format"] == "pdf" else {"ppi": DOTS}
    for data in asked["documents"]:
        given = {"data": json.dumps(data, ensure_ascii=False)}
        try:
            made: Any = compiler.compile(template, format=asked["format"], sys_inputs=given, **how)
        except typst.TypstError as error:
            sys.stderr.write(str(error))
            return FAULT
        content = made if isinstance(made, bytes) else made[0]
        sys.stdout.buffer.write(struct.pack(">Q", len(content)) + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
