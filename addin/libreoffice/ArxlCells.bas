' Written by arxl 0.1.0 from its catalogue of functions; `arxl addin install` writes it anew.

Global ArxlCellsKept

Function ArxlCellsService()
    If IsEmpty(ArxlCellsKept) Then ArxlCellsKept = createUnoService("ARXL")
    ArxlCellsService = ArxlCellsKept
End Function

Function ArxlCellsFailed()
    ArxlCellsFailed = "arxl is not at work in this LibreOffice (" & Error$ & "). " & _
        "Run: arxl addin install. Then start LibreOffice anew."
End Function

Function ARXL_DUE_DATE( _
        Optional theDate, _
        Optional theTerms, _
        Optional theCountry, _
        Optional theDueRoll)
    On Error GoTo Failed
    ARXL_DUE_DATE = ArxlCellsService().DUE_DATE(Null, theDate, theTerms, theCountry, theDueRoll)
    Exit Function
Failed:
    ARXL_DUE_DATE = ArxlCellsFailed()
End Function

Function ARXL_DAYS_PAST_DUE( _
        Optional theDueDate, _
        Optional theAsOf)
    On Error GoTo Failed
    ARXL_DAYS_PAST_DUE = ArxlCellsService().DAYS_PAST_DUE(Null, theDueDate, theAsOf)
    Exit Function
Failed:
    ARXL_DAYS_PAST_DUE = ArxlCellsFailed()
End Function

Function ARXL_BUCKET( _
        Optional theDueDate, _
        Optional theAsOf, _
        Optional theBuckets)
    On Error GoTo Failed
    ARXL_BUCKET = ArxlCellsService().BUCKET(Null, theDueDate, theAsOf, theBuckets)
    Exit Function
Failed:
    ARXL_BUCKET = ArxlCellsFailed()
End Function

Function ARXL_DEBT_CLASS( _
        Optional theDueDate, _
        Optional theAsOf, _
        Optional theGone, _
        Optional theDebtClasses)
    On Error GoTo Failed
    ARXL_DEBT_CLASS = ArxlCellsService().DEBT_CLASS(Null, theDueDate, theAsOf, theGone, theDebtClasses)
    Exit Function
Failed:
    ARXL_DEBT_CLASS = ArxlCellsFailed()
End Function

Function ARXL_INTEREST_ON( _
        Optional theAmount, _
        Optional theDueDate, _
        Optional theUntil, _
        Optional theRate, _
        Optional theCurrency, _
        Optional theBasis)
    On Error GoTo Failed
    ARXL_INTEREST_ON = ArxlCellsService().INTEREST_ON(Null, theAmount, theDueDate, theUntil, theRate, theCurrency, theBasis)
    Exit Function
Failed:
    ARXL_INTEREST_ON = ArxlCellsFailed()
End Function

Function ARXL_AMOUNT_IN_WORDS( _
        Optional theAmount, _
        Optional theCurrency, _
        Optional theLanguage)
    On Error GoTo Failed
    ARXL_AMOUNT_IN_WORDS = ArxlCellsService().AMOUNT_IN_WORDS(Null, theAmount, theCurrency, theLanguage)
    Exit Function
Failed:
    ARXL_AMOUNT_IN_WORDS = ArxlCellsFailed()
End Function
