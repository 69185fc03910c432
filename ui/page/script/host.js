// What the server lends the page: its functions by name (ui/page/calls.py), and a way to upload a file.

import { language } from "./words.js";

export let server = {};
export let upload = () => Promise.reject(new Error("The page has not started."));

// Why a call could not be answered, in the server's words.
class ToldError extends Error {}

export function connect(lent) {
  upload = lent.upload;
  server = new Proxy(lent.server, { get: (calls, name) => async (value) => told(await calls[name]({ ...value, language: language() })) });
}

export function wordsOf(error, otherwise) {
  return error instanceof ToldError ? error.message : otherwise;
}

function told(reply) {
  if (reply?.failed) throw new ToldError(reply.failed);
  return reply;
}
