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
    "src/gql/public.ts": { schema: "../schema/sdl/public.graphql", documents: ["src/{api,parts,public}/**/*.{ts,tsx}"], plugins, config },
    "src/gql/contact.ts": { schema: "../schema/sdl/contact.graphql", documents: ["src/{api,parts,thread,subject,guest,portal,sessions}/**/*.{ts,tsx}"], plugins, config },
    "src/gql/staff.ts": { schema: "../schema/sdl/admin.graphql", documents: ["src/{api,parts,thread,desk,sessions}/**/*.{ts,tsx}"], plugins, config },
  },
} satisfies CodegenConfig;
