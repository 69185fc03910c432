// The source panel: which document is open in it, at which place, and how that changes.

import { announce, find } from "./dom.js";
import { server, wordsOf } from "./host.js";
import { cover, over, uncover, wide } from "./panels.js";
import { draw, focusSame, openDocument } from "./reading.js";
import { hideTooltip } from "./tooltips.js";
import { say } from "./words.js";

const widestPicture = 1600; // pixels, as in ui/page/calls.py

let open = null; // the place that is open, and the page asked for
let view = "page"; // or "text"
let request = 0;

export function openSource(place, chip) {
  for (const other of document.querySelectorAll(".citation[aria-current]")) other.removeAttribute("aria-current");
  chip?.setAttribute("aria-current", "true");
  open = { place, page: null };
  return showSource();
}

async function showSource() {
  const mine = ++request;
  const [panel, page] = [find("source"), find("source-page")];
  const held = page.contains(document.activeElement) ? document.activeElement : null;
  panel.setAttribute("aria-busy", "true");
  try {
    const width = Math.min(widestPicture, Math.round(panel.clientWidth * window.devicePixelRatio));
    const html = await server.source({ ...open, view, width });
    if (mine !== request) return;
    draw(html);
    markOpen();
    if (held) focusSame(held.dataset.name);
  } catch (error) {
    if (mine === request) page.textContent = wordsOf(error, say("not_opened"));
  } finally {
    if (mine === request) panel.removeAttribute("aria-busy");
  }
}

export function clearSource() {
  request++;
  open = null;
  find("source").removeAttribute("aria-busy");
  find("source-page").replaceChildren();
  find("source-empty").hidden = false;
  markOpen();
}

// What is opened on purpose comes to the front where there is no room for it beside the chat.
async function openInFront(place, chip) {
  if (!wide.matches) cover("source", find("close-source"));
  await openSource(place, chip);
  announceSource();
}

export function openCitation(chip) {
  hideTooltip();
  return openInFront(JSON.parse(chip.dataset.place), chip);
}

export function openListed(button) {
  return openInFront({ document_id: button.dataset.document }, null);
}

// A citation of the latest turn.
export function openByNumber(number) {
  const latest = [...document.querySelectorAll(".turn")].pop();
  const chip = latest?.querySelector(`.citation[data-number="${number}"]`);
  if (!chip) return false;
  chip.focus();
  openCitation(chip);
  return true;
}

function announceSource() {
  const title = find("source-page").querySelector("h2");
  const number = pageNumber();
  if (!title) return;
  const opened = { title: title.textContent, page: number };
  announce(number ? say("opened_page", opened) : say("opened", opened));
}

function pageNumber() {
  return find("source-page").querySelector(".page-number")?.textContent || "";
}

// Another page, or the same one shown otherwise.
export async function goTo(button) {
  const wanted = JSON.parse(button.dataset.go);
  if (wanted.view) view = wanted.view;
  open.page = wanted.page;
  await showSource();
  if (pageNumber()) announce(pageNumber());
}

// In the list, the document that is open.
export function markOpen() {
  const id = openDocument();
  for (const button of find("library").querySelectorAll(".document .open")) {
    if (id && button.dataset.document === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

// A document that has been removed closes; one whose file has changed is opened anew, as it is now.
export function keepSourceTrue(listed) {
  const id = openDocument();
  if (!id || !open || listed.some((item) => item.dataset.id === id)) return;
  const { path } = find("source-page").querySelector(".source-head").dataset;
  const changed = listed.find((item) => item.dataset.path === path);
  if (changed) {
    open.place = { ...open.place, document_id: changed.dataset.id };
    showSource();
    return;
  }
  clearSource();
  if (over() === "source") uncover();
  announce(say("gone"));
}
