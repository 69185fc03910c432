"""The states of the page's script, on the page's own HTML, with a server that answers when a test lets it."""

import json

import pytest
from playwright.sync_api import Page, expect
from script_page import ScriptPage

# A server whose calls are kept in `calls`; what it answers stands in `answers`, and may be a promise.
SERVER = """
  const idle = { documents: null, stamp: "", count: 0, tags: "", folders: "", failures: "", removed: "", busy: false,
                 progress: null, summary: "", examples: [] };
  window.calls = [];
  window.answers = { overview: () => window.overview };
  window.overview = idle;
  window.idle = idle;
  const server = new Proxy({}, { get: (_, name) => async (value) => {
    if (name !== "overview") window.calls.push([name, value]);
    return window.answers[name]?.(value);
  } });
  const upload = async (file) => {
    if (file.name.startsWith("bad")) throw new Error("no");
    if (file.name.startsWith("slow")) await new Promise((yes) => { window.finishUpload = yes; });
    return { path: "at/" + file.name };
  };
  modules.page.start({ server, upload });
"""


@pytest.fixture
def script(page: Page) -> ScriptPage:
    script = ScriptPage(page)
    script.run(SERVER)
    return script


def add(script: ScriptPage, *names: str) -> None:
    code = 'modules.adding.addFiles(argument.map((name) => ({ file: new File(["x"], name), name })));'
    script.run(code, list(names))


def overview(script: ScriptPage, **facts: object) -> None:
    script.run("window.overview = { ...window.idle, ...argument }; await modules.overview.refresh();", facts)


def test_added_files_are_handed_over_and_what_came_of_them_is_said_once(script: ScriptPage) -> None:
    page = script.page
    script.run("window.overview = { ...window.idle, busy: true };")
    add(script, "a.txt", "bad.txt", "b.txt")
    page.wait_for_function("window.calls.some(([name]) => name === 'add')")
    handed = script.run("return window.calls.find(([name]) => name === 'add')[1].uploads")
    assert handed == [{"path": "at/a.txt", "name": "a.txt"}, {"path": "at/b.txt", "name": "b.txt"}]
    expect(page.locator("#progress")).to_be_visible()
    overview(script, busy=True, progress={"html": "<p>Reading b.txt</p>", "part": 0.5})
    expect(page.locator("#progress-words")).to_have_text("Reading b.txt")
    expect(page.locator("#outcome-words")).to_have_text("")
    overview(script, summary="2 added.")
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.locator("#announcer")).to_have_text("2 added. 1 file was not added")
    expect(page.locator("#failure-list .file")).to_have_text("bad.txt")
    script.run("modules.dom.announce('');")
    overview(script, summary="2 added.")
    expect(page.locator("#announcer")).to_have_text("")


def test_a_second_drop_waits_for_the_first_to_be_handed_over(script: ScriptPage) -> None:
    add(script, "slow.txt")
    add(script, "second.txt")
    script.page.wait_for_function("Boolean(window.finishUpload)")
    assert script.run("return window.calls.filter(([name]) => name === 'add').length") == 0
    overview(script)  # nothing is being read, which does not end what this page is doing
    expect(script.page.locator("#progress-words")).to_have_text("Copying files: 0 of 1…")
    expect(script.page.locator("#progress")).to_be_visible()
    script.run("window.finishUpload();")
    script.page.wait_for_function("window.calls.filter(([name]) => name === 'add').length === 2")
    handed = script.run("return window.calls.filter(([name]) => name === 'add').map(([, add]) => add.uploads[0].name)")
    assert handed == ["slow.txt", "second.txt"]


def test_files_that_the_server_does_not_take_are_said_to_be_not_added(script: ScriptPage) -> None:
    script.run("window.answers.add = () => { throw new Error('gone'); };")
    add(script, "a.txt", "b.txt")
    expect(script.page.locator("#failure-list .file")).to_have_text("2 files")
    expect(script.page.locator("#failure-list .reason")).to_have_text("Quoth did not answer. Is it still running?")
    expect(script.page.locator("#progress")).to_be_hidden()


def test_a_cancelled_round_says_so_and_hands_nothing_over(script: ScriptPage) -> None:
    page = script.page
    add(script, "slow.txt", "a.txt", "b.txt", "c.txt")
    page.wait_for_function("Boolean(window.finishUpload)")
    page.click("#cancel")
    expect(page.locator("#progress-words")).to_have_text("Stopping…")
    script.run("window.finishUpload();")
    expect(page.locator("#outcome-words")).to_have_text("Cancelled; nothing was added.")
    assert script.run("return window.calls.map(([name]) => name)") == ["dismiss"]


def test_work_that_began_elsewhere_is_shown_and_can_be_cancelled(script: ScriptPage) -> None:
    overview(script, busy=True, progress={"html": "<p>Reading x.txt</p>", "part": 0.25})
    expect(script.page.locator("progress")).to_have_js_property("value", 0.25)
    script.page.click("#cancel")
    assert script.run("return window.calls.map(([name]) => name)") == ["cancel"]


def test_a_document_that_comes_late_does_not_replace_the_one_opened_after_it(script: ScriptPage) -> None:
    script.run(
        """
        const html = (id) => `<header class="source-head" data-document="${id}"><h2>${id}</h2></header>`;
        let release;
        const late = new Promise((yes) => { release = yes; });
        window.answers.source = ({ place }) => (place.document_id === "first" ? late : html("second"));
        const first = modules.source.openSource({ document_id: "first" }, null);
        await modules.source.openSource({ document_id: "second" }, null);
        release(html("first"));
        await first;
        """
    )
    expect(script.page.locator("#source-page h2")).to_have_text("second")
    assert script.page.locator("#source").get_attribute("aria-busy") is None


def test_a_question_is_not_asked_twice_and_a_failed_one_is_not_in_the_history(script: ScriptPage) -> None:
    page = script.page
    script.run("window.answers.answer = () => { throw new Error('gone'); };")
    script.run("await Promise.all([modules.chat.ask('One?'), modules.chat.ask('Two?')]);")
    expect(page.locator(".reply.failed")).to_have_text("Quoth did not answer. Is it still running?")
    expect(page.locator("#question")).to_have_value("One?")
    script.run("window.answers.answer = () => ({ html: '<p>Yes.</p>', announcement: 'Yes.', place: null });")
    script.run("await modules.chat.ask('Three?'); await modules.chat.ask('Four?');")
    asked = script.run("return window.calls.filter(([name]) => name === 'answer').map(([, asked]) => asked)")
    assert [(asked["question"], asked["history"]) for asked in asked] == [
        ("One?", []),
        ("Three?", []),
        ("Four?", ["Three?"]),
    ]


def test_a_document_or_tag_that_is_gone_is_no_longer_asked(script: ScriptPage) -> None:
    document = '<li class="document" data-id="{0}" data-find="{0}"><input type="checkbox" value="{0}"></li>'
    tag = '<button class="tag" data-tag="{0}">{0}</button>'
    both = document.format("a") + document.format("b")
    overview(script, documents=both, stamp="1", count=2, tags=tag.format("law") + tag.format("sea"))
    script.page.locator("input[value=a]").check()
    script.page.click("#open-restrict")
    script.page.click("[data-tag=law]")
    scope = json.dumps({"documents": ["a"], "tags": ["law"], "since": "", "until": ""})
    assert script.run("return JSON.stringify(modules.scope.scopeAsked())") == scope.replace(" ", "")
    overview(script, documents=document.format("b"), stamp="2", count=1, tags=tag.format("sea"))
    expect(script.page.locator("#scope")).to_be_hidden()
    assert (
        script.run("return modules.scope.scopeAsked().documents.length + modules.scope.scopeAsked().tags.length") == 0
    )


@pytest.mark.parametrize("now", ["ab", "ba", "bcx", "xacb", "", "c", "cbadx"])
def test_a_list_becomes_the_new_one_and_keeps_the_items_that_are_the_same(script: ScriptPage, now: str) -> None:
    code = """
        const item = (id) => `<li data-id="${id}">${id}</li>`;
        const list = document.createElement("ul");
        modules.patching.patchList(list, [..."abcd"].map(item).join(""));
        const before = new Map([...list.children].map((old) => [old.dataset.id, old]));
        modules.patching.patchList(list, [...argument].map(item).join(""));
        const shown = [...list.children];
        return [shown.map((e) => e.textContent).join(""), shown.filter((e) => before.get(e.dataset.id) === e).length];
    """
    assert script.run(code, now) == [now, len(set(now) & set("abcd"))]


def test_a_changed_item_keeps_the_focus_on_what_was_focused_in_it(script: ScriptPage) -> None:
    code = """
        const buttons = '<button class="open">o</button><button class="x">x</button>';
        const item = (words) => `<li data-id="a">${words}${buttons}</li>`;
        const list = modules.dom.find("shelf");
        modules.patching.patchList(list, item("old"));
        list.querySelector(".x").focus();
        modules.patching.patchList(list, item("new"));
        return [list.textContent, document.activeElement.className, document.activeElement.isConnected];
    """
    assert script.run(code) == ["newox", "x", True]
