using MarsDisk.Snapshots.Boundary.Tests.Reach;

// The tests start this assembly again as the process whose methods are watched.
await WatchedProcess.MainAsync(args[0]);
