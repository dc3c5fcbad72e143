"""What people hold in their hands: the statement, as PDF/A by typst."""
