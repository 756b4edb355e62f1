/** What changes or checks mirrors: a bundle of its own, loaded by the first of these commands. */
export { associateMirror, changeSource } from './associateMirror';
export { checkAllMirrors } from './checkAll';
export { openSource } from './openSource';
export { overwriteMirror } from './overwriteMirror';
export { checkProject, copyProjectId, copyProjectName, syncProject } from './projectCommands';
export { syncMirror } from './syncMirror';
