// The suite gives an endpoint half a second here and there. On a machine that does other things, too, that says nothing of the endpoint:
// all of its time limits are this many times as long. What comes in time is judged at once as before.
const times = 8;
const setTimeoutAsIs = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((call, milliseconds, ...rest) => setTimeoutAsIs(call, (milliseconds ?? 0) * times, ...rest), setTimeoutAsIs);
