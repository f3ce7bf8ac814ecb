// One printed schema against the rules of Relay for schemas: each finding is a line of JSON.

import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import graphql from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";

const [schema] = process.argv.slice(2);
const hasPages = readFileSync(schema, "utf8").includes("Connection {");
const rules = {
  ...graphql.configs["flat/schema-relay"].rules,
  // A list that cannot grow is a plain list; the specification of connections leaves it that.
  "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
  // A schema without connections needs no PageInfo.
  "@graphql-eslint/relay-page-info": hasPages ? "error" : "off",
};

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ["**/*.graphql"],
      languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
      plugins: { "@graphql-eslint": graphql },
      rules,
    },
  ],
  cwd: dirname(schema),
});
for (const { messages } of await eslint.lintFiles([schema])) {
  for (const { ruleId, line, message } of messages) console.log(JSON.stringify({ ruleId, line, message }));
}
