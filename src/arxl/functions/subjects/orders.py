"""Can this order ship? CAN_SHIP (practice C1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from arxl.errors import Amount, Fault, Faulty, WrongUsage, label, sentence
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet, filled, in_arguments
from arxl.functions.arguments import Arguments, Grid
from arxl.functions.customers import CUSTOMER, customers_of_grid
from arxl.functions.record import Argument, Example, Function, Given, Result, Scalar, Shape, Takes
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.subjects.supply import DECISIONS, RATES, RULES, SIGNALS
from arxl.functions.whole_book import BOOK, CONTACTS, ORDERS, POLICY, STOCK, book_of_call, spilled_answer
from arxl.kernels.arrays import AnyArray, Texts
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import Wording, wording
from arxl.practices.company_currency import company_currency
from arxl.practices.order_check import AskedOrder, OrderDesk, answers_table
from arxl.practices.receivables import Receivables
from arxl.practices.supply import rule_faults
from arxl.tables.cells import ids_of
from arxl.tables.schema import NO_AMOUNT, Book

_BOOK_CALL = (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR")
_ORDERS = Given(
    "Orders",
    (
        ("Order No", "Customer ID", "Date", "Amount"),
        ("O-1", "C-1", OCTOBER_20, 200.0),
        ("O-2", "C-2", OCTOBER_20, 300.0),
    ),
)
_COD = Given("Policy", (("Key", "Value"), ("default_terms", "NET 60")))

CAN_SHIP = Function(
    "CAN_SHIP",
    label("Whether an order can ship: yes, reduced, prepaid only or no, and why."),
    "C1",
    (
        *BOOK,
        replace(
            CUSTOMER,
            text=label("id of the customer who orders"),
            default=label("a row for every order of the range orders that is not delivered"),
            fills=True,
        ),
        Argument(
            "amount",
            Takes.AMOUNT,
            label("amount of the order, in the customer's currency"),
            optional=True,
            default=label("required with customer"),
            fills=True,
        ),
        Argument(
            "order_no",
            Takes.ID,
            label("number of the order in the range orders, where its deposit counts"),
            optional=True,
            default=label("an order that is not in the range: it has no deposit"),
            fills=True,
        ),
        RULES,
        RATES,
        POLICY,
        ORDERS,
        STOCK,
        DECISIONS,
        CONTACTS,
        SIGNALS,
    ),
    Result(
        Shape.EITHER,
        label("a sentence an order; or a table: order, amount, whether it can ship, how much, deposit, level, reason"),
    ),
    (
        Example((*_BOOK_CALL, None, "C-2", 300.0), "Yes."),
        Example(
            (*_BOOK_CALL, None, "C-1", 300.0),
            "No. Level 5, stop: INV-1 is 72 days past due; 600.00 EUR of it is open.",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", None, "C-1", 100.0, None, None, None, _COD),
            "Prepaid only: of 100.00 EUR, 0.00 EUR is deposited and 100.00 EUR missing. Level 4, cash before "
            "delivery: The exposure of 1,200.00 EUR is 120 % of the limit of 1,000.00 EUR.",
        ),
        Example(
            (*_BOOK_CALL, True, None, None, None, None, None, None, _ORDERS),
            (
                (
                    *("Order No", "Customer ID", "Currency", "Amount", "Can ship", "Ships", "Deposit", "Level"),
                    "Reason",
                ),
                (
                    *("O-1", "C-1", "EUR", 200.0, "no", 0.0, 0.0, 5),
                    "Level 5, stop: INV-1 is 72 days past due; 600.00 EUR of it is open.",
                ),
                ("O-2", "C-2", "EUR", 300.0, "yes", 300.0, 0.0, 0, ""),
            ),
            "every order that is not delivered",
        ),
    ),
    (
        label("The order counts in the exposure; one on the sheet Orders, which is there already, counts once."),
        label("Each order is judged by itself, beside those of the range orders."),
        label(
            "Level 2 cuts to the share of the policy orders_reduced_percent; level 3 cuts as much and takes the "
            "privileges; at both, and at level 4, what the order's deposit covers ships."
        ),
    ),
    ("SUPPLY", "BALANCE"),
)


def can_ship(arguments: Arguments, sheet: Sheet) -> Answer:
    """C1: CAN_SHIP."""
    ranges, known, as_of = book_of_call(arguments)
    faults = rule_faults(known.book)
    if faults and not known.leaves_out:
        raise Faulty(*faults)
    desk = OrderDesk(known, kept.position(ranges, as_of))
    customer = arguments.grid("customer")
    if not customer.width and customer.cells[0] is None:
        if arguments.is_given("amount") or arguments.is_given("order_no"):
            raise WrongUsage(_NOBODY)
        answers = [desk.answer(order) for order in desk.open_orders()]
        return spilled_answer(arguments, known, answers_table(answers), as_of, sheet)
    words = wording(sheet.language or known.book.company.language)
    asked, wrong = asked_orders(arguments, customer, known)
    cells: list[Scalar] = []
    for place, order in enumerate(asked):
        try:
            cells.append(_said(desk, order, words) if order and place not in wrong else None)
        except Faulty as error:
            wrong[place] = in_arguments(error.faults, CAN_SHIP)[0]
            cells.append(None)
    return filled(customer, cells, wrong, words)


def _said(desk: OrderDesk, order: AskedOrder, words: Wording) -> str:
    return " ".join(words.say(part) for part in desk.answer(order).said())


def asked_orders(
    arguments: Arguments, grid: Grid, known: Receivables
) -> tuple[list[AskedOrder | None], dict[int, Fault]]:
    """One order a cell of `customer`, None where it is blank; what is wrong with the cells."""
    customers, faults = customers_of_grid(grid, known)
    numbers = ids_of(arguments.grid_beside("order_no", "customer").cells)
    faults |= {cell: Fault("order_no", *flaw) for cell, flaw in numbers.flaws.items()}
    amounts = arguments.grid_beside("amount", "customer").cells
    asked: list[AskedOrder | None] = [None] * len(customers)
    for currency, cells in _cells_by_currency(customers, known.book).items():
        minor, wrong = _amounts(arguments, amounts[cells], currency)
        faults = {cells[place]: fault for place, fault in wrong.items()} | faults
        for cell, value in zip(cells, minor, strict=True):
            asked[cell] = AskedOrder(customers[cell], currency, value, str(numbers.values[cell]))
    return asked, faults


def _cells_by_currency(customers: Texts, book: Book) -> dict[str, list[int]]:
    """Currency -> cells of the customers whose orders are in it: their own, else the company's."""
    own = book.customers.by_id("currency")
    home = company_currency(book)
    cells: dict[str, list[int]] = defaultdict(list)
    for cell, customer in enumerate(customers.tolist()):
        if customer:
            cells[own.get(customer) or home].append(cell)
    return cells


def _amounts(arguments: Arguments, cells: AnyArray, currency: str) -> tuple[list[int], dict[int, Fault]]:
    """Minor units above 0 of a currency, and what is wrong with the cells."""
    if not currency:
        return [0] * len(cells), dict.fromkeys(range(len(cells)), _NO_CURRENCY)
    minor, faults = arguments.amounts("amount", Grid(cells, 0), currency)
    for cell in np.flatnonzero(minor <= 0).tolist():
        faults.setdefault(cell, _MISSING if minor[cell] == NO_AMOUNT else _of_nothing(int(minor[cell]), currency))
    return minor.tolist(), faults


_NOBODY = Fault(
    "customer",
    sentence("the argument is missing."),
    sentence("Give the customer who orders, or leave out amount and order_no too."),
)
_NO_CURRENCY = Fault(
    "amount",
    sentence("no currency is said, and the book has several."),
    sentence("Give the argument currency, or the customer's currency in the range customers."),
)
_MISSING = Fault("amount", sentence("the argument is missing."), sentence("Give the amount of the order."))


def _of_nothing(minor: int, currency: str) -> Fault:
    amount = Amount(decimal_of(minor, exponent_of(currency)), currency)
    return Fault("amount", sentence("the order is of {amount}.", amount=amount), sentence("Give one above 0."))
