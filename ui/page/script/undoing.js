// What was removed, each with a button that brings it back.

import { announce, find } from "./dom.js";
import { server } from "./host.js";
import { showOutcome, sum } from "./outcome.js";
import { refresh } from "./overview.js";
import { say } from "./words.js";

export function showRemoved({ removed }) {
  const list = find("removed");
  if (list.dataset.html !== removed) {
    list.dataset.html = removed;
    list.innerHTML = removed;
  }
  showOutcome();
}

// So that a slip can be taken back by the next key.
export function focusUndo(removal) {
  find("removed").querySelector(`.undo[data-removal="${removal}"]`)?.focus();
}

export async function pressUndo(button) {
  button.disabled = true;
  const { textContent: title } = button.closest("li").querySelector(".title");
  const problem = await server.restore({ removal: Number(button.dataset.removal) });
  await refresh();
  if (problem) sum(problem);
  else announce(say("back", { title }));
  (find("removed").querySelector(".undo") || find("question")).focus();
}
