import { afterAll } from "vitest";

const undone: (() => Promise<unknown> | unknown)[] = [];

// Said where the file is read: what is asked from within a hook or a test is never done.
afterAll(async () => {
  for (const undo of undone.splice(0).reverse()) await undo();
});

/** Does this once the last test of the file has ended, what was asked last being done first. */
export function afterwards(undo: () => Promise<unknown> | unknown): void {
  undone.push(undo);
}
