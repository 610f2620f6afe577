using MarsDisk.Snapshots.PostgreSql.Tests.Crashes;
using MarsDisk.Snapshots.Testing.Crashes;

// The tests start this assembly again as the process that dies.
return await CrashChild.RunAsync(args, new PostgreSqlCrashStores());
