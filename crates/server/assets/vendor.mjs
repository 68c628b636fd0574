// Copies the named files of npm packages into assets/vendor/, from where the binary embeds them, and writes a lock with
// their hashes. `node crates/server/assets/vendor.mjs` after `npm ci`; the Makefile does both.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const assets = dirname(fileURLToPath(import.meta.url));
const modules = join(assets, "../../../node_modules");
const vendor = join(assets, "vendor");
const subsets = ["latin", "latin-ext", "vietnamese"];
const files = [["bootstrap/dist/css/bootstrap.min.css", "bootstrap.min.css"]];
const faces = [];

function face(pkg, family, subset, weight, style, extra = "") {
  const name = `${pkg}-${subset}-${weight}-${style}.woff2`;
  files.push([`@fontsource/${pkg}/files/${name}`, name]);
  // The unicode-range of each subset is the package's own, so that a browser fetches only what a page shows.
  const css = readFileSync(join(modules, `@fontsource/${pkg}/${weight}${style === "italic" ? "-italic" : ""}.css`), "utf8");
  const block = css.split("@font-face").find((part) => part.includes(`/${name})`)) ?? "";
  const range = extra || (/unicode-range:[^;]+;/.exec(block)?.[0] ?? "");
  faces.push(`@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;src:url(${name}) format("woff2");${range}}`);
}

for (const subset of subsets) {
  for (const weight of [400, 500, 600, 700]) face("be-vietnam-pro", "Be Vietnam Pro", subset, weight, "normal");
  face("tinos", "Tinos", subset, 400, "normal");
  face("tinos", "Tinos", subset, 400, "italic");
  face("tinos", "Tinos", subset, 700, "normal");
}
// Be Vietnam Pro has no tabular figures: Inter lends its digits alone, sized to stand beside it.
for (const weight of [400, 500, 600, 700]) face("inter", "DH Digits", "latin", weight, "normal", "unicode-range:U+30-39;size-adjust:101.7%;");

// Papers are written with whole faces: what a browser is sent is cut into parts by language.
const fonts = join(assets, "../../papers/fonts");
rmSync(fonts, { recursive: true, force: true });
mkdirSync(fonts, { recursive: true });
for (const style of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]) {
  cpSync(join(modules, `@expo-google-fonts/tinos/${style}/Tinos_${style}.ttf`), join(fonts, `Tinos_${style}.ttf`));
}
rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });
const lock = [];
for (const [from, to] of files) {
  cpSync(join(modules, from), join(vendor, to));
  lock.push(`${createHash("sha256").update(readFileSync(join(vendor, to))).digest("hex")}  ${to}`);
}
writeFileSync(join(vendor, "fonts.css"), faces.join("\n") + "\n");
writeFileSync(join(assets, "assets.lock"), lock.sort().join("\n") + "\n");
