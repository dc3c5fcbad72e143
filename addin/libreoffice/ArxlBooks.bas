' Written by arxl 0.1.0 from its catalogue of functions; `arxl addin install` writes it anew.
Option VBASupport 1

Global ArxlBooksKept

Function ArxlBooksService()
    If IsEmpty(ArxlBooksKept) Then ArxlBooksKept = createUnoService("ARXL")
    ArxlBooksService = ArxlBooksKept
End Function

Function ArxlBooksFailed()
    ArxlBooksFailed = "arxl is not at work in this LibreOffice (" & Error$ & "). " & _
        "Run: arxl addin install. Then start LibreOffice anew."
End Function

' What is left out is nothing, a range is the range itself, never one for IsError: LibreOffice would crash.
Function ArxlBooksCall(name, given)
    On Error GoTo Failed
    Dim x As Long
    For x = 0 To UBound(given)
        If IsObject(given(x)) Then
            Set given(x) = given(x).CellRange
        ElseIf IsError(given(x)) Then
            given(x) = Empty
        End If
    Next x
    ArxlBooksCall = ArxlBooksService().forwarded(name, given)
    Exit Function
Failed:
    ArxlBooksCall = ArxlBooksFailed()
End Function

Function ARXL_AGING( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theBuckets, _
        Optional theBy, _
        Optional thePer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_AGING = ArxlBooksCall("AGING", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theBuckets, _
        theBy, _
        thePer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_ALLOCATE( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theShow, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_ALLOCATE = ArxlBooksCall("ALLOCATE", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theShow, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_BALANCE( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theCustomer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_BALANCE = ArxlBooksCall("BALANCE", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theCustomer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_UNAPPLIED( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theCustomer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_UNAPPLIED = ArxlBooksCall("UNAPPLIED", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theCustomer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_OPEN_ITEMS( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theCustomer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_OPEN_ITEMS = ArxlBooksCall("OPEN_ITEMS", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theCustomer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_STATEMENT( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theCustomer, _
        Optional theMonth, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_STATEMENT = ArxlBooksCall("STATEMENT", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theCustomer, _
        theMonth, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_INTEREST( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theInterestRates, _
        Optional theDecisions, _
        Optional theFromDue, _
        Optional theShow, _
        Optional theBasis, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock)
    ARXL_INTEREST = ArxlBooksCall("INTEREST", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theInterestRates, _
        theDecisions, _
        theFromDue, _
        theShow, _
        theBasis, _
        thePolicy, _
        theOrders, _
        theStock))
End Function

Function ARXL_REBATES( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_REBATES = ArxlBooksCall("REBATES", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_SCORE( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theRules, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions, _
        Optional theContacts)
    ARXL_SCORE = ArxlBooksCall("SCORE", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theRules, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions, _
        theContacts))
End Function

Function ARXL_WARNINGS( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theSignals, _
        Optional theContacts, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions, _
        Optional theEnded)
    ARXL_WARNINGS = ArxlBooksCall("WARNINGS", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theSignals, _
        theContacts, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions, _
        theEnded))
End Function

Function ARXL_SELL_THROUGH( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theStock, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theDecisions)
    ARXL_SELL_THROUGH = ArxlBooksCall("SELL_THROUGH", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theStock, _
        thePolicy, _
        theOrders, _
        theDecisions))
End Function

Function ARXL_SUPPLY( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theRules, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions, _
        Optional theUrgent, _
        Optional theContacts, _
        Optional theSignals)
    ARXL_SUPPLY = ArxlBooksCall("SUPPLY", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theRules, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions, _
        theUrgent, _
        theContacts, _
        theSignals))
End Function

Function ARXL_CAN_SHIP( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theCustomer, _
        Optional theAmount, _
        Optional theOrderNo, _
        Optional theRules, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions, _
        Optional theContacts, _
        Optional theSignals)
    ARXL_CAN_SHIP = ArxlBooksCall("CAN_SHIP", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theCustomer, _
        theAmount, _
        theOrderNo, _
        theRules, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions, _
        theContacts, _
        theSignals))
End Function

Function ARXL_PROMISES( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theContacts, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_PROMISES = ArxlBooksCall("PROMISES", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theContacts, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_WORK_LIST( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theContacts, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions, _
        Optional theHeld)
    ARXL_WORK_LIST = ArxlBooksCall("WORK_LIST", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theContacts, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions, _
        theHeld))
End Function

Function ARXL_DSO( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional thePer, _
        Optional theMethod, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_DSO = ArxlBooksCall("DSO", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        thePer, _
        theMethod, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_BEST_DSO( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional thePer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_BEST_DSO = ArxlBooksCall("BEST_DSO", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        thePer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_CEI( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional thePer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_CEI = ArxlBooksCall("CEI", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        thePer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_TURNOVER( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional thePer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_TURNOVER = ArxlBooksCall("TURNOVER", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        thePer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_OVERDUE_SHARE( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional thePer, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_OVERDUE_SHARE = ArxlBooksCall("OVERDUE_SHARE", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        thePer, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_EXPECTED_LOSS( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_EXPECTED_LOSS = ArxlBooksCall("EXPECTED_LOSS", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_RECOVERY( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_RECOVERY = ArxlBooksCall("RECOVERY", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_EXPECTED_CASH( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theWeeks, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_EXPECTED_CASH = ArxlBooksCall("EXPECTED_CASH", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theWeeks, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_COMMISSION( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theSalespeople, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_COMMISSION = ArxlBooksCall("COMMISSION", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theSalespeople, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function

Function ARXL_CHECK( _
        Optional theDeliveries, _
        Optional theReceipts, _
        Optional theAsOf, _
        Optional theCredits, _
        Optional theCustomers, _
        Optional theCurrency, _
        Optional theHeaders, _
        Optional theRules, _
        Optional theRates, _
        Optional thePolicy, _
        Optional theOrders, _
        Optional theStock, _
        Optional theDecisions)
    ARXL_CHECK = ArxlBooksCall("CHECK", Array( _
        theDeliveries, _
        theReceipts, _
        theAsOf, _
        theCredits, _
        theCustomers, _
        theCurrency, _
        theHeaders, _
        theRules, _
        theRates, _
        thePolicy, _
        theOrders, _
        theStock, _
        theDecisions))
End Function
