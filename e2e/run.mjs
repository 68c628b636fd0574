// Serves a fresh demo and plays the stories of e2e/stories against it in Chromium.
// `node e2e/run.mjs [PART OF A FILE NAME]…`
import { spawn } from "node:child_process";
import { accessSync, closeSync, constants, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { chromium } from "playwright-core";
import { Stage, plain, runProgram } from "./lib.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stories = join(root, "e2e/stories");
const shots = join(root, "test-results");
const serverLog = join(shots, "server.log");
const binary = process.env.DIENHONG_BIN ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/dienhong");
const storyLimit = 180_000;
const startLimit = 60_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let server;
let scratch;

function findChromium() {
  const named = process.env.CHROMIUM;
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "google-chrome"));
  const found = [named, "/usr/bin/chromium", "/usr/bin/chromium-browser", ...onPath].filter(Boolean).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("no Chromium: install Debian's package chromium, or name one in CHROMIUM");
  return found;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function makeDemo(data) {
  const { code, stdout, stderr } = await runProgram(binary, ["demo", "--data", data, "--json"]);
  if (code !== 0) throw new Error(`dienhong demo ended with ${code}: ${plain(stderr || stdout)}`);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`dienhong demo --json printed no JSON: ${stdout.slice(0, 300)}`);
  }
}

async function serve(data) {
  const listen = `127.0.0.1:${await freePort()}`;
  const log = openSync(serverLog, "w");
  server = spawn(binary, ["serve", "--data", data, "--listen", listen], { stdio: ["ignore", log, log] });
  closeSync(log);
  server.on("error", () => {});
  const base = `http://${listen}`;
  for (const end = Date.now() + startLimit; Date.now() < end; await sleep(100)) {
    if (!serverRuns()) break;
    try {
      if ((await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(2000) })).ok) return base;
    } catch {
      // Not listening yet.
    }
  }
  throw new Error(`the server did not come up at ${base}:\n${readFileSync(serverLog, "utf8").slice(-2000)}`);
}

function serverRuns() {
  return server?.pid !== undefined && server.exitCode === null && server.signalCode === null;
}

async function stopServer() {
  if (!serverRuns()) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await Promise.race([ended, sleep(10_000)]);
}

function launch(executablePath) {
  return chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  });
}

async function play(file, world, browser) {
  const slug = file.replace(/\.mjs$/, "");
  let name = slug;
  let context;
  let timer;
  try {
    const { default: told } = await import(pathToFileURL(join(stories, file)).href);
    if (typeof told?.story !== "function") throw new Error("the file's default export has no function `story`");
    name = told.name ?? slug;
    context = await browser.newContext({
      baseURL: world.base, viewport: { width: 1280, height: 900 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh",
      colorScheme: "light", reducedMotion: "reduce",
    });
    context.setDefaultTimeout(10_000);
    context.setDefaultNavigationTimeout(30_000);
    const t = await Stage.open(world, context, slug);
    try {
      const limit = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`the story took longer than ${storyLimit / 1000} s`)), storyLimit);
      });
      const telling = Promise.resolve(told.story(t));
      telling.catch(() => {}); // Heard below, unless the limit came first and the context is closed under it.
      await Promise.race([telling, limit]);
      await sleep(50); // Complaints of the last page may still be on their way.
    } catch (error) {
      await t.shot("fail").catch(() => {});
      const complaints = t.complaints();
      if (complaints.length > 0) error.message += `\n  and the pages complained:\n    ${complaints.join("\n    ")}`;
      throw error;
    }
    const complaints = t.complaints();
    if (complaints.length > 0) {
      await t.shot("fail").catch(() => {});
      throw new Error(`the pages complained:\n    ${complaints.join("\n    ")}`);
    }
    console.log(`ok ${name}`);
    return true;
  } catch (error) {
    const at = /stories\/[^)\s]+/.exec(error?.stack ?? "")?.[0];
    const why = stripVTControlCharacters(String(error?.message ?? error)).trim();
    console.log(`FAIL ${name}: ${why}${at ? `\n  at ${at}` : ""}`);
    if (!serverRuns()) console.log(`  the server has ended; its last words are in ${serverLog}`);
    return false;
  } finally {
    clearTimeout(timer);
    await context?.close().catch(() => {});
  }
}

async function main() {
  const wanted = process.argv.slice(2);
  const files = existsSync(stories)
    ? readdirSync(stories).filter((file) => file.endsWith(".mjs")).filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part))).sort()
    : [];
  if (files.length === 0) throw new Error(`no story to play${wanted.length > 0 ? ` matches ${wanted.join(", ")}` : ""}`);
  if (!existsSync(binary)) throw new Error(`no program at ${binary}: cargo nextest run --workspace --no-run builds it`);
  const executable = findChromium();

  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  scratch = mkdtempSync(join(tmpdir(), "dienhong-e2e-"));
  const data = join(scratch, "data");
  const { accounts, day } = await makeDemo(data);
  if (!Array.isArray(accounts) || accounts.length === 0) throw new Error("dienhong demo --json named no accounts");
  const base = await serve(data);
  const world = { base, accounts, day, data, binary, shots };

  let browser = await launch(executable);
  let passed = 0;
  for (const file of files) {
    if (!browser.isConnected()) browser = await launch(executable);
    if (await play(file, world, browser)) passed += 1;
  }
  await browser.close().catch(() => {});
  console.log(`${passed} passed, ${files.length - passed} failed`);
  return passed === files.length ? 0 : 1;
}

// The last thing on every way out, those that leave no time included.
process.on("exit", () => {
  if (serverRuns()) server.kill("SIGKILL");
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});
for (const [signal, code] of [["SIGHUP", 129], ["SIGINT", 130], ["SIGTERM", 143]]) process.on(signal, () => process.exit(code));

let code = 1;
try {
  code = await main();
} catch (error) {
  console.error(`✗ ${error.message}`);
  console.log("0 passed, 0 failed");
}
await stopServer();
process.exit(code);
