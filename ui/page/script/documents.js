// The documents on the left: the list, its filter, removing.

import { announce, find } from "./dom.js";
import { server } from "./host.js";
import { documentCount, refresh } from "./overview.js";
import { patchList } from "./patching.js";
import { keepSourceTrue, markOpen } from "./source.js";
import { focusUndo } from "./undoing.js";
import { filterWords, say } from "./words.js";

const filterFrom = 8; // documents; fewer are seen at a glance

export function showDocuments(overview) {
  const shelf = find("shelf");
  if (overview.documents !== null) {
    patchList(shelf, overview.documents);
    markOpen();
    keepSourceTrue([...shelf.children]);
  }
  find("document-count").textContent = overview.count ? overview.count.toLocaleString("en") : "";
  find("shelf-hint").hidden = overview.count < 2;
  showFilter();
}

function showFilter(isTyped) {
  find("filter-line").hidden = documentCount() < filterFrom;
  const words = documentCount() < filterFrom ? [] : filterWords(find("filter").value);
  let shown = 0;
  for (const item of find("shelf").children) {
    item.hidden = !words.every((word) => item.dataset.find.includes(word));
    if (!item.hidden) shown++;
  }
  const count = shown ? say("matching", { shown, count: documentCount() }) : say("none_match");
  find("filter-count").textContent = words.length ? count : "";
  if (isTyped && words.length) announce(count);
}

// The first press asks, the second removes; looking elsewhere takes the question back.
export async function pressRemove(button, { detail: clicks }) {
  if (clicks > 1) return; // the second press of a double click is not an answer to "Remove?"
  if (!button.classList.contains("armed")) {
    button.classList.add("armed");
    button.dataset.icon = button.innerHTML;
    button.textContent = say("remove");
    return;
  }
  button.disabled = true;
  const title = button.closest(".document").querySelector(".title").textContent;
  let removal = 0;
  try {
    removal = await server.remove({ document_id: button.dataset.remove });
    announce(say("removed", { title }));
  } finally {
    await refresh();
  }
  focusUndo(removal);
}

function disarm(button) {
  if (!button?.classList.contains("armed")) return;
  button.classList.remove("armed");
  button.innerHTML = button.dataset.icon;
}

export function startDocuments() {
  const shelf = find("shelf");
  shelf.addEventListener("focusout", (event) => disarm(event.target.closest(".remove")));
  shelf.addEventListener("mouseleave", () => disarm(shelf.querySelector(".armed")));
  find("filter").addEventListener("input", () => showFilter(true));
  find("filter").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.value) return;
    event.stopPropagation();
    event.target.value = "";
    showFilter();
  });
}
