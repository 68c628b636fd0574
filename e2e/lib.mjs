// What a story may use: `Stage` is its `t`. A story that ends without throwing, on pages that complained of nothing, has
// passed.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The answer of a program that ended: `{ code, stdout, stderr }`. */
export function runProgram(file, args, options = {}) {
  return new Promise((resolve) => {
    execFile(file, args, { maxBuffer: 64 * 1024 * 1024, ...options }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr: stderr || (error && !stdout ? error.message : "") });
    });
  });
}

/** Spaces and line breaks as one space, so that a text is compared as it is read. */
export function plain(text) {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

// How an element is named to whoever reads a failure. Runs in the page.
function describe(element) {
  if (!element || element === document.body) return "body";
  const id = element.id ? `#${element.id}` : "";
  const label = (element.getAttribute("aria-label") || element.getAttribute("name") || element.textContent || "").replace(/\s+/g, " ").trim();
  return `${element.tagName.toLowerCase()}${id} "${label.slice(0, 40)}"`;
}

export class Stage {
  #complaints = [];
  #refused = new Set();
  #tolerated = [];
  #others = [];

  /** `world`: `{ base, accounts, day, data, binary, shots }`; `slug` starts the names of the story's pictures. */
  constructor(world, context, page, slug) {
    Object.assign(this, { base: world.base, accounts: world.accounts, day: world.day, context, page, slug });
    this.world = world;
    this.keyboard = {
      press: (key, times = 1) => this.#press(key, times),
      type: (text) => this.page.keyboard.type(text),
      tabTo: (wanted, options) => this.#tabTo(wanted, options),
    };
  }

  static async open(world, context, slug) {
    const stage = new Stage(world, context, null, slug);
    await stage.#watch();
    stage.page = await context.newPage();
    return stage;
  }

  async #watch() {
    this.context.on("weberror", (error) => this.#complain(`page error: ${error.error()?.message ?? error.error()}`));
    this.context.on("console", (message) => {
      const { url } = message.location();
      if (message.type() === "error") this.#complain(`console: ${message.text()} (${url})`, url);
    });
    this.context.on("response", (response) => {
      if (response.status() >= 500) this.#complain(`${response.status()} ${response.request().method()} ${response.url()}`);
      // A page that is itself a refusal (403, 404, 422) is an answer; a missing style sheet or script is not.
      else if (response.status() >= 400 && response.request().isNavigationRequest()) this.#refused.add(response.url());
    });
    await this.context.exposeBinding("dienhongViolation", (_, what) => this.#complain(what));
    await this.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        window.dienhongViolation(`content security policy: ${event.effectiveDirective} blocked ${event.blockedURI || "inline"} on ${location.pathname}`);
      });
    });
  }

  #complain(what, url = "") {
    this.#complaints.push({ what, url });
  }

  /** Somebody else in a browser of their own, on the same server; the story closes `context`. */
  async another() {
    const context = await this.context.browser().newContext({
      baseURL: this.base, viewport: { width: 1280, height: 900 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh",
      colorScheme: "light", reducedMotion: "reduce",
    });
    context.setDefaultTimeout(10_000);
    const other = await Stage.open(this.world, context, `${this.slug}-2`);
    this.#others.push(other);
    return other;
  }

  /** What the pages complained of, less what is an answer or was said to be tolerated. */
  complaints() {
    return this.#complaints
      .filter(({ what, url }) => !(what.includes("Failed to load resource") && this.#refused.has(url)))
      .map(({ what }) => what)
      .filter((what) => !this.#tolerated.some((pattern) => pattern.test(what)))
      .concat(this.#others.flatMap((other) => other.complaints()));
  }

  /** Complaints that match are expected in this story. */
  tolerate(pattern) {
    this.#tolerated.push(pattern);
  }

  /** Fails the story with `message` unless `condition` holds. */
  expect(condition, message) {
    if (!condition) throw new Error(message);
  }

  /** The account of a role, sign-in name or person's name; a part of the person's name is enough. */
  account(who) {
    const by = (test) => this.accounts.find(test);
    const found =
      by((a) => a.sign_in === who) ?? by((a) => [a.role].flat().includes(who)) ?? by((a) => a.name === who) ??
      by((a) => plain(a.name).includes(who));
    if (!found) {
      const known = this.accounts.map((a) => `${a.sign_in} (${[a.role].flat().join(", ")}, ${a.name})`).join("; ");
      throw new Error(`no account for "${who}"; there are: ${known}`);
    }
    return found;
  }

  /** Signs in afresh, whoever was signed in before, and returns the account. */
  async signIn(who) {
    const account = this.account(who);
    await this.context.clearCookies();
    await this.goto("/dang-nhap");
    const form = this.page.locator('form[action="/dang-nhap"]');
    await form.locator('[name="sign_in"]').fill(account.sign_in);
    await form.locator('[name="password"]').fill(account.password);
    const answered = this.page.waitForResponse((response) => response.request().method() === "POST" && new URL(response.url()).pathname === "/dang-nhap");
    await form.locator('[type="submit"]').click();
    const status = (await answered).status();
    if (status !== 303 && status !== 302) {
      throw new Error(`${account.sign_in} could not sign in: ${status} ${plain(await this.page.locator("main").innerText())}`);
    }
    await this.page.waitForURL((url) => url.pathname !== "/dang-nhap");
    await this.page.waitForLoadState();
    return account;
  }

  /** Opens a path of the product and returns the response. */
  goto(path) {
    return this.page.goto(new URL(path, this.base).href);
  }

  /** The visible text of the first element, spaces made plain. */
  async text(selector) {
    return plain(await this.page.locator(selector).first().innerText());
  }

  /** Waits until the text of the first element holds `wanted`: a click may come back before the page that answers it. */
  async shows(selector, wanted, message) {
    for (const end = Date.now() + 5_000; ; await new Promise((go) => setTimeout(go, 50))) {
      if ((await this.text(selector)).includes(wanted)) return;
      if (Date.now() > end) throw new Error(message);
    }
  }

  /** A desk: the size every story starts with. */
  desk() {
    return this.page.setViewportSize({ width: 1280, height: 900 });
  }

  /** A phone held upright. */
  phone() {
    return this.page.setViewportSize({ width: 390, height: 844 });
  }

  /** Fails where the page is wider than the window, naming what sticks out. */
  async noOverflow() {
    const found = await this.page.evaluate(() => {
      const wide = document.scrollingElement.scrollWidth;
      if (wide <= innerWidth) return null;
      const spills = (e) => e.scrollWidth > e.clientWidth && e.scrollWidth > innerWidth && getComputedStyle(e).overflowX === "visible";
      const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 || spills(e));
      const name = (e) => e.tagName.toLowerCase() + (e.id ? `#${e.id}` : "") + [...e.classList].map((c) => `.${c}`).join("");
      return { wide, inner: innerWidth, out: out.slice(0, 5).map(name) };
    });
    if (found) throw new Error(`${this.#here()} is ${found.wide}px wide in a window of ${found.inner}px: ${found.out.join(", ") || "no single element"}`);
  }

  /** Fails with every violation axe finds on the page as it stands. */
  async axe(label = this.#here()) {
    // Evaluated through the debugging protocol, which the page's policy does not bind.
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(axeSource);
    const violations = await this.page.evaluate(async (tags) => {
      const report = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
      return report.violations.map(({ id, impact, help, nodes }) => ({
        id, impact, help,
        nodes: nodes.map((node) => `${node.target.flat().join(" ")}: ${node.failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ")}`),
      }));
    }, axeTags);
    if (violations.length === 0) return;
    const lines = violations.map((v) => [`  ${v.id} (${v.impact}): ${v.help}`, ...v.nodes.slice(0, 5).map((node) => `    ${node}`)].join("\n"));
    throw new Error(`axe on ${label}:\n${lines.join("\n")}`);
  }

  async #press(key, times) {
    for (let n = 0; n < times; n += 1) await this.page.keyboard.press(key);
  }

  // Presses Tab until the focused element is the wanted one: a CSS selector, or a function that runs in the page and is
  // given the element. Returns the element's handle.
  async #tabTo(wanted, { max = 100, back = false } = {}) {
    const passed = [];
    for (let n = 0; n < max; n += 1) {
      await this.page.keyboard.press(back ? "Shift+Tab" : "Tab");
      const focused = await this.page.evaluateHandle(() => document.activeElement ?? document.body);
      const reached = typeof wanted === "string" ? await focused.evaluate((e, css) => e.matches(css), wanted) : await focused.evaluate(wanted);
      if (reached) return focused.asElement();
      passed.push(await focused.evaluate(describe));
      await focused.dispose();
    }
    throw new Error(`${max} presses of Tab never reached ${wanted}; they passed: ${[...new Set(passed)].join(" → ")}`);
  }

  /** A picture of the window at its current size, or with `{ full: true }` of the whole page; returns its path. */
  async shot(name, { full = false } = {}) {
    mkdirSync(this.world.shots, { recursive: true });
    const path = join(this.world.shots, `${this.slug}-${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.png`);
    await this.page.screenshot({ path, fullPage: full });
    return path;
  }

  /** Runs the program on the served data folder; a failure fails the story unless `{ mayFail: true }`. */
  async dienhong(args, { mayFail = false } = {}) {
    const answer = await runProgram(this.world.binary, [...args, "--data", this.world.data]);
    if (answer.code !== 0 && !mayFail) throw new Error(`dienhong ${args.join(" ")} ended with ${answer.code}: ${plain(answer.stderr || answer.stdout)}`);
    return answer;
  }

  #here() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }
}
