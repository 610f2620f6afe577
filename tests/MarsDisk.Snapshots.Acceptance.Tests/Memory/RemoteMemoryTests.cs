using MarsDisk.Emulators.Servers;
using Xunit.Abstractions;

namespace MarsDisk.Snapshots.Acceptance.Tests.Memory;

/// <summary>
/// The same for stores behind a connection; the server is another process. <c>MARSDISK_BODY_MIB</c> makes the body longer.
/// </summary>
[Collection(MemoryTests.Name)]
public sealed class RemoteMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const long MiB = 1L << 20;
    private static readonly long BodyBytes = MemoryTests.BodyMebibytes * MiB;

    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-acceptance-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Snapshot", "Q3")]
    [Trait("Snapshot", "107")]
    public async Task A_long_body_travels_to_Azure_Blob_Storage_and_back_in_a_heap_of_sixteen()
    {
        await using var server = new AzuriteServer();
        await server.StartAsync();

        await BothWaysAsync("azure", server.Endpoint.ToString(), 16 * MiB);
    }

    [Fact]
    [Trait("Snapshot", "Q3")]
    [Trait("Snapshot", "107")]
    public async Task A_long_body_travels_to_S3_and_back_in_a_heap_of_twenty_four()
    {
        await using var server = new S3rverServer();
        await server.StartAsync();

        await BothWaysAsync("s3", server.Endpoint, 24 * MiB);
    }

    [Fact]
    [Trait("Snapshot", "Q3")]
    [Trait("Snapshot", "107")]
    public async Task A_long_body_travels_to_PostgreSQL_and_back_in_a_heap_of_sixteen()
    {
        await using var server = await PostgreSqlServer.StartNewAsync();

        await BothWaysAsync("postgresql", server.ConnectionString, 16 * MiB);
    }

    private async Task BothWaysAsync(string store, string place, long heapLimit)
    {
        var task = new AcceptanceTask("save", _folder) { Store = store, Place = place, BodyBytes = BodyBytes };
        var saved = await AcceptanceProcess.RunAsync(task, heapLimit);
        output.WriteLine(saved.ToLine());
        Assert.True(saved.IsOk, $"{saved.Status} {saved.Message}");
        var restored = await AcceptanceProcess.RunAsync(task with { Verb = "restore" }, heapLimit);
        output.WriteLine(restored.ToLine());
        Assert.True(restored.IsOk, $"{restored.Status} {restored.Message}");

        Assert.Equal(BodyBytes, restored.BodyBytes);
        Assert.InRange(saved.ManagedPeakBytes, 1, (24 * MiB) - 1);
        Assert.InRange(restored.ManagedPeakBytes, 1, (24 * MiB) - 1);
    }
}
