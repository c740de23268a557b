// Builds alongside/ui/static/built from node_modules: one style sheet per branding, the NHS script, its images, htmx.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = process.env.NODE_MODULES ?? join(here, "..", "..", "node_modules");
const nhsuk = join(modules, "nhsuk-frontend", "dist", "nhsuk");
const built = join(here, "static", "built");
const sass = createRequire(join(modules, "x.js"))("sass");

const withoutMap = (path) => readFileSync(path, "utf8").replace(/\/\/# sourceMappingURL=.*/, "");

rmSync(built, { recursive: true, force: true });
mkdirSync(join(built, "images"), { recursive: true });
for (const branding of ["neutral", "nhs"]) {
  const { css } = sass.compile(join(here, "scss", `${branding}.scss`), {
    style: "compressed",
    quietDeps: true,
    importers: [{ findFileUrl: (name) => (name === "nhsuk" ? pathToFileURL(join(nhsuk, "index.scss")) : null) }],
  });
  writeFileSync(join(built, `${branding}.css`), css);
}
for (const icon of ["arrow-down", "arrow-up-down", "arrow-up", "cross"]) {
  cpSync(join(nhsuk, "assets", "images", `nhsuk-icon-${icon}.svg`), join(built, "images", `nhsuk-icon-${icon}.svg`));
}
writeFileSync(join(built, "nhsuk.js"), `${withoutMap(join(nhsuk, "nhsuk-frontend.min.js"))}\ninitAll();\n`);
writeFileSync(join(built, "htmx.js"), withoutMap(join(modules, "htmx.org", "dist", "htmx.min.js")));
