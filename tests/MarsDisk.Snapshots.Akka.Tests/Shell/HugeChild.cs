using System.Globalization;
using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>What the process with little memory does: saves a long snapshot, recovers, and reads it to its end.</summary>
internal sealed class HugeChild() : StoreSpec(["offer = handle", "codec = none", "max-body-bytes = 8GiB"])
{
    public async Task<int> RunAsync(long bytes)
    {
        var (keeper, _) = Open();
        keeper.Tell(new Keep(new BlockSource(bytes)), TestActor);
        Listener.FishForMessage(message => message is "saved", TimeSpan.FromMinutes(10));
        Close(keeper);
        var offered = (OffloadedSnapshot)Open().Offered!;
        await using var body = await offered.OpenBody();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(body));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{offered.Handle.BodyLength} bytes, {hash}"));
        return 0;
    }
}
