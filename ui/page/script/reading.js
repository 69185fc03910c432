// The document in the source panel as it is drawn: the lit words in sight, wide tables, further stretches of its text.

import { find } from "./dom.js";
import { server } from "./host.js";
import { say } from "./words.js";

export function openDocument() {
  return find("source-page").querySelector(".source-head")?.dataset.document || "";
}

export function draw(html) {
  find("source-page").innerHTML = html;
  find("source-empty").hidden = true;
  reachTables();
  showLit();
}

// A table wider than the panel is scrolled, by keyboard too.
function reachTables() {
  for (const table of find("source-page").querySelectorAll(".table:not([tabindex])")) {
    if (table.scrollWidth <= table.clientWidth) continue;
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", say("wide_table"));
  }
}

function showLit() {
  const page = find("source-page");
  const asked = page.querySelector(".source-text[data-page]");
  const target = asked
    ? page.querySelector(`.divider[data-page="${asked.dataset.page}"]`)
    : firstSeen("mark, .lit-answer") || firstSeen(".tint, .lit-quote");
  page.scrollTop = 0;
  if (!target) return;
  const place = { block: asked ? "start" : "center" };
  target.scrollIntoView(place);
  requestAnimationFrame(() => target.scrollIntoView(place));
}

// Some of what is lit may be out of sight, as a table's labels are.
function firstSeen(selector) {
  return [...find("source-page").querySelectorAll(selector)].find((lit) => lit.getClientRects().length);
}

// What was pressed keeps the focus, though it has been drawn anew.
export function focusSame(name) {
  const same = name && find("source-page").querySelector(`[data-name="${name}"]:not([disabled])`);
  (same || find("source-page")).focus({ preventScroll: true });
}

// The words one is reading stay where they are, whatever is put in above them.
export async function showFurther(button) {
  const { further: way, offset } = button.dataset;
  const kept = way === "above" ? button.nextElementSibling : button.previousElementSibling;
  const before = kept.getBoundingClientRect().top;
  button.disabled = true;
  try {
    const html = await server.further({ document_id: openDocument(), way, offset: Number(offset) });
    button.insertAdjacentHTML("beforebegin", html);
    button.remove();
    reachTables();
    find("source-page").scrollTop += kept.getBoundingClientRect().top - before;
    find("source-page").focus({ preventScroll: true });
  } catch {
    button.disabled = false;
  }
}
