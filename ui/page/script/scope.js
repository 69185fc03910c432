// Which documents a question is asked of: the ticked ones, those with a tag, those of a time.

import { announce, find } from "./dom.js";
import { documentCount } from "./overview.js";
import { say, scopeWords } from "./words.js";

const ticked = new Set();
const chosenTags = new Set();

export function scopeAsked() {
  return { documents: [...ticked], tags: [...chosenTags], since: find("since").value, until: find("until").value };
}

export const scopeAskedWords = (isPast) => scopeWords(scopeAsked(), documentCount(), isPast);

function showScope() {
  const words = scopeAskedWords();
  find("scope").hidden = !words;
  find("scope-words").textContent = words;
}

export function showChoices(overview) {
  showTicks();
  showTags(overview.tags);
  showScope();
}

// A document that has gone is no longer asked.
function showTicks() {
  const boxes = [...find("shelf").querySelectorAll("input[type=checkbox]")];
  forgetUnknown(ticked, boxes.map((box) => box.value));
  for (const box of boxes) box.checked = ticked.has(box.value);
}

function showTags(html) {
  const choices = find("tag-choices");
  if (choices.dataset.html !== html) {
    choices.dataset.html = html;
    choices.innerHTML = html;
    const known = [...choices.querySelectorAll(".tag")].map((button) => button.dataset.tag);
    forgetUnknown(chosenTags, known);
    find("known-tags").replaceChildren(...known.map((tag) => new Option(tag, tag)));
  }
  choices.hidden = !choices.children.length;
  pressTags();
}

function forgetUnknown(chosen, known) {
  const still = new Set(known);
  for (const value of chosen) if (!still.has(value)) chosen.delete(value);
}

function pressTags() {
  for (const button of find("tag-choices").querySelectorAll(".tag")) {
    button.setAttribute("aria-pressed", String(chosenTags.has(button.dataset.tag)));
  }
}

export function toggleTag(button) {
  const { tag } = button.dataset;
  if (!chosenTags.delete(tag)) chosenTags.add(tag);
  pressTags();
  showScope();
  announce(scopeAskedWords() || say("asking_all"));
}

export function toggleRestrict(isShown) {
  find("restrict").hidden = !isShown;
  find("open-restrict").setAttribute("aria-expanded", String(isShown));
}

export function askAll() {
  ticked.clear();
  chosenTags.clear();
  for (const id of ["since", "until"]) find(id).value = "";
  showTicks();
  pressTags();
  showScope();
  announce(say("asking_all"));
  find("question").focus();
}

function tick({ target }) {
  if (target.checked) ticked.add(target.value);
  else ticked.delete(target.value);
  showScope();
}

export function startScope() {
  find("shelf").addEventListener("change", tick);
  find("open-restrict").addEventListener("click", () => toggleRestrict(find("restrict").hidden));
  find("restrict").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    toggleRestrict(false);
    find("open-restrict").focus();
  });
  for (const id of ["since", "until"]) find(id).addEventListener("change", showScope);
  find("ask-all").addEventListener("click", askAll);
}
