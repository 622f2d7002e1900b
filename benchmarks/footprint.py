"""What Whence costs beside time: memory, import time, size installed.

    python -m benchmarks.footprint [PAGE…]

Memory is the peak of a whole `whence read` process; import time is the best of seven new
processes, less a bare interpreter's; size is that of every installed package that the
dependencies bring, without Whence's own weights.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

SAMPLE = Path(__file__).resolve().parent.parent / "docs/sample/bridge.html"


def peak_memory(page: Path) -> float:
    """Peak resident memory in MB of reading one page in a process of its own."""
    command = [sys.executable, "-m", "whence", "read", str(page), "--json"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def import_time() -> float:
    """Seconds that `import whence` adds to a bare interpreter, the best of seven."""

    def best(code: str) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - began)
        return min(times)

    return best("import whence") - best("pass")


def installed_size() -> tuple[float, dict[str, float]]:
    """MB of the run-time dependencies, all and each."""
    sizes: dict[str, float] = {}
    waiting = ["whence"]
    while waiting:
        name = waiting.pop()
        if name in sizes:
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        files = [Path(str(found.locate_file(f))) for f in found.files or []]
        sizes[name] = sum(f.stat().st_size for f in files if f.is_file()) / 1e6
        for line in found.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name.lower())
    sizes.pop("whence")
    return sum(sizes.values()), sizes


def main() -> None:
    """Prints the three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, default=[SAMPLE])
    for page in parser.parse_args().pages:
        print(f"peak memory reading {page.name}: {peak_memory(page):.0f} MB")
    print(f"import whence: {import_time():.3f} s")
    total, sizes = installed_size()
    largest = sorted(sizes.items(), key=lambda x: -x[1])[:6]
    print(
        f"dependencies installed: {total:.0f} MB ({', '.join(f'{n} {s:.0f}' for n, s in largest)})"
    )


if __name__ == "__main__":
    main()
