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
