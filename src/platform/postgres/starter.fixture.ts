import { openEmbedded } from "./embedded.ts";

// A process of its own that opens the folder named in its arguments, says how it went, and stays until it is told to stop.
const opening = openEmbedded({ dataDir: process.argv[2] ?? "", log: () => {} });
const alive = setInterval(() => {}, 1000);
// Before the line that says it is open: whoever reads it may answer at once by the signal.
process.once("SIGTERM", async () => {
  clearInterval(alive);
  const opened = await opening;
  if (opened.ok) await opened.value.stop();
});
console.log(JSON.stringify(await opening));
