import { openEmbedded } from "./embedded.ts";

// A process of its own that opens the folder named in its arguments, says how it went, and stays until it is told to stop.
const opened = await openEmbedded({ dataDir: process.argv[2] ?? "", log: () => {} });
console.log(JSON.stringify(opened));
const alive = setInterval(() => {}, 1000);
process.once("SIGTERM", async () => {
  clearInterval(alive);
  if (opened.ok) await opened.value.stop();
});
