let refused = false;

/**
 * Has what the program asks of others by `fetch` fail when it is sent elsewhere, unless it says otherwise: a directory that
 * an administrator named must not lead to an address that she did not. For the whole process, since libraries take no other.
 */
export function refuseRedirects(): void {
  if (refused) return;
  refused = true;
  const plain = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    plain(input, input instanceof Request ? init : { ...init, redirect: init?.redirect ?? "error" });
}
