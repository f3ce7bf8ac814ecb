import type { CodegenConfig } from "@graphql-codegen/cli";

const config = {
  useTypeImports: true,
  onlyOperationTypes: true,
  avoidOptionals: { field: true },
  scalars: { ID: "string", DateTime: "string", Date: "string", EmailAddress: "string", PhoneNumber: "string" },
  strictScalars: true,
  enumsAsTypes: true,
  skipTypename: false,
  dedupeFragments: true,
};
const plugins = ["typescript-operations"];

// Each entry is checked against the schema of its audience; what entries share must fit both.
export default {
  generates: {
    "src/gql/contact.ts": { schema: "../schema/sdl/contact.graphql", documents: ["src/{api,parts,thread,guest}/**/*.{ts,tsx}"], plugins, config },
  },
} satisfies CodegenConfig;
