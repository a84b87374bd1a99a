"""How everything promised stands on a day: colours, reasons, roll-up."""
