// Keys that work anywhere on the page: 1 to 9 open a citation, / goes to the question, Escape goes back.

import { find } from "./dom.js";
import { uncover } from "./panels.js";
import { openByNumber } from "./source.js";
import { hideTooltip } from "./tooltips.js";

const writing = "textarea, input:not([type=checkbox]), [contenteditable]";

// What a key means: "back", "question", the number of a citation as text, or nothing.
export function meaning({ key, ctrlKey, altKey, metaKey, isComposing, target }) {
  if (ctrlKey || altKey || metaKey || isComposing) return "";
  if (key === "Escape") return "back";
  if (target.closest?.(writing)) return "";
  if (key === "/") return "question";
  return /^[1-9]$/.test(key) ? key : "";
}

function onKey(event) {
  const meant = meaning(event);
  if (meant === "back") {
    goBack();
  } else if (meant === "question") {
    event.preventDefault();
    find("question").focus();
  } else if (meant && openByNumber(meant)) {
    event.preventDefault();
  }
}

function goBack() {
  hideTooltip();
  if (uncover()) return;
  const latest = [...document.querySelectorAll(".reply")].pop();
  if (document.activeElement === find("question")) latest?.focus();
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
}
