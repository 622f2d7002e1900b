"""An ingest to be killed: `python -m tests.ingest.kill FOLDER LEDGER`."""

import sys
from pathlib import Path

from tests.ingest.readers import slow
from whence.ingest.run import Plan, ingest
from whence.ledger import Store

if __name__ == "__main__":
    with Store(Path(sys.argv[2]), "kill 1") as store:
        ingest([Path(sys.argv[1])], store, Plan(slow, 2, 60.0), lambda _: None)
