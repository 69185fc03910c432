import pytest
from loading_laws import FORMATS, kinds, load_bytes

from index.errors import LoadError


def test_subtitles_are_running_text_under_their_time() -> None:
    document = load_bytes((FORMATS / "osk_council.srt").read_bytes(), ".srt")
    assert document.title == "given"
    assert kinds(document) == [
        ("heading", 1, "00:00:01"),
        ("paragraph", 0, "The council of Osk granted forty thousand crowns for the new pier."),
        ("heading", 1, "00:01:20"),
        ("paragraph", 0, "- When will it open? - In May."),
    ]


def test_web_subtitles_name_who_speaks_and_leave_out_notes_and_styles() -> None:
    document = load_bytes((FORMATS / "osk_council.vtt").read_bytes(), ".vtt")
    assert document.text == "00:00:01\n\nHedda Lund: The council of Osk granted forty thousand crowns for <us>."


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("1\n00:00:01,0 --> 00:00:02,0\n{\\an8}Up <b>there</b>.\n2\n00:00:02,0 --> 00:00:03,0\nYes.", "Up there. Yes."),
        ("01:00:01.5 --> 01:00:02.5\r\nLate\r\n\r\n01:00:03 --> 01:00:04\r\nhours.", "Late hours."),
        ("1\n0:00:01 --> 0:00:02\nIn 1904\n\n2\n0:00:02 --> 0:00:03\n1904\n\n3\n0:00:03 --> 0:00:04\nmen left.", None),
        ("1\n00:00:01,0 --> 00:00:02,0\nThe same\n\n2\n00:00:02,0 --> 00:00:03,0\nThe same", "The same"),
        ("1\n00:00:01,0 --> 00:00:02,0\n5 < 6 and a <3 b", "5 < 6 and a <3 b"),
    ],
)
def test_cues_of_every_kind(text: str, spoken: str | None) -> None:
    assert load_bytes(text, ".srt").text.split("\n\n")[1] == (spoken or "In 1904 1904 men left.")


def test_a_sentence_is_never_cut_by_the_clock() -> None:
    text = "".join(
        f"00:{at // 60:02}:{at % 60:02}.0 --> 00:{at // 60:02}:{at % 60:02}.9\nword{at}\n\n" for at in range(100)
    )
    assert load_bytes("WEBVTT\n\n" + text, ".vtt").text.count("\n\n") == 1


@pytest.mark.parametrize("text", ["No times here.", "WEBVTT\n\n", "1\n00:00:01 -> 00:00:02\nWords."])
def test_a_file_without_times_is_refused(text: str) -> None:
    with pytest.raises(LoadError, match="no subtitles"):
        load_bytes(text, ".srt")
