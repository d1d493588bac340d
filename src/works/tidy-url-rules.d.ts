declare module 'tidy-url/data/rules.js' {
  const rules: readonly { readonly name: string; readonly rules?: readonly string[] }[];
  export default rules;
}
