"""What a workbook holds, as typed tables."""
