"""Who gets in where: one table a package, read by test_authorization.py."""
