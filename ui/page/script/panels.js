// The three panels, and which of them lies over the others.

import { find } from "./dom.js";

export const wide = window.matchMedia("(min-width: 1180px)");
const narrow = window.matchMedia("(max-width: 859px)");

let cameFrom = null;

export const over = () => find("quoth").dataset.over || "";

// Which panels cannot be reached. While one lies over the others, they are inert, which keeps the focus inside it.
export function inertPanels(front, isWide, isNarrow) {
  const isCovering = front === "source" ? !isWide : front === "library" && isNarrow;
  const inert = new Set(isCovering ? ["library", "chat", "source"] : []);
  if (isNarrow) inert.add("library");
  if (!isWide) inert.add("source");
  inert.delete(front);
  return { isCovering, inert };
}

function settle() {
  const { isCovering, inert } = inertPanels(over(), wide.matches, narrow.matches);
  for (const name of ["library", "chat", "source"]) find(name).inert = inert.has(name);
  find("quoth").classList.toggle("covered", isCovering);
  find("open-library").setAttribute("aria-expanded", String(over() === "library"));
}

export function cover(name, focused) {
  if (!over()) cameFrom = document.activeElement;
  find("quoth").dataset.over = name;
  settle();
  focused?.focus();
}

export function uncover() {
  if (!over()) return false;
  delete find("quoth").dataset.over;
  settle();
  if (cameFrom?.isConnected) cameFrom.focus();
  cameFrom = null;
  return true;
}

export function startPanels() {
  for (const id of ["close-source", "close-library", "veil"]) find(id).addEventListener("click", uncover);
  find("open-library").addEventListener("click", () => cover("library", find("close-library")));
  for (const query of [wide, narrow]) query.addEventListener("change", settle);
  settle();
}
