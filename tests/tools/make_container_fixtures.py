"""Makes the Outlook message, the tar archives and the 7z archive in tests/data/formats; needs py7zr.

python tests/tools/make_container_fixtures.py
"""

import gzip
import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import py7zr
from outlook_files import message

FORMATS = Path(__file__).parents[1] / "data" / "formats"
HELD = {
    "moss/notes.txt": b"The moss of Osk grows on the north side.\n",
    "moss/survey.md": b"# Survey\n\nNine plots were counted.\n",
    "moss/._notes.txt": b"x",
}
PAGE = b"<p>The roof will cost <b>18,400</b> crowns.</p><p>It will be done by June.</p>"
WORDS = "The roof will cost 18,400 crowns.\r\n\r\nIt will be done by June."


def main() -> None:
    sent, plan = datetime(2024, 3, 4, 9, tzinfo=UTC), {"plan.txt": b"The plan has three steps."}
    (FORMATS / "osk_offer.msg").write_bytes(message("Offer for the roof of Osk", WORDS, PAGE, sent, plan))
    (FORMATS / "moss_survey.tar").write_bytes(tar())
    (FORMATS / "moss_survey.tgz").write_bytes(gzip.compress(tar(), mtime=0))
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as archive:
        for name, data in HELD.items():
            archive.writestr(data, name)
    (FORMATS / "moss_survey.7z").write_bytes(packed.getvalue())


def tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in HELD.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(data), 1715671800
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("moss/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return packed.getvalue()


if __name__ == "__main__":
    main()
