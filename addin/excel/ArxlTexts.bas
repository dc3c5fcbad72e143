Option Explicit
Option Private Module

Public Function NoAnswer() As String
    NoAnswer = "Python does not answer ({error}). Run in a terminal: arxl doctor"
End Function

Public Function NoExtension() As String
    NoExtension = "arxl is not installed in LibreOffice ({error}). Run in a terminal: arxl addin install"
End Function

Public Function NoWorkbook() As String
    NoWorkbook = "No workbook is open. Open the workbook first."
End Function

Public Function OnlyOnWindows() As String
    OnlyOnWindows = "Functions of arxl do not calculate in Excel on a Mac; they do on Windows and in LibreOffice. Use the buttons."
End Function
