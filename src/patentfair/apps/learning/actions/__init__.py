"""Every write to lessons and sittings."""
