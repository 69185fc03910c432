// The documents on the left: the list, its filter, ticking, removing, the folders, and questions to try.

const shelf = find("shelf");
const filterFrom = 8; // documents
let documentCount = 0;
let polling = 0;
let stamp = "";

async function refreshDocuments() {
  clearTimeout(polling);
  let delay = 15000;
  try {
    const overview = await server.overview({ stamp });
    showDocuments(overview);
    if (overview.busy || watching) delay = 600;
    else if (!overview.examples.length) delay = 2000;
  } catch (error) {
    find("document-count").textContent = "not answering";
  }
  clearTimeout(polling);
  polling = setTimeout(refreshDocuments, delay);
}

function showDocuments(overview) {
  documentCount = overview.count;
  if (overview.documents !== null) {
    stamp = overview.stamp;
    patchList(shelf, overview.documents);
    keepTicks();
    markOpen();
    keepSourceTrue([...shelf.children]);
  }
  find("document-count").textContent = overview.count ? overview.count.toLocaleString("en") : "";
  find("shelf-hint").hidden = overview.count < 2;
  showFilter();
  showFolders(overview.folders);
  showTags(overview.tags);
  showAdding(overview);
  showExamples(overview.examples, Boolean(overview.progress));
  showScope();
}

// Only what has changed is drawn anew, so that focus and ticks stay where they are.
function patchList(list, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const known = new Map([...list.children].map((item) => [item.dataset.id, item]));
  let at = list.firstElementChild;
  for (const item of [...fresh.content.children]) {
    const old = known.get(item.dataset.id);
    known.delete(item.dataset.id);
    item.source = item.outerHTML;
    const kept = old && old.source === item.source ? old : item;
    if (kept !== old && old) {
      const held = old.contains(document.activeElement) && document.activeElement.className;
      if (old === at) at = item;
      old.replaceWith(item);
      if (held) item.getElementsByClassName(held)[0]?.focus();
    }
    if (kept === at) at = at.nextElementSibling;
    else list.insertBefore(kept, at);
  }
  for (const gone of known.values()) gone.remove();
}

function keepTicks() {
  const boxes = [...shelf.querySelectorAll("input[type=checkbox]")];
  const known = new Set(boxes.map((box) => box.value));
  for (const id of [...ticked]) if (!known.has(id)) ticked.delete(id);
  for (const box of boxes) box.checked = ticked.has(box.value);
}

function showFilter(isTyped) {
  const field = find("filter");
  find("filter-line").hidden = documentCount < filterFrom;
  const words = documentCount < filterFrom ? [] : field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of shelf.children) {
    item.hidden = !words.every((word) => item.dataset.find.includes(word));
    if (!item.hidden) shown++;
  }
  const said = words.length ? shown + " of " + counted(documentCount, "document") : "";
  find("filter-count").textContent = words.length && !shown ? "No document matches." : said;
  if (isTyped && words.length) announce(said);
}

function showFolders(html) {
  const list = find("folder-list");
  if (list.dataset.html === html) return;
  list.dataset.html = html;
  patchList(list, html);
  find("folders").hidden = !list.children.length;
}

async function pressSwitch(button) {
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  const problem = await server.keep_in_step({ folder: button.dataset.folder, on });
  find("folder-problem").textContent = problem;
  if (on && !problem) watching = true;
  delete find("folder-list").dataset.html;
  refreshDocuments();
}

function showExamples(questions, reading) {
  const list = find("examples");
  const shown = questions.map((question) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "example";
    button.dir = "auto";
    button.textContent = question;
    const item = document.createElement("li");
    item.append(button);
    return item;
  });
  if (list.dataset.questions !== JSON.stringify(questions)) {
    list.dataset.questions = JSON.stringify(questions);
    list.replaceChildren(...shown);
  }
  const waiting = reading ? "Your documents are being read…" : "Add a document to begin.";
  find("promise").textContent = documentCount ? "" : waiting;
}

// The first press asks, the second removes; looking elsewhere takes the question back.
async function pressRemove(button, presses) {
  if (presses > 1) return; // the second press of a double click is not an answer to "Remove?"
  if (!button.classList.contains("armed")) {
    button.classList.add("armed");
    button.dataset.icon = button.innerHTML;
    button.textContent = "Remove?";
    return;
  }
  button.disabled = true;
  const title = button.closest(".document").querySelector(".title").textContent;
  try {
    await server.remove({ document_id: button.dataset.remove });
    announce("Removed " + title + ".");
  } finally {
    refreshDocuments();
  }
}

function disarm(button) {
  if (!button || !button.classList.contains("armed")) return;
  button.classList.remove("armed");
  button.innerHTML = button.dataset.icon;
}

function startDocuments() {
  shelf.addEventListener("change", (event) => {
    if (event.target.checked) ticked.add(event.target.value);
    else ticked.delete(event.target.value);
    showScope();
  });
  shelf.addEventListener("focusout", (event) => disarm(event.target.closest(".remove")));
  shelf.addEventListener("mouseleave", () => disarm(shelf.querySelector(".armed")));
  find("filter").addEventListener("input", () => showFilter(true));
  find("filter").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.value) return;
    event.stopPropagation();
    event.target.value = "";
    showFilter();
  });
  refreshDocuments();
}
