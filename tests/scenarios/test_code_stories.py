"""Stories of codes (C7): what the register issued is known again from its pages, and nothing else is."""

from __future__ import annotations

from pathlib import Path

from arxl.jobs.draft import drafted
from arxl.jobs.export import statements_folder
from arxl.papers.code import is_genuine
from arxl.papers.scan import read_scans
from arxl.register.store import Register

from .story import Story


def told(story: Story) -> Story:
    return story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-08 delivery INV-3 to C-2 of 70.00
    """)


def test_every_page_that_was_issued_is_known_again_and_its_boxes_are_empty(story: Story) -> None:
    told(story).issues("2026-01", "2026-02-02")
    opened = story.on("2026-02-02").opened
    with Register.at(opened.register_file, "dealer-supplies", create=False) as register:
        history = register.history()
        one, other = history.statements
        for issued in (one, other):
            paper = register.paper(issued.digest)
            file = statements_folder(story.path, "2026-01") / issued.file
            pages = read_scans(file, paper_of=lambda code, paper=paper: paper)
            assert [page.code.page for page in pages] == list(range(1, len(pages) + 1))
            assert all(is_genuine(page.code, issued, "dealer-supplies", history.code_key) for page in pages)
            boxes = [box for page in pages for box in page.boxes]
            assert [(box.side, box.signed, box.stamped) for box in boxes] == [
                ("seller", False, False),
                ("customer", False, False),
            ]
        code = read_scans(statements_folder(story.path, "2026-01") / one.file)[0].code
        assert not is_genuine(code, other, "dealer-supplies", history.code_key)


def test_a_register_has_one_key_for_all_its_statements(story: Story) -> None:
    told(story).issues("2026-01", "2026-02-02")
    first = story.on("2026-02-02").opened.history.code_key
    story.tells("2026-02-10 receipt R-1 from C-1 of 600.00").issues("2026-02", "2026-03-02")
    later = story.on("2026-03-02").opened.history
    assert len(first) == 64
    assert later.code_key == first


def test_a_correction_has_a_code_of_its_own(story: Story) -> None:
    told(story).issues("2026-01", "2026-02-02")
    story.changes("INV-1", Amount="900.00")
    corrected = story.corrects("ST2026-00001", "2026-02-05")
    history = story.on("2026-02-05").opened.history
    issued = next(one for one in history.statements if one.number == corrected.number)
    code = read_scans(statements_folder(story.path, "2026-01") / issued.file)[0].code
    assert code.number == corrected.number
    assert is_genuine(code, issued, "dealer-supplies", history.code_key)


def test_a_draft_has_no_code(story: Story, tmp_path: Path) -> None:
    told(story)
    drafted(story.on("2026-01-31").opened, "2026-01", tmp_path / "drafts")
    (draft, _) = sorted((tmp_path / "drafts").glob("*.pdf"))
    assert all(page.codes == () for page in read_scans(draft))
