import { loadavg } from "node:os";

// The suite gives an endpoint half a second here and there. On a machine that does other things, too, that says nothing of the endpoint:
// all of its time limits are some times as long, the more the busier the machine is. What comes in time is judged at once as before.
const leastTimes = 8;
const times = () => Math.max(leastTimes, loadavg()[0]);
const setTimeoutAsIs = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((call, milliseconds, ...rest) => setTimeoutAsIs(call, (milliseconds ?? 0) * times(), ...rest), setTimeoutAsIs);
