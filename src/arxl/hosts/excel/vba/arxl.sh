# Interpreter, button, workbook, complaint: where Python ends before the macro could speak, a box says why.
said=$("$1" -P -m arxl.hosts.excel.pressed "$2" --from_xl=1 "--wb=$3" 2>&1 > /dev/null) && exit
why=$(printf "%s" "$said" | tail -n 1)
osascript -e "on run texts" -e "display alert \"ARXL\" message (item 1 of texts) as critical" -e "end run" -- "${4%%"{error}"*}$why${4#*"{error}"}"
