Option Explicit
Option Private Module

' LibreOffice ignores #If and runs what it guards; in Excel, where ARXL_LO is not defined, this module is empty.
' Functions and buttons are those of the extension arxl.oxt.

#If ARXL_LO Then

Private service

' What a function of the extension answers: a value, or an array of two dimensions.
Public Function Answered(name, given)
    If IsEmpty(service) Then service = CreateUnoService("ARXL")
    Answered = service.forwarded(name, given)
End Function

' An argument as the extension takes it: a range of Calc, a value, or nothing where it is left out.
Public Function Given(Optional value)
    If IsMissing(value) Then
        Given = Empty
    ElseIf IsObject(value) Then
        Set Given = RangeOf(value)
    Else
        Given = value
    End If
End Function

Private Function RangeOf(cells)
    Set RangeOf = cells.CellRange
End Function

Public Sub Press(button)
    CreateUnoService("com.sun.star.frame.DispatchHelper").executeDispatch _
        StarDesktop.CurrentFrame, "org.arxl:macro?" & button, "", 0, Array()
End Sub

#End If
