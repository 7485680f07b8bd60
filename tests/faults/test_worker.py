"""A worker that is killed in the middle of long work is followed by one that does it, once."""

from tests.faults.world import rows_of_file
from tests.served import until

JOB = "select state, attempts, done, text from intake_job"


def test_work_whose_worker_is_killed_is_taken_up_and_done_once(world):
    world.work("deliver")
    assert until(
        lambda: world.rows(JOB) and world.rows(JOB)[0][0] == "running" and world.rows(JOB)[0][2] > 0, 60
    )
    fallen = world.service.child("heavy")
    fallen.kill()
    assert until(lambda: world.rows(JOB)[0][0] in ("done", "failed"), 90)
    state, attempts, _done, text = world.rows(JOB)[0]
    assert (state, attempts, text) == ("done", 2, "")
    values = "select count(*) from measures_value where delivery_id is not null"
    assert world.one(values) == len(rows_of_file())
    assert world.one("select count(*) from history_event where verb = 'delivery.accepted'") == 1
    assert world.service.child("heavy").pid != fallen.pid
