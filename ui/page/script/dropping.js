// Files and folders dropped anywhere on the page.

import { addFiles } from "./adding.js";
import { find } from "./dom.js";
import { filesDropped } from "./walking.js";

const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

export function startDropping() {
  const quoth = find("quoth");
  quoth.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    quoth.classList.add("dropping");
  });
  quoth.addEventListener("dragleave", (event) => {
    if (!quoth.contains(event.relatedTarget)) quoth.classList.remove("dropping");
  });
  quoth.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    quoth.classList.remove("dropping");
    const { files, unread } = await filesDropped(event.dataTransfer);
    addFiles(files, unread);
  });
}
