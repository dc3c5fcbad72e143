"""The page on which a person confirms returned copies: plain HTML with forms, in the company's language.

It holds no script and loads nothing: pictures are part of it. Whatever stands on it comes from the book, the register
or a stranger's file, and is written as text.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from arxl.errors import Amount, Fault, label, sentence
from arxl.hosts.review.desk import Desk
from arxl.jobs.returned import ReturnedCopy, UnmatchedPage
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import Wording, wording
from arxl.practices.decision import SIGNED
from arxl.tables.history import IssuedStatement, Reply

_STYLE = """
body { font: 15px/1.45 system-ui, "Noto Sans", sans-serif; margin: 0; background: #f4f6f8; color: #1c2733; }
header { background: #1f4e79; color: #fff; padding: 14px 28px; display: flex; justify-content: space-between;
  align-items: center; gap: 20px; }
header h1 { font-size: 19px; margin: 0; } header p { margin: 2px 0 0; opacity: .85; }
main { max-width: 1180px; margin: 22px auto; padding: 0 20px; }
h2 { font-size: 16px; color: #1f4e79; margin: 26px 0 10px; }
article { background: #fff; border: 1px solid #d5dde5; border-radius: 6px; padding: 16px; margin-bottom: 16px;
  display: grid; grid-template-columns: 190px 1fr 330px; gap: 20px; }
article img.page { width: 190px; border: 1px solid #d5dde5; }
.boxes { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
figure { margin: 0 0 10px; } figure img { max-width: 100%; max-height: 210px; border: 1px solid #d5dde5; }
figcaption, small { color: #59616b; font-size: 13px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 14px; margin: 0 0 10px; }
dt { color: #59616b; } dd { margin: 0; font-weight: 600; }
.proposal { background: #eef3f8; padding: 6px 10px; border-radius: 4px; margin: 0 0 10px; }
.warning { background: #fff4d6; padding: 6px 10px; border-radius: 4px; margin: 0 0 8px; }
.fault { background: #fde3e1; padding: 6px 10px; border-radius: 4px; margin: 0 0 8px; }
.recorded { background: #e2f2e5; padding: 8px 10px; border-radius: 4px; }
form label { display: block; margin: 0 0 7px; }
form .row { display: flex; gap: 14px; margin: 0 0 9px; flex-wrap: wrap; }
form .row label { margin: 0; }
input[type=text], input[type=date], select { width: 100%; box-sizing: border-box; font: inherit; padding: 5px 7px;
  border: 1px solid #b8c3cd; border-radius: 4px; background: #fff; }
button { font: inherit; padding: 7px 16px; border: 0; border-radius: 4px; background: #1f4e79; color: #fff; }
header button { background: #fff; color: #1f4e79; }
"""


# Not inside the strings of the page: what collects texts for translation does not look there.
_BY_HAND = label("Pages to match by hand")
_NOTHING = label("There is nothing to review.")
_LOOKS_AS_IF = label("It looks as if")
_DAY = label("Day of the signature")
_SIGNATORY = label("Signatory")
_NO_SIGNATORY = label("none of the file")
_FIGURE_IF = label("Their figure, if it differs")
_BY = label("Confirmed by")
_RECORD = label("Record")
_COPY_OF = label("It is a copy of")
_MATCH = label("Match")
_FIGURE = label("Their figure")


def page_of(desk: Desk, path: str) -> str:
    """The whole page.

    Args:
        path: under which the server takes forms, "/token/".
    """
    words = wording(desk.opened.book.company.language)
    return "\n".join(_Page(desk, words, path).lines())


class _Page:
    def __init__(self, desk: Desk, words: Wording, path: str) -> None:
        self._desk, self._words, self._path = desk, words, path

    def lines(self) -> Iterator[str]:
        desk = self._desk
        title = self._text(label("Returned copies"))
        yield f'<!doctype html><html lang="{escape(self._words.language.replace("_", "-"))}"><head>'
        yield f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head><body>'
        company = escape(desk.opened.book.company.name or desk.opened.path.name)
        yield f"<header><div><h1>{title}</h1><p>{company}</p></div>"
        done = self._text(label("Done"))
        yield f'<form method="post" action="{self._path}done"><button>{done}</button></form></header>'
        yield "<main>"
        yield from map(self._fault, desk.faults)
        for at, copy in enumerate(desk.copies):
            yield from self._copy(at, copy)
        if desk.unmatched:
            yield f"<h2>{self._text(_BY_HAND)}</h2>"
            for at, page in desk.unmatched.items():
                yield from self._unmatched(at, page)
        if not desk.copies and not desk.unmatched:
            yield f"<p>{self._text(_NOTHING)}</p>"
        yield "</main></body></html>"

    def _copy(self, at: int, copy: ReturnedCopy) -> Iterator[str]:
        statement = copy.statement
        yield f'<article id="copy-{at}"><div>{_picture(copy.thumbnail, "page")}</div><div>'
        yield self._facts(copy)
        yield f'<p class="proposal">{self._text(_LOOKS_AS_IF)}: <b>{self._text(copy.proposal)}</b></p>'
        yield from map(self._fault, copy.faults)
        yield '<div class="boxes">'
        for side, caption in (("customer", label("Customer's box")), ("seller", label("Our box"))):
            box = copy.box(side)
            if box is not None:
                yield f"<figure>{_picture(box.picture)}<figcaption>{self._text(caption)}</figcaption></figure>"
        yield "</div></div><div>"
        reply = self._desk.reply(statement.number)
        if reply is not None:
            yield self._recorded(reply, statement)
        yield from map(self._fault, self._desk.objections(f"copy {at}"))
        if reply is None or (reply.answer != SIGNED and reply.copy != copy.digest):
            yield from self._form(at, copy)
        yield "</div></article>"

    def _facts(self, copy: ReturnedCopy) -> str:
        statement = copy.statement
        balance = Amount(decimal_of(statement.closing_minor, exponent_of(statement.currency)), statement.currency)
        pages = ", ".join(map(str, copy.pages))
        facts = (
            (label("Statement"), statement.number),
            (label("Customer"), self._customer(statement.customer)),
            (label("Closing balance"), self._words.amount(balance)),
            (label("Issued on"), self._words.date(statement.issued_on)),
            (label("File"), f"{copy.path.name}" + (f" · {pages}" if pages else "")),
        )
        shown = (f"<dt>{self._text(caption)}</dt><dd>{escape(value)}</dd>" for caption, value in facts)
        return f"<dl>{''.join(shown)}</dl>"

    def _form(self, at: int, copy: ReturnedCopy) -> Iterator[str]:
        yield f'<form method="post" action="{self._path}copy/{at}"><div class="row">'
        for answer, caption in (
            ("signed", label("agrees")),
            ("differs", label("differs")),
            ("refused", label("refused")),
        ):
            if answer == SIGNED and not copy.is_acceptable:
                continue
            yield f'<label><input type="radio" name="answer" value="{answer}" required> {self._text(caption)}</label>'
        yield "</div>"
        signed_on = copy.examined.signed_on if copy.examined is not None else None
        day = f' value="{signed_on.isoformat()}"' if signed_on else ""
        yield f'<label>{self._text(_DAY)}<input type="date" name="date" required{day}></label>'
        yield f'<label>{self._text(_SIGNATORY)}<select name="signatory">'
        yield f'<option value="">{self._text(_NO_SIGNATORY)}</option>'
        yield from (
            f'<option value="{escape(name)}">{escape(name)}{escape(f" ({role})" if role else "")}</option>'
            for name, role in self._signatories(copy.statement.customer)
        )
        yield "</select></label>"
        seal = self._text(label("The registered seal is on it"))
        yield f'<label><input type="checkbox" name="sealed" value="yes"> {seal}</label>'
        yield f'<label>{self._text(_FIGURE_IF)}<input type="text" name="figure"></label>'
        by = escape(self._desk.by)
        yield f'<label>{self._text(_BY)}<input type="text" name="by" value="{by}" required></label>'
        yield f"<button>{self._text(_RECORD)}</button></form>"

    def _unmatched(self, at: int, page: UnmatchedPage) -> Iterator[str]:
        yield f'<article id="page-{at}"><div>{_picture(page.thumbnail, "page")}</div><div>'
        yield self._fault(page.fault)
        yield "</div><div>"
        yield from map(self._fault, self._desk.objections(f"page {at}"))
        yield f'<form method="post" action="{self._path}page/{at}"><label>{self._text(_COPY_OF)}'
        yield '<select name="number" required><option value=""></option>'
        yield from (
            f'<option value="{one.number}">{one.number} · {escape(self._customer(one.customer))}</option>'
            for one in self._desk.unanswered
        )
        yield f"</select></label><button>{self._text(_MATCH)}</button></form></div></article>"

    def _recorded(self, reply: Reply, statement: IssuedStatement) -> str:
        said = sentence(
            "Recorded: {answer}, {date}, by {by}.",
            answer=self._words.text(reply.answer),
            date=reply.date,
            by=reply.by,
        )
        figure = ""
        if reply.figure_minor is not None:
            amount = Amount(decimal_of(reply.figure_minor, exponent_of(statement.currency)), statement.currency)
            figure = f"<br>{self._text(_FIGURE)}: {escape(self._words.amount(amount))}"
        return f'<p class="recorded">{escape(self._words.say(said))}{figure}</p>'

    def _signatories(self, customer: str) -> list[tuple[str, str]]:
        people = self._desk.opened.book.signatories
        own = people.customer == customer
        return list(zip(people.name[own].tolist(), people.role[own].tolist(), strict=True))

    def _customer(self, customer: str) -> str:
        name = self._desk.opened.book.customers.name_of(customer)
        return f"{customer} {name}" if name != customer else customer

    def _fault(self, fault: Fault) -> str:
        said = " ".join(self._words.say(part) for part in (fault.fact, fault.remedy))
        return f'<p class="{fault.severity}">{escape(f"{fault.place}: {said}" if fault.place else said)}</p>'

    def _text(self, text: str) -> str:
        return escape(self._words.text(text))


def _picture(content: bytes, kind: str = "box") -> str:
    if not content:
        return ""
    return f'<img class="{kind}" alt="" src="data:image/png;base64,{base64.b64encode(content).decode()}">'
