import Mocha from 'mocha';
import { reporterWithResults } from './testResults.mjs';

export default reporterWithResults(Mocha);
