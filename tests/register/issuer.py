"""A process that issues statements one a transaction: `issuer.py PATH COMPANY WHO COUNT [BYTES]`.

Each number is printed once its commit has returned. With BYTES every paper is that long, and no file may grow beyond
it: the disk is full. What is refused is printed on stderr, with exit status 3.
"""

import datetime as dt
import hashlib
import sys
from pathlib import Path

from arxl.errors import Refused
from arxl.register.store import Register
from arxl.tables.history import IssuedStatement

DAY = dt.date(2026, 11, 2)


def issue(register: Register, customer: str, size: int) -> str:
    with register.transaction() as writing:
        number = writing.next_number(2026)
        paper = f"%PDF {number} {customer}".encode().ljust(size)
        digest = hashlib.sha256(paper).hexdigest()
        writing.issue(
            IssuedStatement(number, customer, "EUR", "2026-10", DAY, DAY, 0, 0, (), (), f"{number}.pdf", digest), paper
        )
    return number


def main(path: str, company: str, who: str, count: str, limit: str = "0") -> int:
    if int(limit):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        with Register.at(Path(path), company, create=True, wait_seconds=120) as register:
            for turn in range(int(count)):
                print(issue(register, f"{who}-{turn}", int(limit)), flush=True)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return refusal.status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
