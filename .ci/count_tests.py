"""Counts the tests in Surefire's reports of the modules named, and fails where a layer did not run.

The last line is the sum: "N passed, N failed", and ", N skipped" when there are any.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

# The tests that talk to a real Python say so when they are left out; in a build that counts, that is a failure.
LEFT_OUT = re.compile(r"python", re.IGNORECASE)


def counts(module):
    """Passed, failed and skipped tests of a module, and the live ones among the skipped."""
    passed = failed = skipped = 0
    live = []
    for report in sorted(Path(module, "target", "surefire-reports").glob("TEST-*.xml")):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif (reason := case.find("skipped")) is not None:
                skipped += 1
                name = f"{case.get('classname')}.{case.get('name')}"
                if LEFT_OUT.search(f"{name} {reason.get('message')} {reason.text}"):
                    live.append(name)
            else:
                passed += 1
    return passed, failed, skipped, live


def main(modules):
    total = [0, 0, 0]
    faults = []
    for module in modules:
        *numbers, live = counts(module)
        total = [one + other for one, other in zip(total, numbers)]
        passed, failed, skipped = numbers
        print(f"{module}: {passed} passed, {failed} failed, {skipped} skipped")
        if passed + failed == 0:
            faults.append(f"{module}: no test ran")
        if failed:
            faults.append(f"{module}: {failed} tests failed")
        faults += [f"{module}: skipped {name}, which needs the live Python peer" for name in live]
    for fault in faults:
        print(f"ci: {fault}", file=sys.stderr)
    passed, failed, skipped = total
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
