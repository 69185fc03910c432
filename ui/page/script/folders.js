// The folders that were synced, and the switch that keeps one in sync.

import { find } from "./dom.js";
import { server } from "./host.js";
import { expectWork, refresh } from "./overview.js";
import { patchList } from "./patching.js";

export function showFolders({ folders: html }) {
  const list = find("folder-list");
  if (list.dataset.html === html) return;
  list.dataset.html = html;
  patchList(list, html);
  find("folders").hidden = !list.children.length;
}

export async function pressSwitch(button) {
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  const problem = await server.keep_in_sync({ folder: button.dataset.folder, on });
  find("folder-problem").textContent = problem;
  if (on && !problem) expectWork();
  delete find("folder-list").dataset.html;
  refresh();
}
