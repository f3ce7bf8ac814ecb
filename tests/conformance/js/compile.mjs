// relay-compiler over one printed schema: documents with refetching, pages and subscriptions. It prints what it says.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import compiler from "relay-compiler";

const [schema, documents] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "relay-"));
try {
  cpSync(schema, join(folder, "schema.graphql"));
  cpSync(join("relay", documents), join(folder, "src"), { recursive: true });
  const artifactDirectory = join("src", "__generated__");
  mkdirSync(join(folder, artifactDirectory));
  const config = { src: "src", schema: "schema.graphql", language: "typescript", artifactDirectory };
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "package.json"), "{}");
  const { status, stdout, stderr } = spawnSync(compiler, ["relay.config.json"], { cwd: folder, encoding: "utf8" });
  const artifacts = status === 0 ? readdirSync(join(folder, artifactDirectory)).sort() : [];
  console.log(JSON.stringify({ status, artifacts, said: status === 0 ? "" : stdout + stderr }));
} finally {
  rmSync(folder, { recursive: true });
}
