// The documents on the left: the list, which of them to ask, adding, removing, and how far reading has come.

const shelf = find("shelf");
const ticked = new Set();
let documentCount = 0;
let polling = 0;
let expecting = 0;

async function refreshDocuments() {
  clearTimeout(polling);
  let delay = 15000;
  try {
    const overview = await server.overview({});
    showDocuments(overview);
    if (overview.progress || Date.now() < expecting) delay = 600;
    else if (!overview.examples.length) delay = 2000;
  } catch (error) {
    find("document-count").textContent = "not answering";
  }
  polling = setTimeout(refreshDocuments, delay);
}

function showDocuments(overview) {
  if (shelf.dataset.html !== overview.documents) {
    shelf.dataset.html = overview.documents;
    shelf.innerHTML = overview.documents;
    keepTicks();
  }
  if (!find("progress").hidden && !overview.progress) announce(overview.count + " documents can be asked.");
  documentCount = overview.count;
  find("document-count").textContent = overview.count ? String(overview.count) : "";
  find("shelf-hint").hidden = overview.count < 2;
  const progress = find("progress");
  progress.hidden = !overview.progress;
  if (progress.dataset.html !== overview.progress) {
    progress.dataset.html = overview.progress;
    progress.innerHTML = overview.progress;
  }
  showFailures(overview.failures);
  showExamples(overview.examples, Boolean(overview.progress));
  showScope();
}

function keepTicks() {
  const boxes = [...shelf.querySelectorAll("input[type=checkbox]")];
  const known = new Set(boxes.map((box) => box.value));
  for (const id of [...ticked]) if (!known.has(id)) ticked.delete(id);
  for (const box of boxes) box.checked = ticked.has(box.value);
}

function showFailures(html) {
  const failures = find("failures");
  const list = find("failure-list");
  if (list.dataset.html !== html) {
    list.dataset.html = html;
    list.innerHTML = html;
    failures.open = true;
  }
  const count = list.children.length;
  failures.hidden = count === 0;
  find("failure-count").textContent = count === 1 ? "1 file was not added" : count + " files were not added";
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

function showScope() {
  const scope = find("scope");
  scope.hidden = ticked.size === 0;
  find("scope-words").textContent = "Asking only " + ticked.size + " of " + documentCount + " documents.";
}

async function addFiles(files) {
  if (!files.length) return;
  const progress = find("progress");
  progress.hidden = false;
  delete progress.dataset.html;
  progress.textContent = files.length === 1 ? "Taking in 1 file…" : "Taking in " + files.length + " files…";
  try {
    const uploads = [];
    for (const file of files) uploads.push({ path: (await upload(file)).path, name: file.name });
    await server.add({ uploads });
    expecting = Date.now() + 4000;
  } catch (error) {
    progress.textContent = "The files could not be taken in.";
    return;
  }
  refreshDocuments();
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
  try {
    await server.remove({ document_id: button.dataset.remove });
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
  find("ask-all").addEventListener("click", () => {
    ticked.clear();
    keepTicks();
    showScope();
    find("question").focus();
  });
  find("files").addEventListener("change", (event) => {
    addFiles([...event.target.files]);
    event.target.value = "";
  });
  startDropping();
  refreshDocuments();
}

function startDropping() {
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  quoth.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    quoth.classList.add("dropping");
  });
  quoth.addEventListener("dragleave", (event) => {
    if (!quoth.contains(event.relatedTarget)) quoth.classList.remove("dropping");
  });
  quoth.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    quoth.classList.remove("dropping");
    addFiles([...event.dataTransfer.files]);
  });
}
