-- Starts the macro of a button: Excel hands over the button, the name of the workbook, and what to say where Python does
-- not answer, each on a line. Python runs beside Excel, which must be free to answer it.

on arxlPress(message)
	set interpreter to "{interpreter}"
	set starter to "{starter}"
	set macroName to paragraph 1 of message
	set bookName to paragraph 2 of message
	set complaint to "Python does not answer ({error}). Run in a terminal: arxl doctor"
	if (count of paragraphs of message) > 2 then set complaint to paragraph 3 of message
	set shellArguments to quoted form of interpreter & " " & quoted form of macroName & " " & quoted form of bookName
	set shellArguments to shellArguments & " " & quoted form of complaint
	do shell script "/bin/sh -c " & quoted form of starter & " arxl " & shellArguments & " > /dev/null 2>&1 &"
	return ""
end arxlPress
