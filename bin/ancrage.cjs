#!/usr/bin/env node
// Plain JavaScript that any Node understands: it only starts the pinned Node on the real program.
var path = require("path");
var spawn = require("child_process").spawn;
var root = path.join(__dirname, "..");
var node;
try {
  node = path.join(
    path.dirname(require.resolve("node/package.json")),
    "bin",
    process.platform === "win32" ? "node.exe" : "node"
  );
  require("fs").accessSync(node);
} catch (_) {
  console.error("Ancrage : Node manque. Lancez « npm ci » dans " + root + " / Node is missing: run npm ci there.");
  process.exit(1);
}
var child = spawn(node, [path.join(root, "src", "main.ts")].concat(process.argv.slice(2)), { stdio: "inherit" });
["SIGINT", "SIGTERM", "SIGHUP"].forEach(function (signal) {
  process.on(signal, function () {
    // A terminal already sends Ctrl-C to the whole group; the program takes a second one as an order to hurry, so only others are passed on.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  });
});
child.on("exit", function (code, signal) {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code);
});
