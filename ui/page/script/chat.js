// The conversation: asking, the busy state, the turns.

import { announce, find, make } from "./dom.js";
import { server, wordsOf } from "./host.js";
import { wide } from "./panels.js";
import { scopeAsked, scopeAskedWords, toggleRestrict } from "./scope.js";
import { clearSource, openSource } from "./source.js";
import { showWait } from "./waiting.js";
import { say } from "./words.js";

const highest = 180; // pixels of the question's field, about eight lines

const asked = [];
let conversation = 0;
let isBusy = false;
let waiting = ""; // the name of the question that is waited for
let isNext = false; // whether what stands in the field is asked as soon as the answer is there

function newTurn(question) {
  const turn = make("section", "turn");
  turn.setAttribute("aria-label", say("question_number", { number: asked.length + 1 }));
  const words = make("h2", "question", question);
  words.dir = "auto";
  const reply = make("div", "reply");
  reply.tabIndex = -1;
  const busy = make("p", "busy", say("reading"));
  reply.append(busy);
  turn.append(words, ...askedOf(), reply);
  find("turns").append(turn);
  return { turn, reply, busy };
}

// A question that was asked of some documents only says so for good.
function askedOf() {
  const scope = scopeAskedWords(true);
  return scope ? [make("p", "asked-of", scope)] : [];
}

export async function ask(question) {
  if (isBusy || !question) return;
  setBusy(true);
  const mine = conversation;
  const { turn, reply, busy } = newTurn(question);
  if (find("welcome").contains(document.activeElement)) reply.focus();
  find("welcome").hidden = true;
  find("new-conversation").hidden = false;
  showTurn(turn);
  const name = (waiting = String(Math.random()));
  const endWait = showWait(name, busy);
  try {
    const answer = await server.answer({ turn: name, question, history: [...asked], ...scopeAsked() });
    if (mine !== conversation) return;
    asked.push(question);
    reply.innerHTML = answer.html;
    announce(answer.announcement);
    showTurn(turn);
    showBeside(answer.place, reply);
  } catch (error) {
    showFailed(question, reply, error);
  } finally {
    endWait();
    if (mine === conversation) setBusy(false);
    if (mine === conversation && isNext) send();
  }
}

function showFailed(question, reply, error) {
  reply.textContent = wordsOf(error, say("no_answer"));
  if (!find("question").value) find("question").value = question;
  reply.classList.add("failed");
  announce(reply.textContent);
}

// Beside the chat, where there is room, the best finding's document opens by itself; a refusal leaves nothing lit there.
function showBeside(place, reply) {
  if (!place) clearSource();
  else if (wide.matches) openSource(JSON.parse(place), reply.querySelector(".citation"));
}

function showTurn(turn) {
  const log = find("log");
  log.scrollTop += turn.getBoundingClientRect().top - log.getBoundingClientRect().top - 24;
}

function setBusy(state) {
  isBusy = state;
  find("quoth").classList.toggle("answering", state);
  find("send").disabled = state;
  if (state) announce(say("reading"));
}

function setNext(state) {
  isNext = state;
  find("composer").classList.toggle("next", state);
}

function newConversation() {
  conversation++;
  if (isBusy) server.leave({ turn: waiting }).catch(() => {}); // nobody waits for its answer any more
  asked.length = 0;
  find("turns").replaceChildren();
  find("welcome").hidden = false;
  find("new-conversation").hidden = true;
  setNext(false);
  setBusy(false);
  announce(say("new_conversation"));
  clearSource();
  find("question").focus();
}

function fitQuestion() {
  const field = find("question");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, highest)}px`;
}

function send() {
  const question = find("question").value.trim();
  setNext(isBusy && Boolean(question));
  if (isBusy || !question) return;
  find("question").value = "";
  fitQuestion();
  toggleRestrict(false);
  ask(question);
}

export function startChat() {
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  find("question").addEventListener("input", () => {
    fitQuestion();
    setNext(false); // what is being changed is not asked before it is finished
  });
  find("question").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  find("new-conversation").addEventListener("click", newConversation);
}
