const recorder = new URL('recorder.mjs', import.meta.url).href;

/** Hands out the recorder in place of esbuild, to everybody but the recorder itself. */
export async function resolve(specifier, context, next) {
  if (specifier === 'esbuild' && context.parentURL !== recorder) return { url: recorder, shortCircuit: true };
  return next(specifier, context);
}
