"""The names of arxl's functions by what they answer. Built from the catalogue: make generated"""

CELLS = frozenset(
    (
        "DUE_DATE",
        "DAYS_PAST_DUE",
        "BUCKET",
        "DEBT_CLASS",
        "INTEREST_ON",
        "AMOUNT_IN_WORDS",
    )
)

TABLES = frozenset(
    (
        "AGING",
        "ALLOCATE",
        "BALANCE",
        "UNAPPLIED",
        "OPEN_ITEMS",
        "STATEMENT",
        "INTEREST",
        "REBATES",
        "SCORE",
        "WARNINGS",
        "SELL_THROUGH",
        "SUPPLY",
        "CAN_SHIP",
        "PROMISES",
        "WORK_LIST",
        "DSO",
        "BEST_DSO",
        "CEI",
        "TURNOVER",
        "OVERDUE_SHARE",
        "EXPECTED_LOSS",
        "RECOVERY",
        "EXPECTED_CASH",
        "COMMISSION",
        "CHECK",
    )
)
