"""Dask: a real cluster of processes, of which one is killed in the run."""

import os
import signal
import threading
import time

import pytest

import analysis
from analysis.batch import analyze_places

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # the scheduler leaves a socket of its own open while it looks for a port
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_rows_are_the_same_though_a_worker_is_killed(folder, alone, same, tmp_path):
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        with distributed.Client(cluster) as client:
            pids = list(client.run(os.getpid).values())
        failures = []

        def run():
            try:
                analyze_places(folder, tmp_path / "out", "armenia-azerbaijan", dask=cluster.scheduler_address, size=1)
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        while thread.is_alive() and not list((tmp_path / "out").glob("parts/0*")):
            time.sleep(0.05)
        os.kill(pids[0], signal.SIGKILL)
        thread.join(300)
    assert not failures
    assert same(analysis.Reading.load(tmp_path / "out"), alone)


def test_no_scheduler_is_an_error(folder, tmp_path):
    with pytest.raises(analysis.InputError, match="dask"):
        analyze_places(folder, tmp_path / "out", "armenia-azerbaijan", dask="nowhere")
