"""Who: a dated tree of units, the people in it and the roles they hold."""
