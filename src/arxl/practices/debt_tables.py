"""Debts as rows and columns: items by class, what is expected to be lost, and the recovery curve (practices C2, C3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Int64s, Texts
from arxl.practices.cash_application import Position
from arxl.practices.debt_class import CLASSES, DEAD, ClassedItems
from arxl.practices.decision import WRITTEN_OFF
from arxl.practices.expected_loss import ExpectedLoss
from arxl.practices.recovery import Recovery
from arxl.practices.write_off import write_offs_on
from arxl.tables.buckets import bucket_label
from arxl.tables.history import RecordedDecision
from arxl.tables.policy import DebtClassPolicy
from arxl.tables.result import Amounts, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Customers

Facts = Mapping[str, Sentence]


def items_table(position: Position, customers: Customers, items: ClassedItems, policy: DebtClassPolicy) -> ResultTable:
    """Every open document with its class and why it is in it: the worst class first, then what is latest."""
    days = position.days_past_due[items.rows]
    order = np.lexsort((items.rows, -days, -items.classes))
    rows, classes = items.rows[order], items.classes[order]
    ledger, accounts = position.ledger, position.ledger.accounts
    debit, account = position.debits[rows], position.debit_account[rows]
    customer = accounts.customer[account].tolist()
    why = _whys(items, days, gone_facts(customers), accounts.customer[position.debit_account[items.rows]], policy)
    currency = accounts.currency[account].tolist()
    return ResultTable(
        label("Debts"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, customer),
            ResultColumn("name", label("Name"), Shows.TEXT, [customers.name_of(code) for code in customer]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, currency),
            ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debit].tolist()),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, _salespeople(position, customers, rows)),
            ResultColumn("due_date", label("Due Date"), Shows.DATE, position.due_date[rows].tolist()),
            ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, days[order].tolist()),
            ResultColumn(
                "open",
                label("Open"),
                Shows.AMOUNT,
                Amounts(position.open_minor[rows], accounts.exponent[account], currency),
                totalled=True,
            ),
            ResultColumn("class", label("Class"), Shows.LABEL, [CLASSES[place] for place in classes.tolist()]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [(why[nth],) for nth in order.tolist()]),
        ),
    )


def _salespeople(position: Position, customers: Customers, rows: Int64s) -> list[str]:
    """The document's salesperson, else its customer's."""
    of_customer = customers.by_id("salesperson")
    own = position.ledger.debits.salesperson[position.debits[rows]].tolist()
    customer = position.ledger.accounts.customer[position.debit_account[rows]].tolist()
    return [name or of_customer.get(who, "") for name, who in zip(own, customer, strict=True)]


def gone_facts(customers: Customers) -> Facts:
    """Customer -> that it is gone, and since when."""
    facts = {}
    for row in np.flatnonzero(~np.isnat(customers.gone_on)).tolist():
        day = customers.gone_on[row].item()
        if customers.gone_as[row] == "bankrupt":
            fact = sentence("The debtor is bankrupt since {day}.", day=day)
        else:
            fact = sentence("The debtor is closed since {day}.", day=day)
        facts[str(customers.customer[row])] = fact
    return facts


def _whys(items: ClassedItems, days: Int64s, facts: Facts, customer: Texts, policy: DebtClassPolicy) -> list[Sentence]:
    """Why each item is in its class: a fact where there is one, else its age."""
    last = policy.debt_classes

    @cache
    def by_age(late: int, place: int) -> Sentence:
        if place == 0:
            return sentence("Not past due.")
        if place == DEAD:
            return sentence("{days} days past due; over {last} is dead.", days=late, last=last[-1])
        return sentence("{days} days past due; up to {last} is in this class.", days=late, last=last[place - 1])

    lapsed = sentence("The debt has lapsed: it can no longer be claimed.")
    columns = (items.gone, items.lapsed, items.classes, days, customer)
    return [
        facts[who] if gone else lapsed if out else by_age(late, place)
        for gone, out, place, late, who in zip(*(column.tolist() for column in columns), strict=True)
    ]


_MONEY = ("open_minor", "loss_minor")


def losses_table(expected: ExpectedLoss, customers: Customers) -> ResultTable:
    """One row a customer, currency and class: open, the loss in percent, and the loss."""
    accounts, rows = expected.position.ledger.accounts, expected.rows
    account = [row.account for row in rows]
    customer, currency = accounts.customer[account].tolist(), accounts.currency[account].tolist()
    exponent = accounts.exponent[account]
    open_minor, loss_minor = (np.array([getattr(row, name) for row in rows], np.int64) for name in _MONEY)
    return ResultTable(
        label("Expected loss"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, customer),
            ResultColumn("name", label("Name"), Shows.TEXT, [customers.name_of(code) for code in customer]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, currency),
            ResultColumn("class", label("Class"), Shows.LABEL, [CLASSES[row.place] for row in rows]),
            ResultColumn("documents", label("Documents"), Shows.WHOLE, [row.documents for row in rows]),
            ResultColumn("open", label("Open"), Shows.AMOUNT, Amounts(open_minor, exponent, currency), totalled=True),
            ResultColumn("loss_percent", label("Loss"), Shows.PERCENT, [row.loss for row in rows]),
            ResultColumn(
                "loss", label("Expected loss"), Shows.AMOUNT, Amounts(loss_minor, exponent, currency), totalled=True
            ),
        ),
    )


def rates_table(expected: ExpectedLoss) -> ResultTable:
    """One row a class: how much of its money rolled on, what is lost of it, and whose figures these are."""
    rates = expected.rates
    return ResultTable(
        label("Roll rates"),
        (
            ResultColumn("class", label("Class"), Shows.LABEL, [CLASSES[rate.place] for rate in rates]),
            ResultColumn("first_day", label("From day past due"), Shows.WHOLE, [rate.first_day for rate in rates]),
            ResultColumn("documents", label("Documents"), Shows.WHOLE, [rate.documents for rate in rates]),
            ResultColumn("reached", label("Reached it"), Shows.AMOUNT, [rate.reached for rate in rates]),
            ResultColumn("rolled", label("Reached the next"), Shows.AMOUNT, [rate.rolled for rate in rates]),
            ResultColumn("roll_rate", label("Roll rate"), Shows.PERCENT, [rate.rate for rate in rates]),
            ResultColumn("loss_percent", label("Loss"), Shows.PERCENT, [rate.loss for rate in rates]),
            ResultColumn("source", label("Source"), Shows.SENTENCES, [(rate.source,) for rate in rates]),
        ),
    )


def recovery_table(recovery: Recovery) -> ResultTable:
    """The curve: one row a currency, first day and time; then all currencies together where there are several."""
    several = len(recovery.currencies) > 1
    cohorts = [(label("this currency") if several else "", cohort) for cohort in recovery.curve]
    cohorts += [(label("all currencies"), cohort) for cohort in recovery.overall] if several else []
    lasts = dict(zip(recovery.first_days, (*(day - 1 for day in recovery.first_days[1:]), None), strict=True))
    none = sentence("No money was that late long enough ago.")
    remarks = [(none,) if cohort.share is None else () for _, cohort in cohorts]
    headings = [bucket_label(cohort.first_day, lasts[cohort.first_day]) for _, cohort in cohorts]
    whose = (ResultColumn("of", label("Of"), Shows.LABEL, [of for of, _ in cohorts]),) if several else ()
    return ResultTable(
        label("Recovery"),
        (
            ResultColumn("currency", label("Currency"), Shows.TEXT, [cohort.currency for _, cohort in cohorts]),
            *whose,
            ResultColumn("bucket", label("Bucket"), Shows.SENTENCES, [_as_sentences(heading) for heading in headings]),
            ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, [one.first_day for _, one in cohorts]),
            ResultColumn("within", label("Within days"), Shows.WHOLE, [cohort.within for _, cohort in cohorts]),
            ResultColumn("documents", label("Documents"), Shows.WHOLE, [cohort.documents for _, cohort in cohorts]),
            ResultColumn("customers", label("Customers"), Shows.WHOLE, [cohort.customers for _, cohort in cohorts]),
            ResultColumn("open", label("Open then"), Shows.AMOUNT, [cohort.open for _, cohort in cohorts]),
            ResultColumn("recovered", label("Recovered"), Shows.AMOUNT, [cohort.recovered for _, cohort in cohorts]),
            ResultColumn("share", label("Share"), Shows.PERCENT, [cohort.share for _, cohort in cohorts]),
            ResultColumn("low", label("Band from"), Shows.PERCENT, [cohort.low for _, cohort in cohorts]),
            ResultColumn("high", label("Band to"), Shows.PERCENT, [cohort.high for _, cohort in cohorts]),
            ResultColumn("remark", label("Remark"), Shows.SENTENCES, remarks),
        ),
    )


def _as_sentences(heading: str | Sentence) -> tuple[Sentence, ...]:
    return (heading,) if isinstance(heading, Sentence) else (Sentence(heading),)


def written_off_table(position: Position, decided: Iterable[RecordedDecision], customers: Customers) -> ResultTable:
    """One row a document of which something was written off: how much, by whom, and what came back of it."""
    states, accounts, debits = write_offs_on(position), position.ledger.accounts, position.ledger.debits
    credits = position.ledger.credits
    rows = [int(position.debits[state.debit]) for state in states]
    account = [int(debits.account[row]) for row in rows]
    customer = accounts.customer[account].tolist()
    by: dict[tuple[str, str], list[str]] = defaultdict(list)
    for made in decided:
        if made.kind == WRITTEN_OFF and made.date <= position.as_of:
            for who in {made.customer, *(() if made.customer else customer)}:
                by[who, made.reference].append(made.by)

    def amounts(minor: Iterable[int]) -> list[Amount]:
        return [position.amount(code, one) for code, one in zip(account, minor, strict=True)]

    taken = [sum(state.taken_minor) for state in states]
    back = [sum(one.amount_minor for one in state.reversals) for state in states]
    number = debits.number[rows].tolist()
    return ResultTable(
        label("Written off"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, customer),
            ResultColumn("name", label("Name"), Shows.TEXT, [customers.name_of(code) for code in customer]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, accounts.currency[account].tolist()),
            ResultColumn("document", label("Document No"), Shows.TEXT, number),
            ResultColumn(
                "written_off_on",
                label("Written off on"),
                Shows.DATE,
                [credits.date[position.credits[state.credits[0]]].item() for state in states],
            ),
            ResultColumn(
                "by",
                label("By"),
                Shows.TEXT,
                [", ".join(dict.fromkeys(by[key])) for key in zip(customer, number, strict=True)],
            ),
            ResultColumn("written_off", label("Written off"), Shows.AMOUNT, amounts(taken), totalled=True),
            ResultColumn("recovered", label("Paid all the same"), Shows.AMOUNT, amounts(back), totalled=True),
            ResultColumn(
                "recovered_on",
                label("Paid last on"),
                Shows.DATE,
                [state.reversals[-1].date if state.reversals else None for state in states],
            ),
            ResultColumn(
                "left",
                label("Still written off"),
                Shows.AMOUNT,
                amounts(state.left_minor for state in states),
                totalled=True,
            ),
        ),
    )
