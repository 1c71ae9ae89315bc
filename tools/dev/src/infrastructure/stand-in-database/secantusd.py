"""SecantusDB's own command, mended, with what its command line does not offer.

Usage: secantusd.py <transaction lifetime in seconds> <options of SecantusDB>
"""

import functools
import sys

from mend_secantusdb import mend
from secantus import cli
from secantus.server import SecantusDBServer

mend()
cli.SecantusDBServer = functools.partial(SecantusDBServer, transaction_lifetime_seconds=float(sys.argv.pop(1)))
sys.exit(cli.main())
