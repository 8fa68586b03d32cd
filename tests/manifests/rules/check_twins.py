#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_twins.py ROOT: every code of the records that the program looks for is found by a test of the rules.

A twin counts when a test beside this script expects the code at least once: expect_added(twin, {{"CODE", 1}}),
or a number of findings by the code's name. Only naming a code, or expecting that it is not there, proves nothing.
"""

import pathlib
import re
import sys

# Codes that are proved elsewhere, or not by a twin of the sample.
EXCUSED = {
    "record.unsafe-number": "tests/manifests/json/reader_test.cc has every spelling of such numbers",
}
CODE = r'"([a-z]+\.[a-z0-9-]+)"'
EXPECTED = [rf"\{{{CODE},\s*[1-9]", rf"\[{CODE}\]\s*[=>]=\s*[1-9]", rf"\.at\({CODE}\)\s*[=>]=\s*[1-9]",
            rf"\.code == {CODE}"]


def main(root):
    root = pathlib.Path(root)
    listed = re.findall(rf"\{{{CODE}, [123], (true|false)\}}", (root / "manifests/rules/rule_list.cc").read_text())
    table = re.findall(rf'\{{{CODE},\s*"[EWI-]{{3}}"', (root / "manifests/finding.cc").read_text())
    assert len(listed) > 100 and len(table) > len(listed)
    tests = "\n".join(path.read_text() for path in sorted((root / "tests/manifests/rules").glob("*_test.cc")))
    proved = {code for pattern in EXPECTED for code in re.findall(pattern, tests)}
    families = {code.split(".")[0] for code, _ in listed}
    wrong = [f"{code}: no twin finds it" for code, run in listed if run == "true" and code not in proved and code not in EXCUSED]
    wrong += [f"{code}: excused, and a twin finds it" for code in sorted(EXCUSED.keys() & proved)]
    wrong += [f"{code}: rule_list.cc says that nothing looks for it, and a twin finds it"
              for code, run in listed if run == "false" and code in proved]
    wrong += [f"{code}: in the table of codes, and not in rule_list.cc"
              for code in table if code.split(".")[0] in families and code not in dict(listed)]
    wrong += [f"{code}: a twin expects it, and it is in no table" for code in sorted(proved - set(table))]
    looked_for = sum(run == "true" for _, run in listed)
    print("\n".join(wrong) if wrong else f"{looked_for} of {len(listed)} codes are looked for, {len(EXCUSED)} excused with a reason")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
