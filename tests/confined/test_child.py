"""What happens in the child stays in the child: each way to break down is the caller's own sentence."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from arxl.confined import inside
from arxl.confined.child import Child, Told
from arxl.confined.frames import read_frame, write_frame
from arxl.errors import Refused, sentence


class Reader(Child):
    """Asks a module that a test wrote."""

    def _unreadable(self, reason: str) -> Told:
        return sentence("unreadable: {reason}.", reason=reason), sentence("Remedy.")

    def _late(self, seconds: float) -> Told:
        return sentence("late after {seconds}.", seconds=seconds), sentence("Remedy.")

    def _broken(self, megabytes: int) -> Told:
        return sentence("broken within {megabytes} MB.", megabytes=megabytes), sentence("Remedy.")


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """The refusal, or the answer, of a child whose `answered` has the given body."""

    def ask(body, memory_bytes=1 << 30, seconds=30.0):
        module = tmp_path / "stranger.py"
        module.write_text(
            "import os, sys, time\nfrom arxl.confined.inside import limit_itself, serve\n"
            "limit_itself(*map(int, sys.argv[1:3]))\n"
            f"def answered(message, buffers):\n    {body}\nserve(answered)\n"
        )
        monkeypatch.syspath_prepend(str(tmp_path))
        with Reader("file.x", "stranger", memory_bytes, seconds) as child:
            try:
                return child.ask({"ask": "it"}, [b"bytes"])
            except Refused as refusal:
                return str(refusal)

    return ask


def test_an_answer_comes_back_with_its_buffers(asked):
    assert asked("return {'said': message['ask']}, [buffers[0] * 2]") == ({"said": "it"}, [b"bytesbytes"])


def test_what_a_reader_raises_is_one_line(asked):
    assert asked("raise ValueError('first line\\nsecond')") == "file.x: unreadable: first line. Remedy."


def test_a_child_that_dies_is_one_sentence(asked):
    assert asked("os.abort()") == "file.x: broken within 1024 MB. Remedy."


def test_a_child_that_prints_rubbish_is_one_sentence(asked):
    rubbish = "os.write(1, b'no frame at all, but letters'); os._exit(0)"
    assert asked(rubbish) == "file.x: broken within 1024 MB. Remedy."


def test_a_child_that_never_comes_back_is_one_sentence(asked):
    assert asked("time.sleep(60)", seconds=0.5) == "file.x: late after 0.5. Remedy."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to its address space")
def test_a_child_that_takes_memory_without_end_is_one_sentence(asked):
    assert asked("return {}, [bytes(2 << 30)]") == "file.x: broken within 1024 MB. Remedy."


def test_a_child_out_of_memory_ends_without_an_answer(monkeypatch):
    """The limit strikes in Python or in the parser, by chance; the other end says the same sentence for both."""
    request, answers = io.BytesIO(), io.BytesIO()
    write_frame(request, {"ask": "outline"}, [b"a workbook"])
    request.seek(0)

    def answered(message, buffers):
        raise MemoryError

    monkeypatch.setattr(inside.sys, "stdin", SimpleNamespace(buffer=request))
    monkeypatch.setattr(inside.sys, "stdout", SimpleNamespace(buffer=answers))
    with pytest.raises(SystemExit):
        inside.serve(answered)
    assert not answers.getvalue()


def test_work_that_follows_an_answer_is_not_done_after_an_error(monkeypatch):
    requests, answers, done = io.BytesIO(), io.BytesIO(), []
    write_frame(requests, {"ask": "good"}, [b"1"])
    write_frame(requests, {"ask": "bad"}, [b"2"])
    requests.seek(0)

    def answered(message, buffers):
        if message["ask"] == "bad":
            raise ValueError
        return {}, []

    monkeypatch.setattr(inside.sys, "stdin", SimpleNamespace(buffer=requests))
    monkeypatch.setattr(inside.sys, "stdout", SimpleNamespace(buffer=answers))
    inside.serve(answered, done.append)
    answers.seek(0)
    assert [read_frame(answers), read_frame(answers)] == [({}, []), ({"error": "ValueError"}, [])]
    assert done == [[b"1"]]
