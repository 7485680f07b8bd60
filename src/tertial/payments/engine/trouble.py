"""What may go wrong with a delivery or a run, told in plain Swedish: what, where and what to do."""


class BadInput(Exception):
    """The delivery, the parameters or the command cannot be used as they are (exit code 2)."""


class Stopped(Exception):
    """The machine stopped the run – a full disk, too little memory, no Spark (exit code 1)."""
