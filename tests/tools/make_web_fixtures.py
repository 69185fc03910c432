"""Makes the web pages, mails, mailbox, book, archive and data files in tests/data/formats, each by its real program.

python tests/tools/make_web_fixtures.py   needs Chromium, Playwright, LibreOffice and zip; the tests need none of them.
"""

import json
import mailbox
import os
import shutil
import subprocess
import tempfile
import time
from email import policy
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from pathlib import Path

PAGES = Path(__file__).parent / "web_pages"  # as they are served; beside each the text in it that is its own
FORMATS = Path(__file__).parents[1] / "data" / "formats"
WHEN = "Tue, 14 May 2024 09:30:00 +0200"
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1715671800"}
BOOK = """<html><head><title>The Lamps of Quill Harbour</title></head><body>
<h1>The First Lamp</h1><p>Mirela Tovan lit the first lamp of Quill Harbour on 3 March 1887.</p>
<p>It burned whale oil and could be seen from eleven miles away.</p>
<h1>The Second Lamp</h1><p>The second lamp, of brass, was cast in Dremmen by the founder Aldo Presk.</p>
<ul><li>Its lens weighs 640 kilograms.</li><li>Its keeper was paid 90 crowns a month.</li></ul>
<table><tr><th>Keeper</th><th>From</th></tr><tr><td>Ilse Varr</td><td>1891</td></tr>
<tr><td>Jon Hask</td><td>1904</td></tr></table>
</body></html>"""


def main() -> None:
    FORMATS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        save_pages()
        save_book(Path(folder))
        save_archive(Path(folder))
    save_mails()
    save_data()


def save_pages() -> None:
    """Each page as Chromium holds it after its scripts ran, and one as Chromium's own MHTML."""
    from playwright.sync_api import sync_playwright

    for source in sorted(PAGES.glob("*.html")):
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", source.as_uri()]
        dumped = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
        (FORMATS / source.name).write_bytes(dumped)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.route("**/*", lambda route: route.fulfill(path=PAGES / "ferry_timetable.html", content_type="text/html"))
        tab.goto("https://lake-murn.example/ferries.html")
        saved = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        (FORMATS / "ferry_timetable.mhtml").write_bytes(saved.encode("utf-8"))
        browser.close()


def save_book(folder: Path) -> None:
    """An EPUB of two chapters, by LibreOffice Writer."""
    (folder / "quill_harbour.html").write_text(BOOK, encoding="utf-8")
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to"]
    steps = (("odt:writer8", "quill_harbour.html"), ("epub", "quill_harbour.odt"))
    for target, source in steps:
        command = [*office, target, "--outdir", str(folder), str(folder / source)]
        command[1:1] = ["--infilter=HTML (StarWriter)"] if source.endswith(".html") else []
        subprocess.run(command, check=True, capture_output=True, timeout=300, env=ENVIRONMENT)
    shutil.copy(folder / "quill_harbour.epub", FORMATS / "quill_harbour.epub")


def save_archive(folder: Path) -> None:
    """A ZIP as Info-ZIP's `zip` makes it, another archive and a hidden file in it."""
    held = folder / "moss_survey"
    (held / "counts").mkdir(parents=True)
    (held / "summary.txt").write_text("The moss survey of Lake Murn counted 412 tufts in the spring of 2023.\n")
    (held / "counts" / "Übersicht – north.txt").write_text(
        "The north shore has 118 tufts of silver moss.\n", encoding="utf-8"
    )
    (held / ".DS_Store").write_text("hidden")
    (held / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (held / "field_notes.txt").write_text("Dr Sefa Rund led the field work at Lake Murn.\n")
    for each in sorted(held.rglob("*")):
        os.utime(each, (1715671800, 1715671800))
    for command in (["zip", "-qX", "notes.zip", "field_notes.txt"], ["rm", "field_notes.txt"]):
        subprocess.run(command, check=True, cwd=held)
    os.utime(held / "notes.zip", (1715671800, 1715671800))
    (FORMATS / "moss_survey.zip").unlink(missing_ok=True)
    subprocess.run(["zip", "-qrX", str(FORMATS / "moss_survey.zip"), "."], check=True, cwd=held)
    secret = FORMATS / "sealed.zip"
    secret.unlink(missing_ok=True)
    subprocess.run(["zip", "-qX", "-P", "murn", str(secret), "summary.txt"], check=True, cwd=held)


def _mail(sender: str, to: str, subject: str, text: str, when: str = WHEN) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Subject"], message["Date"] = sender, to, subject, when
    message["Message-ID"] = f"<{len(subject)}.{len(text)}@osk.example>"
    message.set_content(text)
    return message


def save_mails() -> None:
    """A mail with both kinds of body, attachments and a forwarded mail; and a mailbox of three."""
    forwarded = _mail(
        "Board <board@osk.example>", "jana@osk.example", "Budget", "The board grants 48,000 crowns for Ardle bridge.\n"
    )
    mail = _mail(
        "Jana Küçük <jana@osk.example>",
        "Piet Lorn <piet@osk.example>, Ana Ruz <ana@osk.example>",
        "Brücke at Ardle: repair begins",
        "Dear Piet,\n\nthe repair of Ardle bridge begins on 2 September 2024 and takes\n"
        "seven weeks. Trains stop at Vell.\n\n"
        "> How long will the bridge be shut?\n\nJana\n",
    )
    mail["Cc"] = "Records <records@osk.example>"
    mail.add_alternative(
        "<p>Dear Piet,</p><p>the repair of Ardle bridge begins on <b>2 September 2024</b> and takes seven weeks. "
        "Trains stop at Vell.</p><blockquote>How long will the bridge be shut?</blockquote><p>Jana</p>",
        subtype="html",
    )
    mail.add_attachment("The scaffold is rented from Holm & Sons for 300 crowns a day.\n", filename="Gerüst.txt")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image", "png", disposition="inline", cid="<logo@osk>")
    mail.attach(MIMEMessage(forwarded))  # type: ignore[arg-type]  # the library takes any message
    mail.set_boundary("=_ardle")
    next(part for part in mail.walk() if part.get_content_type() == "multipart/alternative").set_boundary("=_both")
    (FORMATS / "ardle_bridge.eml").write_bytes(mail.as_bytes())
    target = FORMATS / "osk_valley.mbox"
    target.unlink(missing_ok=True)
    box = mailbox.mbox(target)
    for at, (subject, text) in enumerate(
        [
            ("Timetable", "The night train from Orm now leaves at 23:17.\n"),
            ("Lost & found", "Somebody left a cello in coach 4.\n\nFrom now on it is kept in Vell.\n"),
            ("Frage zur Höhe/Länge", "Der Tunnel bei Tarn ist 2,4 Kilometer lang.\n"),
        ]
    ):
        message = mailbox.mboxMessage(
            _mail("Desk <desk@osk.example>", "all@osk.example", subject, text, f"Wed, {at + 1} May 2024 08:00:00 +0000")
        )
        message.set_from("desk@osk.example", time.gmtime(1714550400 + at))
        box.add(message)
    box.close()


def save_data() -> None:
    """What Python's json writes."""
    stations = {
        "railway": {"name": "Osk Valley Railway", "opened": 1899, "gauge_mm": 760.0, "electric": False},
        "stations": [
            {"name": "Vell", "altitude_m": 412, "address": {"street": "Lime Walk 3", "postcode": "OV-7"}},
            {"name": "Tarn", "altitude_m": 988, "address": {"street": "Upper Gate 1", "postcode": "OV-9"}},
        ],
        "tags": ["narrow gauge", "heritage"],
        "notes": "The line closes in heavy snow.\n\nTickets are sold on board only.",
    }
    (FORMATS / "osk_stations.json").write_text(json.dumps(stations, indent=2) + "\n", encoding="utf-8")
    asked = [
        {"question": "Who keeps the Tarn signal box?", "answer": "Edda Molin has kept it since 2016."},
        {"question": "What does a dog pay on the Osk Valley Railway?", "answer": "Half of an adult's fare."},
    ]
    lines = [json.dumps(each, ensure_ascii=False) for each in asked]
    (FORMATS / "osk_questions.jsonl").write_text(
        "\n".join([lines[0], '{"question": cut', lines[1]]) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
