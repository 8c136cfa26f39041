"""What the open interface (`/api/v1`) reads: pages in a stable order, nobody's personal data."""
