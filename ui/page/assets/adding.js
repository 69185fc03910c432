// Adding: files taken in a few at a time, how far reading has come, what came of it.

const atOnce = 3;
let watching = false; // this page has seen the work that goes on
let taking = null;
let refused = [];
let queued = Promise.resolve();

function addFiles(files, unread = []) {
  if (!files.length && !unread.length) return;
  queued = queued.then(() => takeIn(files, unread));
}

async function takeIn(files, unread) {
  refused = [...unread];
  taking = { done: 0, total: files.length, isCancelled: false };
  watching = true;
  find("outcome-words").textContent = "";
  server.dismiss({}).catch(() => {}); // what came of earlier work makes room
  showTaking();
  announce(find("progress-words").textContent);
  const uploads = [];
  const rest = files.entries();
  await Promise.all(Array.from({ length: atOnce }, () => takeSome(rest, uploads)));
  watching = await handOver(taking.isCancelled ? [] : uploads.filter(Boolean));
  const said = taking.isCancelled ? "Cancelled; nothing was added." : "";
  const isOver = !watching;
  taking = null;
  await refreshDocuments();
  if (isOver) tell(said);
}

async function handOver(uploads) {
  try {
    if (uploads.length) await server.add({ uploads });
    return uploads.length > 0;
  } catch (error) {
    refused.push({ name: counted(uploads.length, "file"), reason: "Quoth did not take them in. Is it still running?" });
    return false;
  }
}

async function takeSome(rest, uploads) {
  for (const [at, { file, name }] of rest) {
    if (taking.isCancelled) return;
    try {
      uploads[at] = { path: (await upload(file)).path, name };
    } catch (error) {
      refused.push({ name, reason: "It could not be taken in; it may have been moved, or cannot be opened." });
    }
    taking.done++;
    showTaking();
  }
}

function showTaking() {
  const { done, total } = taking;
  find("progress").hidden = false;
  find("progress-words").textContent = "Taking in " + done + " of " + counted(total, "file") + "…";
  delete find("progress-words").dataset.html;
  showBar(total ? done / total : 0);
}

function showBar(part) {
  find("progress-bar").value = part;
}

function cancelAdding() {
  if (taking) taking.isCancelled = true;
  else server.cancel({});
  find("progress-words").textContent = "Stopping after the document at hand…";
  refreshDocuments();
}

function showAdding(overview) {
  showFailures(overview.failures);
  if (taking) return;
  const progress = find("progress");
  const words = find("progress-words");
  if (overview.progress) {
    watching = true;
    if (words.dataset.html !== overview.progress.html) {
      words.dataset.html = overview.progress.html;
      words.innerHTML = overview.progress.html;
    }
    showBar(overview.progress.part);
    find("outcome-words").textContent = "";
  } else if (watching && (overview.summary || !overview.busy)) {
    watching = false;
    tell(overview.summary);
  }
  progress.hidden = !overview.progress && !watching;
  showOutcome();
}

function tell(summary) {
  find("outcome-words").textContent = summary;
  announce([summary, find("failure-count").textContent].filter(Boolean).join(" "));
  showOutcome();
}

function showOutcome() {
  find("outcome").hidden = !find("outcome-words").textContent && find("failures").hidden;
}

function showFailures(html) {
  const list = find("failure-list");
  const known = html + JSON.stringify(refused);
  if (list.dataset.known !== known) {
    list.dataset.known = known;
    list.innerHTML = html;
    list.prepend(...refused.map(refusedItem));
    find("failures").open = true;
  }
  const count = list.children.length;
  find("failures").hidden = count === 0;
  find("failure-count").textContent = count ? counted(count, "file") + (count === 1 ? " was" : " were") + " not added" : "";
  showOutcome();
}

function refusedItem({ name, reason }) {
  const item = document.createElement("li");
  const file = document.createElement("bdi");
  file.className = "file";
  file.textContent = name;
  const why = document.createElement("span");
  why.className = "reason";
  why.textContent = reason;
  item.append(file, " ", why);
  return item;
}

async function dismissOutcome() {
  refused = [];
  find("outcome-words").textContent = "";
  await server.dismiss({});
  refreshDocuments();
  find("files").focus();
}

function startAdding() {
  for (const id of ["files", "folder"]) {
    find(id).addEventListener("change", (event) => {
      addFiles(filesChosen(event.target.files));
      event.target.value = "";
    });
  }
  find("cancel").addEventListener("click", cancelAdding);
  find("dismiss").addEventListener("click", dismissOutcome);
}
