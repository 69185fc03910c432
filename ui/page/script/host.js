// What the server lends the page: its functions by name (ui/page/calls.py), and a way to upload a file.

export let server = {};
export let upload = () => Promise.reject(new Error("The page has not started."));

export function connect(lent) {
  ({ server, upload } = lent);
}
