"""What a program takes, and a table of it."""
import os
import subprocess
import tempfile
import time


class Result:
    def __init__(self, seconds, usage, status, err):
        self.seconds = seconds
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        self.status = status
        self.err = err


def run(command, **options):
    """Run a program: what it took. The memory of a child begins with that of
    who started it, so this program must stay smaller than what it measures."""
    with tempfile.TemporaryFile() as err:
        started = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.DEVNULL,
            stderr=err, **{"stdin": subprocess.DEVNULL, **options})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        return Result(seconds, usage, process.returncode,
                      err.read().decode(errors="replace"))


class Table:
    def __init__(self, what):
        self.what = what
        self.floor = {}
        print(f"\n{'':34}{what + '/s':>9} {'CPU ms/' + what[:-1]:>12} "
              f"{'peak MB':>8} {'x floor':>8}")

    def add(self, name, n, result, floor=None, is_floor=False):
        each = result.cpu * 1000 / n
        if is_floor:
            self.floor[floor] = each
        ratio = (f"{each / self.floor[floor]:8.1f}"
                 if floor in self.floor and not is_floor else "")
        print(f"{name:34}{n / result.seconds:9.0f} {each:12.3f} "
              f"{result.memory:8.1f} {ratio}", flush=True)
        if result.status != 0:
            print(f"    ended with {result.status}: "
                  f"{result.err.strip()[-300:]}", flush=True)
