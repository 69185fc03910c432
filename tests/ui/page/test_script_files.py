"""What the page's script makes of files, by its modules alone: folders walked, files chosen, rounds of uploads."""

import pytest
from playwright.sync_api import BrowserContext
from script_page import ScriptPage

# Entries as a browser hands them over when a folder is dropped: `readEntries` gives two at a time, then none.
ENTRIES = """
  const file = (path) => ({
    isFile: true, name: path.split("/").pop(), fullPath: path,
    file: (yes, no) => path.includes("gone") ? no(new Error("gone")) : yes(new File(["ink"], path.split("/").pop())),
  });
  const folder = (path, inside, isShut) => ({
    isFile: false, name: path.split("/").pop(), fullPath: path,
    createReader() {
      const left = [...inside];
      return { readEntries: (yes, no) => (isShut ? no(new Error("shut")) : yes(left.splice(0, 2))) };
    },
  });
  const dropped = (...entries) => ({
    files: [], items: entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry })),
  });
  const walked = async (transfer) => {
    const { files, unread } = await modules.walking.filesDropped(transfer);
    return [files.map(({ name }) => name), unread.map(({ name }) => name)];
  };
"""
# `send` is settled by hand: `finish(name)` and `fail(name)`.
ROUND = """
  const waiting = new Map();
  const send = (file) => new Promise((yes, no) => waiting.set(file, { yes, no }));
  const settled = () => new Promise((yes) => setTimeout(yes));
  const finish = (file) => { waiting.get(file).yes("at/" + file); waiting.delete(file); return settled(); };
  const fail = (file) => { waiting.get(file).no(new Error("no")); waiting.delete(file); return settled(); };
  const files = "abcde".split("").map((name) => ({ file: name, name: name + ".txt" }));
  const steps = [];
  const round = new modules.uploads.Round(files, send, ({ done }) => steps.push(done));
  const ran = round.run();
"""


@pytest.fixture(scope="module")
def script(context: BrowserContext) -> ScriptPage:
    return ScriptPage(context.new_page())


def test_folders_are_walked_to_the_end_and_named_from_what_was_dropped(script: ScriptPage) -> None:
    names, unread = script.run(
        ENTRIES
        + """
        const deep = folder("/a/deep", [folder("/a/deep/er", [file("/a/deep/er/5.txt")])]);
        const many = [1, 2, 3, 4].map((number) => file(`/a/${number}.txt`));
        return walked(dropped(folder("/a", [...many, deep]), file("/6.txt")));
        """
    )
    assert sorted(names) == ["6.txt", "a/1.txt", "a/2.txt", "a/3.txt", "a/4.txt", "a/deep/er/5.txt"]
    assert unread == []


def test_what_a_folder_holds_for_itself_is_left_out_but_not_what_was_dropped_by_itself(script: ScriptPage) -> None:
    names, _ = script.run(
        ENTRIES
        + """
        const own = [".hidden", "~$report.docx", "Thumbs.db", "desktop.ini", "Thumbs.db.txt", "a~$.txt"];
        const inside = [...own.map((name) => file("/a/" + name)), folder("/a/.git", [file("/a/.git/x")])];
        return walked(dropped(folder("/a", inside), file("/.profile")));
        """
    )
    assert sorted(names) == [".profile", "a/Thumbs.db.txt", "a/a~$.txt"]


def test_what_cannot_be_opened_is_named_and_the_rest_is_walked(script: ScriptPage) -> None:
    names, unread = script.run(
        ENTRIES
        + """
        const inside = [file("/a/gone.txt"), folder("/a/shut", [], true), file("/a/kept.txt")];
        return walked(dropped(folder("/a", inside)));
        """
    )
    assert names == ["a/kept.txt"]
    assert sorted(unread) == ["a/gone.txt", "a/shut"]


def test_where_the_browser_knows_no_entries_the_files_are_taken(script: ScriptPage) -> None:
    names, _ = script.run(
        ENTRIES + 'return walked({ items: [{ kind: "string" }], files: [new File(["x"], "a.txt")] });'
    )
    assert names == ["a.txt"]


def test_of_a_chosen_folder_what_is_hidden_is_left_out(script: ScriptPage) -> None:
    chosen = [
        {"name": "b.txt", "webkitRelativePath": "a/b.txt"},
        {"name": "c.txt", "webkitRelativePath": "a/.git/c.txt"},
        {"name": ".d.txt", "webkitRelativePath": "a/.d.txt"},
        {"name": "e.txt", "webkitRelativePath": ".a/e.txt"},
        {"name": ".f.txt", "webkitRelativePath": ""},
    ]
    names = [kept["name"] for kept in script.call("walking", "filesChosen", chosen)]
    assert names == ["a/b.txt", ".a/e.txt", ".f.txt"]


def test_three_files_are_uploaded_at_once_and_kept_in_order(script: ScriptPage) -> None:
    result = script.run(
        ROUND
        + """
        const began = [...waiting.keys()].join("");
        await finish("b");
        const then = [...waiting.keys()].join("");
        for (const file of ["c", "a", "e", "d"]) await finish(file);
        return { began, then, steps, uploads: await ran, refused: round.refused };
        """
    )
    assert (result["began"], result["then"]) == ("abc", "acd")
    assert result["steps"] == [1, 2, 3, 4, 5]
    assert result["uploads"] == [{"path": f"at/{name}", "name": f"{name}.txt"} for name in "abcde"]
    assert result["refused"] == []


def test_a_file_that_cannot_be_uploaded_is_named_and_counted_and_the_others_go_on(script: ScriptPage) -> None:
    result = script.run(
        ROUND
        + """
        await fail("b");
        for (const file of ["a", "c", "d", "e"]) await finish(file);
        return { steps, uploads: await ran, refused: round.refused.map(({ name }) => name) };
        """
    )
    assert [upload["name"] for upload in result["uploads"]] == ["a.txt", "c.txt", "d.txt", "e.txt"]
    assert result["refused"] == ["b.txt"]
    assert result["steps"][-1] == 5


def test_a_cancelled_round_uploads_nothing_more_and_gives_nothing(script: ScriptPage) -> None:
    result = script.run(
        ROUND
        + """
        await finish("a");
        round.cancel();
        for (const file of ["b", "c", "d"]) await finish(file);
        return { left: [...waiting.keys()], steps, uploads: await ran };
        """
    )
    assert result == {"left": [], "steps": [1, 2, 3, 4], "uploads": []}
