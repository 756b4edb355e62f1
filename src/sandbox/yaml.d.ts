/** The build turns YAML into the object that it describes. */
declare module '*.yaml' {
  const contents: unknown;
  export default contents;
}
