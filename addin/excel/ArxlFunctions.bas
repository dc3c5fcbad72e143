Option Explicit

' One function for each of functions/catalogue.py: it passes on, and nothing more.

Public Function ARXL_DUE_DATE(Optional the_date, Optional terms, Optional country, Optional due_roll)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_DUE_DATE = ArxlOffice.Answered("DUE_DATE", Array(ArxlOffice.Given(the_date), ArxlOffice.Given(terms), _
        ArxlOffice.Given(country), ArxlOffice.Given(due_roll)))
    Exit Function
    #End If
    ARXL_DUE_DATE = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_DUE_DATE", Array(the_date, _
        terms, country, due_roll), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_DUE_DATE = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_DAYS_PAST_DUE(Optional due_date, Optional as_of)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_DAYS_PAST_DUE = ArxlOffice.Answered("DAYS_PAST_DUE", Array(ArxlOffice.Given(due_date), _
        ArxlOffice.Given(as_of)))
    Exit Function
    #End If
    ARXL_DAYS_PAST_DUE = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_DAYS_PAST_DUE", Array( _
        due_date, as_of), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_DAYS_PAST_DUE = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_BUCKET(Optional due_date, Optional as_of, Optional buckets)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_BUCKET = ArxlOffice.Answered("BUCKET", Array(ArxlOffice.Given(due_date), ArxlOffice.Given(as_of), _
        ArxlOffice.Given(buckets)))
    Exit Function
    #End If
    ARXL_BUCKET = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_BUCKET", Array(due_date, as_of, _
        buckets), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_BUCKET = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_DEBT_CLASS(Optional due_date, Optional as_of, Optional gone, Optional debt_classes)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_DEBT_CLASS = ArxlOffice.Answered("DEBT_CLASS", Array(ArxlOffice.Given(due_date), _
        ArxlOffice.Given(as_of), ArxlOffice.Given(gone), ArxlOffice.Given(debt_classes)))
    Exit Function
    #End If
    ARXL_DEBT_CLASS = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_DEBT_CLASS", Array(due_date, _
        as_of, gone, debt_classes), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_DEBT_CLASS = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_INTEREST_ON(Optional amount, Optional due_date, Optional the_until, Optional rate, _
        Optional the_currency, Optional basis)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_INTEREST_ON = ArxlOffice.Answered("INTEREST_ON", Array(ArxlOffice.Given(amount), _
        ArxlOffice.Given(due_date), ArxlOffice.Given(the_until), ArxlOffice.Given(rate), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(basis)))
    Exit Function
    #End If
    ARXL_INTEREST_ON = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_INTEREST_ON", Array(amount, _
        due_date, the_until, rate, the_currency, basis), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_INTEREST_ON = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_AMOUNT_IN_WORDS(Optional amount, Optional the_currency, Optional language)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_AMOUNT_IN_WORDS = ArxlOffice.Answered("AMOUNT_IN_WORDS", Array(ArxlOffice.Given(amount), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(language)))
    Exit Function
    #End If
    ARXL_AMOUNT_IN_WORDS = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_AMOUNT_IN_WORDS", Array( _
        amount, the_currency, language), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_AMOUNT_IN_WORDS = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_AGING(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional buckets, Optional by, _
        Optional per, Optional policy, Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_AGING = ArxlOffice.Answered("AGING", Array(ArxlOffice.Given(deliveries), ArxlOffice.Given(receipts), _
        ArxlOffice.Given(as_of), ArxlOffice.Given(credits), ArxlOffice.Given(customers), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), ArxlOffice.Given(buckets), _
        ArxlOffice.Given(by), ArxlOffice.Given(per), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_AGING = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_AGING", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, buckets, by, per, policy, orders, stock, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_AGING = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_ALLOCATE(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional show, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_ALLOCATE = ArxlOffice.Answered("ALLOCATE", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(show), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_ALLOCATE = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_ALLOCATE", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, show, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_ALLOCATE = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_BALANCE(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional customer, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_BALANCE = ArxlOffice.Answered("BALANCE", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(customer), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_BALANCE = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_BALANCE", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, customer, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_BALANCE = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_UNAPPLIED(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional customer, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_UNAPPLIED = ArxlOffice.Answered("UNAPPLIED", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(customer), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_UNAPPLIED = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_UNAPPLIED", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, customer, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_UNAPPLIED = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_OPEN_ITEMS(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional customer, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_OPEN_ITEMS = ArxlOffice.Answered("OPEN_ITEMS", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(customer), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_OPEN_ITEMS = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_OPEN_ITEMS", Array( _
        deliveries, receipts, as_of, credits, customers, the_currency, headers, customer, policy, orders, _
        stock, decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_OPEN_ITEMS = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_STATEMENT(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional customer, Optional month, _
        Optional policy, Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_STATEMENT = ArxlOffice.Answered("STATEMENT", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(customer), ArxlOffice.Given(month), ArxlOffice.Given(policy), _
        ArxlOffice.Given(orders), ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_STATEMENT = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_STATEMENT", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, customer, month, policy, orders, stock, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_STATEMENT = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_INTEREST(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional interest_rates, _
        Optional decisions, Optional from_due, Optional show, Optional basis, Optional policy, _
        Optional orders, Optional stock)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_INTEREST = ArxlOffice.Answered("INTEREST", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(interest_rates), ArxlOffice.Given(decisions), ArxlOffice.Given(from_due), _
        ArxlOffice.Given(show), ArxlOffice.Given(basis), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock)))
    Exit Function
    #End If
    ARXL_INTEREST = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_INTEREST", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, interest_rates, decisions, from_due, show, _
        basis, policy, orders, stock), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_INTEREST = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_REBATES(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional policy, Optional orders, _
        Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_REBATES = ArxlOffice.Answered("REBATES", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_REBATES = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_REBATES", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_REBATES = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_SCORE(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional rules, Optional rates, _
        Optional policy, Optional orders, Optional stock, Optional decisions, Optional contacts)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_SCORE = ArxlOffice.Answered("SCORE", Array(ArxlOffice.Given(deliveries), ArxlOffice.Given(receipts), _
        ArxlOffice.Given(as_of), ArxlOffice.Given(credits), ArxlOffice.Given(customers), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), ArxlOffice.Given(rules), _
        ArxlOffice.Given(rates), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions), ArxlOffice.Given(contacts)))
    Exit Function
    #End If
    ARXL_SCORE = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_SCORE", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, rules, rates, policy, orders, stock, _
        decisions, contacts), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_SCORE = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_WARNINGS(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional signals, Optional contacts, _
        Optional policy, Optional orders, Optional stock, Optional decisions, Optional ended)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_WARNINGS = ArxlOffice.Answered("WARNINGS", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(signals), ArxlOffice.Given(contacts), ArxlOffice.Given(policy), _
        ArxlOffice.Given(orders), ArxlOffice.Given(stock), ArxlOffice.Given(decisions), _
        ArxlOffice.Given(ended)))
    Exit Function
    #End If
    ARXL_WARNINGS = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_WARNINGS", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, signals, contacts, policy, orders, stock, _
        decisions, ended), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_WARNINGS = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_SELL_THROUGH(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional stock, Optional policy, _
        Optional orders, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_SELL_THROUGH = ArxlOffice.Answered("SELL_THROUGH", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(stock), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_SELL_THROUGH = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_SELL_THROUGH", Array( _
        deliveries, receipts, as_of, credits, customers, the_currency, headers, stock, policy, orders, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_SELL_THROUGH = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_SUPPLY(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional rules, Optional rates, _
        Optional policy, Optional orders, Optional stock, Optional decisions, Optional urgent, _
        Optional contacts, Optional signals)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_SUPPLY = ArxlOffice.Answered("SUPPLY", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(rules), ArxlOffice.Given(rates), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions), ArxlOffice.Given(urgent), _
        ArxlOffice.Given(contacts), ArxlOffice.Given(signals)))
    Exit Function
    #End If
    ARXL_SUPPLY = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_SUPPLY", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, rules, rates, policy, orders, stock, _
        decisions, urgent, contacts, signals), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_SUPPLY = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_CAN_SHIP(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional customer, Optional amount, _
        Optional order_no, Optional rules, Optional rates, Optional policy, Optional orders, Optional stock, _
        Optional decisions, Optional contacts, Optional signals)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_CAN_SHIP = ArxlOffice.Answered("CAN_SHIP", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(customer), ArxlOffice.Given(amount), ArxlOffice.Given(order_no), _
        ArxlOffice.Given(rules), ArxlOffice.Given(rates), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions), ArxlOffice.Given(contacts), _
        ArxlOffice.Given(signals)))
    Exit Function
    #End If
    ARXL_CAN_SHIP = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_CAN_SHIP", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, customer, amount, order_no, rules, rates, _
        policy, orders, stock, decisions, contacts, signals), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_CAN_SHIP = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_PROMISES(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional contacts, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_PROMISES = ArxlOffice.Answered("PROMISES", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(contacts), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_PROMISES = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_PROMISES", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, contacts, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_PROMISES = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_WORK_LIST(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional contacts, Optional rates, _
        Optional policy, Optional orders, Optional stock, Optional decisions, Optional held)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_WORK_LIST = ArxlOffice.Answered("WORK_LIST", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(contacts), ArxlOffice.Given(rates), ArxlOffice.Given(policy), _
        ArxlOffice.Given(orders), ArxlOffice.Given(stock), ArxlOffice.Given(decisions), ArxlOffice.Given(held) _
        ))
    Exit Function
    #End If
    ARXL_WORK_LIST = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_WORK_LIST", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, contacts, rates, policy, orders, stock, _
        decisions, held), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_WORK_LIST = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_DSO(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional per, Optional method, _
        Optional policy, Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_DSO = ArxlOffice.Answered("DSO", Array(ArxlOffice.Given(deliveries), ArxlOffice.Given(receipts), _
        ArxlOffice.Given(as_of), ArxlOffice.Given(credits), ArxlOffice.Given(customers), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), ArxlOffice.Given(per), _
        ArxlOffice.Given(method), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_DSO = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_DSO", Array(deliveries, receipts, _
        as_of, credits, customers, the_currency, headers, per, method, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_DSO = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_BEST_DSO(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional per, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_BEST_DSO = ArxlOffice.Answered("BEST_DSO", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(per), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_BEST_DSO = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_BEST_DSO", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, per, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_BEST_DSO = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_CEI(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional per, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_CEI = ArxlOffice.Answered("CEI", Array(ArxlOffice.Given(deliveries), ArxlOffice.Given(receipts), _
        ArxlOffice.Given(as_of), ArxlOffice.Given(credits), ArxlOffice.Given(customers), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), ArxlOffice.Given(per), _
        ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_CEI = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_CEI", Array(deliveries, receipts, _
        as_of, credits, customers, the_currency, headers, per, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_CEI = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_TURNOVER(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional per, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_TURNOVER = ArxlOffice.Answered("TURNOVER", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(per), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_TURNOVER = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_TURNOVER", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, per, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_TURNOVER = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_OVERDUE_SHARE(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional per, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_OVERDUE_SHARE = ArxlOffice.Answered("OVERDUE_SHARE", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(per), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_OVERDUE_SHARE = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_OVERDUE_SHARE", Array( _
        deliveries, receipts, as_of, credits, customers, the_currency, headers, per, policy, orders, stock, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_OVERDUE_SHARE = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_EXPECTED_LOSS(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional rates, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_EXPECTED_LOSS = ArxlOffice.Answered("EXPECTED_LOSS", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(rates), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_EXPECTED_LOSS = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_EXPECTED_LOSS", Array( _
        deliveries, receipts, as_of, credits, customers, the_currency, headers, rates, policy, orders, stock, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_EXPECTED_LOSS = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_RECOVERY(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional rates, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_RECOVERY = ArxlOffice.Answered("RECOVERY", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(rates), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_RECOVERY = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_RECOVERY", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, rates, policy, orders, stock, decisions _
        ), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_RECOVERY = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_EXPECTED_CASH(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional weeks, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_EXPECTED_CASH = ArxlOffice.Answered("EXPECTED_CASH", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(weeks), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_EXPECTED_CASH = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_EXPECTED_CASH", Array( _
        deliveries, receipts, as_of, credits, customers, the_currency, headers, weeks, policy, orders, stock, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_EXPECTED_CASH = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_COMMISSION(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional salespeople, Optional policy, _
        Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_COMMISSION = ArxlOffice.Answered("COMMISSION", Array(ArxlOffice.Given(deliveries), _
        ArxlOffice.Given(receipts), ArxlOffice.Given(as_of), ArxlOffice.Given(credits), _
        ArxlOffice.Given(customers), ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), _
        ArxlOffice.Given(salespeople), ArxlOffice.Given(policy), ArxlOffice.Given(orders), _
        ArxlOffice.Given(stock), ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_COMMISSION = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_COMMISSION", Array( _
        deliveries, receipts, as_of, credits, customers, the_currency, headers, salespeople, policy, orders, _
        stock, decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_COMMISSION = ArxlPython.Told(Err.Description)
End Function

Public Function ARXL_CHECK(Optional deliveries, Optional receipts, Optional as_of, Optional credits, _
        Optional customers, Optional the_currency, Optional headers, Optional rules, Optional rates, _
        Optional policy, Optional orders, Optional stock, Optional decisions)
    On Error GoTo failed
    #If ARXL_LO Then
    ARXL_CHECK = ArxlOffice.Answered("CHECK", Array(ArxlOffice.Given(deliveries), ArxlOffice.Given(receipts), _
        ArxlOffice.Given(as_of), ArxlOffice.Given(credits), ArxlOffice.Given(customers), _
        ArxlOffice.Given(the_currency), ArxlOffice.Given(headers), ArxlOffice.Given(rules), _
        ArxlOffice.Given(rates), ArxlOffice.Given(policy), ArxlOffice.Given(orders), ArxlOffice.Given(stock), _
        ArxlOffice.Given(decisions)))
    Exit Function
    #End If
    ARXL_CHECK = ArxlPython.Server().CallUDF("arxl.hosts.excel.udfs", "ARXL_CHECK", Array(deliveries, _
        receipts, as_of, credits, customers, the_currency, headers, rules, rates, policy, orders, stock, _
        decisions), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    ARXL_CHECK = ArxlPython.Told(Err.Description)
End Function
