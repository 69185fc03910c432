// Adding: files uploaded in rounds, one round after another, how far reading has come, cancelling.

import { announce, find } from "./dom.js";
import { server, upload, wordsOf } from "./host.js";
import { clearOutcome, refuse, showFailures, showOutcome, sum } from "./outcome.js";
import { expectWork, isWorkExpected, refresh } from "./overview.js";
import { Round } from "./uploads.js";
import { filesChosen } from "./walking.js";
import { say } from "./words.js";

let round = null; // that is being uploaded
let queued = Promise.resolve();

export function addFiles(files, unread = []) {
  if (!files.length && !unread.length) return;
  queued = queued.then(() => takeIn(files, unread));
}

async function takeIn(files, unread) {
  clearOutcome();
  refuse(unread);
  round = new Round(files, async (file) => (await upload(file)).path, showRound);
  expectWork();
  server.dismiss({}).catch(() => {}); // what came of earlier work makes room
  showRound(round);
  announce(find("progress-words").textContent);
  const uploads = await round.run();
  refuse(round.refused);
  const isHandedOver = await handOver(uploads);
  expectWork(isHandedOver);
  const words = round.isCancelled ? say("cancelled") : "";
  round = null;
  await refresh();
  if (!isHandedOver) sum(words);
}

async function handOver(uploads) {
  if (!uploads.length) return false;
  try {
    await server.add({ uploads });
    return true;
  } catch (error) {
    const reason = wordsOf(error, say("no_answer"));
    refuse([{ name: say("files", { count: uploads.length }), reason }]);
    return false;
  }
}

function showRound({ done, files, isCancelled }) {
  find("progress").hidden = false;
  if (!isCancelled) find("progress-words").textContent = say("copying_files", { done, total: files.length });
  delete find("progress-words").dataset.html;
  find("progress-bar").value = files.length ? done / files.length : 0;
}

function cancelAdding() {
  if (round) round.cancel();
  else server.cancel({});
  find("progress-words").textContent = round ? say("stopping") : say("stopping_after");
  refresh();
}

export function showAdding(overview) {
  showFailures(overview.failures);
  if (round) return;
  if (overview.progress) {
    expectWork();
    showProgress(overview.progress);
    find("outcome-words").textContent = "";
  } else if (isWorkExpected() && (overview.summary || !overview.busy)) {
    expectWork(false);
    sum(overview.summary);
  }
  find("progress").hidden = !overview.progress && !isWorkExpected();
  showOutcome();
}

function showProgress({ html, part }) {
  const words = find("progress-words");
  if (words.dataset.html !== html) {
    words.dataset.html = html;
    words.innerHTML = html;
  }
  find("progress-bar").value = part;
}

export function startAdding() {
  for (const id of ["files", "folder"]) {
    find(id).addEventListener("change", ({ target }) => {
      addFiles(filesChosen(target.files));
      target.value = "";
    });
  }
  find("cancel").addEventListener("click", cancelAdding);
}
