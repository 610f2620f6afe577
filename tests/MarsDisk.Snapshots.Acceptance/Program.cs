using MarsDisk.Snapshots.Acceptance;

return await AcceptanceChild.RunAsync(args);
