-- Starts the macro of a button: Excel hands over the button and the name of the workbook, each on a line.
-- Python runs beside Excel, which must be free to answer it.

on arxlPress(message)
	set interpreter to "{interpreter}"
	set macroName to paragraph 1 of message
	set bookName to paragraph 2 of message
	set pythonArguments to quoted form of macroName & " --from_xl=1 " & quoted form of ("--wb=" & bookName)
	do shell script quoted form of interpreter & " -P -m arxl.hosts.excel.pressed " & pythonArguments & " > /dev/null 2>&1 &"
	return ""
end arxlPress
