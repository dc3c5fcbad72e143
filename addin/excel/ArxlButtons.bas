Option Explicit

' The buttons of hosts/buttons.py. The ribbon calls the first with the button that was pressed; the others
' stand in the list of macros, and can be put on a shape.

Public Sub ArxlPressed(control As IRibbonControl)
    ArxlPython.Press control.Tag
End Sub

Public Sub ArxlCheck()
    ArxlPython.Press "check"
End Sub

Public Sub ArxlAge()
    ArxlPython.Press "age"
End Sub

Public Sub ArxlAllocate()
    ArxlPython.Press "allocate"
End Sub

Public Sub ArxlStatements()
    ArxlPython.Press "statements"
End Sub

Public Sub ArxlSupply()
    ArxlPython.Press "supply"
End Sub

Public Sub ArxlMonthEnd()
    ArxlPython.Press "month_end"
End Sub

Public Sub ArxlRegister()
    ArxlPython.Press "register"
End Sub

Public Sub ArxlHelp()
    ArxlPython.Press "help"
End Sub

Public Sub ArxlWorkList()
    ArxlPython.Press "work_list"
End Sub

Public Sub ArxlReminders()
    ArxlPython.Press "reminders"
End Sub

Public Sub ArxlPromises()
    ArxlPython.Press "promises"
End Sub

Public Sub ArxlOrders()
    ArxlPython.Press "orders"
End Sub

Public Sub ArxlChanges()
    ArxlPython.Press "changes"
End Sub

Public Sub ArxlPrivileges()
    ArxlPython.Press "privileges"
End Sub

Public Sub ArxlWarnings()
    ArxlPython.Press "warnings"
End Sub

Public Sub ArxlSellThrough()
    ArxlPython.Press "sell_through"
End Sub

Public Sub ArxlCreditFiles()
    ArxlPython.Press "credit_files"
End Sub

Public Sub ArxlCreditScores()
    ArxlPython.Press "credit_scores"
End Sub

Public Sub ArxlReviews()
    ArxlPython.Press "reviews"
End Sub

Public Sub ArxlRebates()
    ArxlPython.Press "rebates"
End Sub

Public Sub ArxlInterest()
    ArxlPython.Press "interest"
End Sub

Public Sub ArxlDebts()
    ArxlPython.Press "debts"
End Sub

Public Sub ArxlRecovery()
    ArxlPython.Press "recovery"
End Sub

Public Sub ArxlCommission()
    ArxlPython.Press "commission"
End Sub

Public Sub ArxlTargets()
    ArxlPython.Press "targets"
End Sub

Public Sub ArxlDashboard()
    ArxlPython.Press "dashboard"
End Sub

Public Sub ArxlDesk()
    ArxlPython.Press "desk"
End Sub
