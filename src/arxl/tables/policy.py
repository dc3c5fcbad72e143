"""The Policy sheet: what the accountant may change, one frozen dataclass a practice.

Each attribute is a row of the sheet: its name is the key, its default the value, its text the third column. The
accountant changes a row, or overrides it for one run with `--set KEY=VALUE`; code never does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from arxl.errors import Amount, Fault, Faulty, Sentence, label, sentence
from arxl.kernels.days import Roll
from arxl.tables.desk_policy import DESK_POLICIES
from arxl.tables.policy_row import MOST_BUCKETS, MOST_MONEY, setting
from arxl.tables.schema import Setting

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class ReadingPolicy:
    """How the cells of the book are read."""

    amount_rounding: str = setting(
        "refuse",
        label("An amount finer than its currency is refused, or rounded half-up."),
        ("refuse", "half-up"),
    )
    faulty_rows: str = setting(
        "stop",
        label("Rows with a fault stop statements and month-end, or are left out and listed."),
        ("stop", "leave-out"),
    )
    date_order: str = setting(
        "auto",
        label("Order of day, month and year in dates written as text; auto reads it off the whole column."),
        ("auto", "dmy", "mdy", "ymd"),
    )
    decimal_sign: str = setting(
        "auto",
        label("Sign before the decimals in numbers written as text; auto reads it off the whole column."),
        ("auto", ".", ","),
    )
    future_days: int = setting(
        366, label("A date more than this many days after the as-of date is reported as a warning.")
    )


@dataclass(frozen=True, slots=True)
class DuePolicy:
    """A3: when a delivery is due."""

    default_terms: str = setting("NET 30", label("Terms of a customer whose Terms are blank."))
    due_roll: Roll = setting(
        "none",
        label("Where a due date that is not a working day moves to."),
        ("none", "following", "preceding"),
    )
    weekend: str = setting("Sat, Sun", label("Days of the week that are not worked."))
    holidays: str = setting(
        "", label("Further days that are not worked, besides the public holidays of the company's country.")
    )


@dataclass(frozen=True, slots=True)
class AllocationPolicy:
    """B2: which receipt settles which delivery."""

    allocation_order: str = setting(
        "date",
        label("Oldest first by document date, then due date; or by due date, then document date."),
        ("date", "due"),
    )
    pass_over_disputed: bool = setting(
        True, label("Receipts and credits that name no document pass over disputed items.")
    )
    tolerance: Decimal = setting(
        Decimal(0),
        label("A rest of at most this amount, left by a receipt, is written off with that receipt's date."),
    )
    bills_settle: str = setting(
        "clearing",
        label("A cheque or bill settles on the day it clears, or on the day it is received."),
        ("clearing", "receipt"),
    )


@dataclass(frozen=True, slots=True)
class AgingPolicy:
    """B3: open items by how late they are."""

    buckets: tuple[int, ...] = setting(
        (30, 60, 90, 180), label("Last day of each bucket; what is later goes into a last bucket.")
    )
    aging_by: str = setting(
        "due",
        label("Age is counted from the due date or from the document's date."),
        ("due", "document"),
    )


@dataclass(frozen=True, slots=True)
class StatementPolicy:
    """B4: the monthly statement."""

    return_days: int = setting(10, label("Days from issue within which the signed copy is asked back."))
    theme_path: str = setting("", label("Folder with the company's own theme.typ; blank prints with arxl's."))
    register_path: str = setting("", label("Folder of the register; blank is the folder of the workbook."))
    rebate_late_days: int = setting(
        5, label("An item more than this many days late forfeits the rebate of its quarter.")
    )


@dataclass(frozen=True, slots=True)
class LimitationPolicy:
    """B4: when a claim for goods delivered lapses."""

    limitation_years: str = setting(
        "CN 3, TW 2, KR 3, RO 3, ES 5",
        label(
            "Years after which a claim for goods lapses, by country of the customer. Sources: China Civil Code art."
            " 188; Taiwan Civil Code art. 127; Korea Civil Act art. 163; Romania Civil Code art. 2517; Spain Código"
            " Civil art. 1964. Ask counsel."
        ),
    )
    part_payment_restarts: str = setting(
        "CN, TW, KR, RO, ES",
        label(
            "Countries in which a part payment restarts that clock, as an acknowledgement of debt. Sources: China Civil"
            " Code art. 195; Taiwan Civil Code art. 129; Korea Civil Act art. 168; Romania Civil Code art. 2537, 2538;"
            " Spain Código Civil art. 1973. Ask counsel."
        ),
    )
    lapsing_months: int = setting(6, label("Debts that lapse within this many months are on the list."), most=600)


@dataclass(frozen=True, slots=True)
class EvidencePolicy:
    """A5, B1, B4: how well a balance can be proved, as a score from 0 to 100."""

    evidence_contract: int = setting(
        25, label("Weight of a signed contract, valid on the day, in the evidence score."), most=100
    )
    evidence_notes: int = setting(
        35, label("Weight of signed delivery notes, by their share of the amount open."), most=100
    )
    evidence_statement: int = setting(
        30, label("Weight of the last statement, countersigned; half where authority is unproved."), most=100
    )
    evidence_signatory: int = setting(10, label("Weight of a signatory or a registered seal on file."), most=100)


@dataclass(frozen=True, slots=True)
class MailPolicy:
    """How papers are sent."""

    mail_server: str = setting("", label("Name of the mail server (SMTP); blank writes drafts instead."))
    mail_port: int = setting(587, label("Its port."), most=65_535)
    mail_security: str = setting(
        "starttls",
        label("How the connection is encrypted; none only for a server on this computer."),
        ("starttls", "tls", "none"),
    )
    mail_user: str = setting("", label("Who logs in; the password is kept in the keyring of the computer."))
    mail_from: str = setting("", label("The sender's address; blank is the company's E-mail."))
    mail_seconds: int = setting(30, label("Seconds for which the server is waited for."), most=600)


@dataclass(frozen=True, slots=True)
class SealPolicy:
    """How statements are sealed."""

    seal_certificate: str = setting(
        "", label("File of the certificate (PKCS#12) that seals statements; blank leaves them unsealed.")
    )


@dataclass(frozen=True, slots=True)
class SupplyPolicy:
    """C1: who gets no more goods."""

    release_days: int = setting(0, label("Days for which a supply level stays after its cause is gone."), most=366)
    release_days_after_bounce: int = setting(
        7,
        label("The same for a customer with a bounced receipt or a broken promise in the last bounce_memory_days."),
        most=366,
    )
    bounce_memory_days: int = setting(90, label("Days for which a bounced receipt or a broken promise is remembered."))
    count_disputed: bool = setting(
        True, label("Disputed items count in days past due and overdue amounts of the supply rules.")
    )
    orders_reduced_percent: int = setting(50, label("Share of an order that may ship at supply level 2, in percent."))
    changes_since: str = setting(
        "day",
        label("Supply levels are compared with those of the day before, of the last working day, or of the month end."),
        ("day", "working-day", "month-end"),
    )


@dataclass(frozen=True, slots=True)
class DebtClassPolicy:
    """C2: how much hope is left for an open item."""

    debt_classes: tuple[int, ...] = setting(
        (90, 180, 365),
        label("Last day past due of the classes collecting, doubtful and bad; what is later is dead."),
        count=3,
    )


@dataclass(frozen=True, slots=True)
class InterestPolicy:
    """C5: interest on what is past due."""

    interest_basis: str = setting(
        "ACT/365",
        label("How days become parts of a year: actual days by 365 or 360, or months of 30 days by 360."),
        ("ACT/365", "ACT/360", "30E/360"),
    )
    interest_grace_days: int = setting(0, label("Days by which the start of interest is put off; they bear none."))
    from_due: bool = setting(
        False,
        label("Interest runs from the due date, notice or not; else from the written notice where that is later."),
    )


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """B6: which letter an account is due for, and what it asks."""

    remind_before_days: tuple[int, ...] = setting(
        (1, 7), label("Days before the due date on which an account is reminded of it.")
    )
    dunning_days: tuple[int, ...] = setting(
        (1, 15, 31, 46, 61),
        label(
            "First day past due of the letters late-soft, late-firm, interest, suspension and last-notice; "
            "disputed items do not count."
        ),
        count=5,
    )
    pay_within_days: int = setting(7, label("Days from its own date within which a letter asks for the money."))
    last_notice_days: int = setting(14, label("The same for the last notice before counsel is instructed."))
    counsel: str = setting(
        "", label("Name and address of the counsel to whom claims are assigned; blank leaves a line to fill in.")
    )


@dataclass(frozen=True, slots=True)
class ReconciliationPolicy:
    """B5: the customer's own account beside ours."""

    reconcile_days: int = setting(
        10, label("Days between the dates of two lines of one amount that no reference tells to be one."), most=366
    )


POLICIES: tuple[type[Any], ...] = (
    ReadingPolicy,
    DuePolicy,
    AllocationPolicy,
    AgingPolicy,
    StatementPolicy,
    LimitationPolicy,
    EvidencePolicy,
    MailPolicy,
    SealPolicy,
    SupplyPolicy,
    DebtClassPolicy,
    InterestPolicy,
    ReminderPolicy,
    ReconciliationPolicy,
    *DESK_POLICIES,
)


def policy_of(policy: type[P], settings: Mapping[str, Setting]) -> P:
    """The policy of one practice: its defaults, changed by the settings that name its attributes.

    Raises:
        Faulty: a value is not one that its key takes.

    >>> policy_of(AgingPolicy, {"buckets": Setting("15, 45", "Policy!B3")}).buckets
    (15, 45)
    """
    values = {}
    for attribute in fields(policy):  # type: ignore[arg-type]
        said = settings.get(attribute.name)
        if said is None or not said.value.strip():
            continue
        assert attribute.default is not MISSING
        values[attribute.name] = _value(said, attribute)
    return policy(**values)


def policy_keys() -> dict[str, tuple[object, str]]:
    """Key -> (default, what it does), of all practices, in the order of the Policy sheet."""
    return {a.name: (a.default, a.metadata["text"]) for policy in POLICIES for a in fields(policy)}


def _value(said: Setting, attribute: Field[Any]) -> object:
    text, choices, most = said.value.strip(), attribute.metadata["choices"], attribute.metadata["most"]
    if choices:
        for choice in choices:
            if text.casefold() == choice.casefold():
                return choice
        raise _wrong(attribute.name, said, choices)
    count = attribute.metadata["count"]
    read, kind = _reader(attribute.default)
    try:
        value = read(text, most)
        if count and isinstance(value, tuple) and len(value) != count:
            raise ValueError
    except (ValueError, InvalidOperation, KeyError):
        many = count or Sentence(_AT_MOST, {"count": MOST_BUCKETS})
        limit = Amount(MOST_MONEY, "")
        raise _wrong(attribute.name, said, Sentence(kind, {"most": most, "many": many, "limit": limit})) from None
    return value


def _wrong(key: str, said: Setting, takes: Sentence | Sequence[str]) -> Faulty:
    return Faulty(
        Fault(
            said.place,
            sentence('{key} is "{value}"; it takes {takes}.', key=key, value=said.value, takes=takes),
            sentence("Correct the value."),
        )
    )


def _yes_or_no(text: str, _: int) -> bool:
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[text.casefold()]


def _whole(text: str, most: int) -> int:
    number = int(text.removesuffix(".0"))
    if not 0 <= number <= most:
        raise ValueError
    return number


def _money(text: str, _: int) -> Decimal:
    number = Decimal(text)
    if not 0 <= number < MOST_MONEY:  # NaN raises InvalidOperation
        raise ValueError
    return number


def _edges(text: str, most: int) -> tuple[int, ...]:
    edges = tuple(_whole(part, most) for part in text.replace(";", ",").split(","))
    if len(edges) > MOST_BUCKETS or any(later <= earlier for earlier, later in zip((0, *edges), edges, strict=False)):
        raise ValueError
    return edges


def _numbers(text: str, _: int) -> tuple[Decimal, ...]:
    return tuple(_money(part.strip(), 0) for part in text.replace(";", ",").split(","))


def _text(text: str, _: int) -> str:
    return text


def _reader(default: object) -> tuple[Callable[[str, int], object], str]:
    """What reads a value of the kind that the default is, and what that kind is called."""
    if isinstance(default, tuple) and isinstance(default[0], Decimal):
        return _numbers, label("{many} numbers from 0, separated by commas")
    return _READERS[type(default)]


_READERS: Mapping[type, tuple[Callable[[str, int], object], str]] = {
    bool: (_yes_or_no, label("yes or no")),
    int: (_whole, label("a whole number from 0 to {most}")),
    Decimal: (_money, label("an amount from 0, below {limit}")),
    tuple: (_edges, label("{many} rising whole numbers from 1 to {most}, separated by commas")),
    str: (_text, label("text")),
}
_AT_MOST = label("at most {count}")
