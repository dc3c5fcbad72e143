"""Whoever changes the register is found out, at the first line that he changed."""

import hashlib
import itertools
import random
import sqlite3
from contextlib import closing, suppress

import pytest

from arxl.errors import Refused
from arxl.register import file
from arxl.register.chain import Verification, verify
from arxl.register.store import Register

CELLS = {
    "entries": ("seq", "kind", "recorded_on", "body", "previous", "hash"),
    "papers": ("digest", "bytes"),
    "head": ("company", "entries", "hash"),
}
LINES = 7
PAPER_OF_LINE = {1: 1, 2: 2, 3: 4, 4: 5}  # row of papers -> line of entries


def place_of(verification: Verification) -> str:
    assert verification.fault is not None
    return verification.fault.place


def test_a_whole_register_is_whole(filled, company, open_register):
    with open_register(create=False) as register:
        last = list(register.entries())[-1].hash
    assert verify(filled) == Verification(company, LINES, last, None)


def test_verifying_changes_nothing(filled):
    before = filled.read_bytes()
    verify(filled)
    assert filled.read_bytes() == before
    assert [found.name for found in filled.parent.iterdir()] == [filled.name]


def bits_of(path) -> list[tuple[str, str, int, int]]:
    """(table, column, row, bit) of everything that is stored."""
    found = []
    with closing(sqlite3.connect(path)) as raw:
        for table, columns in CELLS.items():
            for column in columns:
                for row, size in raw.execute(
                    f"SELECT rowid, iif(typeof({column}) = 'integer', 8, length(CAST({column} AS BLOB))) FROM {table}"
                ):
                    found += [(table, column, row, bit) for bit in range(size * 8)]
    return [
        bit for bit in found if not (bit[1] == "seq" and 1 <= bit[2] ^ (1 << bit[3]) <= LINES)
    ]  # two lines of one number


def flip(raw: sqlite3.Connection, table: str, column: str, row: int, bit: int) -> None:
    (kind, value) = raw.execute(
        f"SELECT typeof({column}), iif(typeof({column}) = 'integer', {column}, CAST({column} AS BLOB))"
        f" FROM {table} WHERE rowid = ?",
        (row,),
    ).fetchone()
    if kind == "integer":
        flipped = int.from_bytes((value ^ (1 << bit)).to_bytes(9, "big", signed=True)[1:], "big", signed=True)
    else:
        changed = bytearray(value)
        changed[bit // 8] ^= 1 << (bit % 8)
        flipped = bytes(changed)
    as_stored = "CAST(? AS TEXT)" if kind == "text" else "?"
    raw.execute(f"UPDATE {table} SET {column} = {as_stored} WHERE rowid = ?", (flipped, row))


def place_of_bit(name: str, table: str, column: str, row: int, bit: int) -> str:
    match table, column:
        case "entries", "seq":  # zero and negative numbers stand before all others
            return f"{name} line {1 if bit == 63 or row == 1 << bit else row}"
        case "entries", _:
            return f"{name} line {row}"
        case "papers", _:
            return f"{name} line {PAPER_OF_LINE[row]}"
        case "head", "company":
            return f"{name} line 1"
        case "head", "entries":
            counted = 0 if bit == 63 else LINES ^ (1 << bit)
            return f"{name} line {min(counted, LINES) + 1}"
    return f"{name} head"


def assert_found_out(path, bits, unguarded) -> None:
    whole = path.read_bytes()
    for table, column, row, bit in bits:
        path.write_bytes(whole)
        with unguarded(path) as raw:
            flip(raw, table, column, row, bit)
        found = verify(path)
        assert found.fault is not None, (table, column, row, bit)
        assert str(found.fault.remedy).startswith(("Restore the register", "Update arxl"))
        assert found.fault.place == place_of_bit(path.name, table, column, row, bit), (table, column, row, bit)


def test_a_flipped_bit_is_found_in_every_cell(filled, unguarded):
    chance = random.Random(20261122)
    cells = itertools.groupby(bits_of(filled), key=lambda bit: bit[:3])
    bits = [bit for _, of_cell in cells for bit in chance.sample(list(of_cell), 3)]
    assert {bit[:2] for bit in bits} == {(table, column) for table, columns in CELLS.items() for column in columns}
    assert_found_out(filled, bits, unguarded)


@pytest.mark.long
def test_every_flipped_bit_is_found(filled, unguarded):
    assert_found_out(filled, bits_of(filled), unguarded)


@pytest.mark.parametrize("line", range(1, LINES + 1))
@pytest.mark.parametrize("head", ["as it was", "counting again"])
def test_a_removed_line_is_found(filled, unguarded, line, head):
    with unguarded(filled) as raw:
        raw.execute("DELETE FROM entries WHERE seq = ?", (line,))
        if head == "counting again":
            raw.execute("UPDATE head SET entries = entries - 1")
    if head == "counting again" and line == LINES:
        assert place_of(verify(filled)) == f"{filled.name} head"
    else:
        assert place_of(verify(filled)) == f"{filled.name} line {line}"


@pytest.mark.parametrize("line", range(1, LINES))
def test_a_removed_line_is_found_though_the_rest_is_numbered_again(filled, unguarded, line):
    with unguarded(filled) as raw:
        raw.execute("DELETE FROM entries WHERE seq = ?", (line,))
        for later in range(line + 1, LINES + 1):
            raw.execute("UPDATE entries SET seq = seq - 1 WHERE seq = ?", (later,))
        raw.execute("UPDATE head SET entries = entries - 1")
    assert place_of(verify(filled)) == f"{filled.name} line {line}"


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(1, LINES + 1), 2)))
def test_two_lines_in_each_others_place_are_found(filled, unguarded, one, other):
    with unguarded(filled) as raw:
        for before, after in ((one, 0), (other, one), (0, other)):
            raw.execute("UPDATE entries SET seq = ? WHERE seq = ?", (after, before))
    assert place_of(verify(filled)) == f"{filled.name} line {one}"


@pytest.mark.parametrize("kept", range(LINES))
def test_a_cut_tail_is_found(filled, unguarded, kept):
    with unguarded(filled) as raw:
        raw.execute("DELETE FROM entries WHERE seq > ?", (kept,))
    found = verify(filled)
    assert place_of(found) == f"{filled.name} line {kept + 1}"
    assert str(found.fault.fact) == f"the head counts 7 lines, and {kept} are there."
    assert found.entries == kept


def test_a_line_put_at_the_end_is_found(filled, unguarded):
    with unguarded(filled) as raw:
        raw.execute("INSERT INTO entries SELECT 8, kind, recorded_on, body, hash, hash FROM entries WHERE seq = 7")
    assert place_of(verify(filled)) == f"{filled.name} line 8"


def test_papers_are_neither_lost_nor_slipped_in(filled, unguarded):
    whole = filled.read_bytes()
    with unguarded(filled) as raw:
        raw.execute("DELETE FROM papers WHERE rowid = 3")
    assert str(verify(filled).fault).startswith(
        f"{filled.name} line 4: the paper of ST2026-00003 is missing. Restore the register from a backup"
    )
    filled.write_bytes(whole)
    digest = hashlib.sha256(b"forged").hexdigest()
    with unguarded(filled) as raw:
        raw.execute("INSERT INTO papers VALUES (?, ?)", (digest, b"forged"))
    assert str(verify(filled).fault).startswith(f"{filled.name}: paper {digest} belongs to no line.")


def relink(raw: sqlite3.Connection, company: str) -> None:
    """What a forger does who knows how the chain is made."""
    previous = hashlib.sha256(f"arxl register\n{company}".encode()).hexdigest()
    for seq, kind, day, body in raw.execute("SELECT seq, kind, recorded_on, body FROM entries ORDER BY seq").fetchall():
        this = hashlib.sha256("\n".join([str(seq), kind, day, previous, body]).encode()).hexdigest()
        raw.execute("UPDATE entries SET previous = ?, hash = ? WHERE seq = ?", (previous, this, seq))
        previous = this
    raw.execute("UPDATE head SET entries = (SELECT count(*) FROM entries), hash = ?", (previous,))


@pytest.mark.parametrize(
    ("forgery", "line", "said"),
    [
        ("""'"closing_minor":12750', '"closing_minor":12751'""", 1, "goes from 700 to 12751;"),
        ("""'"opening_minor":12750', '"opening_minor":0'""", 4, "lines lead from 12750 to 24800"),
        ("""'ST2026-00002', 'ST2026-00003'""", 2, 'number "ST2026-00003" stands where ST2026-00002 follows'),
        ("""'"month":"2026-11"', '"month":"2026-10"'""", 4, "2026-10 is closed already."),
        ("""'"until":null', '"until": null'""", 7, "the entry is not written as arxl writes it."),
        ("""'"until":null', '"until":"soon"'""", 7, "the entry is not written as arxl writes it."),
        ("""'"reason":', '"motive":'""", 7, "the entry is not written as arxl writes it."),
    ],
)
def test_a_forger_who_relinks_the_chain_still_has_to_keep_the_books(filled, company, unguarded, forgery, line, said):
    with unguarded(filled) as raw:
        raw.execute(f"UPDATE entries SET body = replace(body, {forgery})")
        relink(raw, company)
    found = verify(filled)
    assert place_of(found) == f"{filled.name} line {line}"
    assert said in str(found.fault)


def test_a_register_written_anew_from_end_to_end_shows_in_its_head(filled, company, unguarded):
    noted = verify(filled).head
    with unguarded(filled) as raw:
        raw.execute("""UPDATE entries SET body = replace(body, 'agrees', 'differs')""")
        relink(raw, company)
    found = verify(filled)
    assert found.fault is None
    assert found.head != noted


def test_an_entry_of_a_later_version_asks_for_that_version(filled, company, unguarded):
    with unguarded(filled) as raw:
        raw.execute("UPDATE entries SET kind = 'credit limit' WHERE seq = 7")
        relink(raw, company)
    assert str(verify(filled).fault) == (
        f'{filled.name} line 7: the entry is a "credit limit", which this arxl does not know. Update arxl.'
    )


@pytest.mark.parametrize("guard", [guard.split()[2] for guard in file.GUARDS])
def test_a_missing_guard_is_found_and_the_register_takes_nothing_more(filled, company, guard):
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute(f"DROP TRIGGER {guard}")
    said = "its tables or the guards that keep them append-only are not as arxl makes them."
    assert said in str(verify(filled).fault)
    with pytest.raises(Refused, match=said):
        Register.at(filled, company, create=False)


@pytest.mark.parametrize("change", ["DROP TABLE papers", "DROP TABLE head", "ALTER TABLE entries RENAME TO lines"])
def test_a_missing_table_is_a_sentence(filled, company, unguarded, change):
    with closing(sqlite3.connect(filled, isolation_level=None)) as raw:
        raw.execute("PRAGMA legacy_alter_table = ON")
        raw.execute(change)
    assert verify(filled).fault is not None
    with pytest.raises(Refused):
        Register.at(filled, company, create=False)


@pytest.mark.parametrize("heads", [0, 2])
def test_a_register_has_one_head(filled, unguarded, heads):
    with unguarded(filled) as raw:
        raw.execute("DELETE FROM head" if heads == 0 else "INSERT INTO head SELECT * FROM head")
    assert f"the register has {heads} heads instead of 1." in str(verify(filled).fault)


STORED = {table: ", ".join(columns) for table, columns in CELLS.items()}


def content_of(path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = bytes
        return [
            raw.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
            for table, columns in (*STORED.items(), ("sqlite_schema", "type, name, tbl_name, sql"))
        ]


def assert_seen_or_harmless(path, company, whole, damaged: bytes, content, history) -> bool:
    """Whether the damage was seen; where not, everything that is read must be what it was."""
    path.write_bytes(damaged)
    seen = verify(path).fault is not None
    with suppress(Refused), Register.at(path, company, create=False) as register:
        assert register.history() == history
    if not seen:
        assert content_of(path) == content
    for left in path.parent.iterdir():
        left.unlink()
    return seen


def flips(size: int, count: int) -> list[tuple[int, int]]:
    chance = random.Random(7)
    header = [(offset, chance.randrange(8)) for offset in range(100)]
    return header + [(chance.randrange(size), chance.randrange(8)) for _ in range(count)]


def walk_over_the_file(path, company, history, places) -> int:
    whole, content = path.read_bytes(), content_of(path)
    seen = 0
    for offset, bit in places:
        damaged = bytearray(whole)
        damaged[offset] ^= 1 << bit
        seen += assert_seen_or_harmless(path, company, whole, bytes(damaged), content, history)
    return seen


def test_a_flipped_bit_anywhere_in_the_file_is_seen_or_harmless(filled, company, open_register):
    with open_register(create=False) as register:
        history = register.history()
    places = flips(filled.stat().st_size, 300)
    assert walk_over_the_file(filled, company, history, places) > 30


@pytest.mark.long
def test_every_byte_of_the_file_is_seen_or_harmless(filled, company, open_register):
    with open_register(create=False) as register:
        history = register.history()
    places = [(offset, offset % 8) for offset in range(filled.stat().st_size)]
    assert walk_over_the_file(filled, company, history, places) > 1000


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_a_sentence(filled, company, share):
    whole = filled.read_bytes()
    filled.write_bytes(whole[: int(len(whole) * share)])
    assert verify(filled).fault is not None
    with pytest.raises(Refused), Register.at(filled, company, create=False) as register:
        register.history()
