"""A disk whose fsync fails, or lasts as on a network share: a small library, preloaded, sees to it
as long as a file stands."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

FLAG: Final = "FSYNC_REFUSE"
"""Names the file that makes it fail."""
SLOW: Final = "FSYNC_LENT"
"""Names the file that makes each last SECONDS."""
SECONDS: Final = 3
SOURCE: Final = f"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int stands(const char *name) {{
    const char *flag = getenv(name);
    return flag && access(flag, F_OK) == 0;
}}
static int refused(void) {{
    if (stands("{SLOW}")) sleep({SECONDS});
    return stands("{FLAG}");
}}
int fsync(int file) {{
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    if (refused()) {{ errno = EIO; return -1; }}
    return real(file);
}}
int fdatasync(int file) {{
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    if (refused()) {{ errno = EIO; return -1; }}
    return real(file);
}}
"""


def preloaded(folder: Path) -> bool:
    """Every process started from now on may be refused; False where nothing compiles C."""
    compiler = shutil.which("cc")
    if compiler is None:
        return False
    source, library = folder / "fsync.c", folder / "fsync.so"
    source.write_text(SOURCE)
    built = (compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl")
    subprocess.run(built, check=True)
    os.environ["LD_PRELOAD"] = str(library)
    os.environ |= {name: str(folder / name.lower()) for name in (FLAG, SLOW)}
    return True


def flag(name: str = FLAG) -> Path:
    """It fails, or lasts, while this file stands."""
    return Path(os.environ[name])
