using System.Globalization;
using MarsDisk.Snapshots.Akka.Tests;

// The tests start this assembly again as the process with little memory.
if (args is not [HugeSnapshotTests.Argument, var bytes])
    return 2;
using var child = new HugeChild();
return await child.RunAsync(long.Parse(bytes, CultureInfo.InvariantCulture));
