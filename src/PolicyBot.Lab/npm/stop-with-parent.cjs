// Loaded before a server (node --require): ends it when standard input closes, that is when its parent asks, or is gone.
// A pipe works on every system; SIGINT, the only signal on which the table emulator saves its file, does not exist on Windows.
'use strict';

process.stdin.on('end', () => process.emit('SIGINT') || process.exit()).resume();
