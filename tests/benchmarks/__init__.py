"""What the package is measured by; each prints its table and fails below a figure that ``--least`` names."""
