"""SecantusDB's own command, with a setting that its command line does not offer.

Usage: secantusd.py <transaction lifetime in seconds> <options of SecantusDB>
"""

import functools
import sys

from secantus import cli
from secantus.server import SecantusDBServer

cli.SecantusDBServer = functools.partial(SecantusDBServer, transaction_lifetime_seconds=float(sys.argv.pop(1)))
sys.exit(cli.main())
