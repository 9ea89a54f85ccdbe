"""``python -m presscut``: the program, with the same arguments."""

import os
import subprocess
import sys

from presscut import find_presscut

if __name__ == "__main__":
    command = [find_presscut(), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)
