"""presscut is a program; this package finds it for Python.

``presscut.find_presscut()`` gives the path of the binary that the wheel installed, for ``subprocess.run``. An archive is an
ordinary SQLite file: read it with ``sqlite3`` or ``pandas.read_sql``.
"""

import os
import sys
import sysconfig


def find_presscut() -> str:
    """The path of the binary that belongs to this package.

    Raises FileNotFoundError where the package was installed without it.
    """
    name = "presscut" + (sysconfig.get_config_var("EXE") or "")
    user_scheme = sysconfig.get_preferred_scheme("user") if sys.version_info >= (3, 10) else os.name + "_user"
    folders = [
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", scheme=user_scheme),
        # pip install --target DIR
        os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin"),
    ]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise FileNotFoundError(f"{name} is in none of {', '.join(folders)}: install the package again")
