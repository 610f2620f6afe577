using System.Globalization;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// A stand-in for Cosmos DB, without TLS and with its documents in memory: what is stopped and started again is empty.
/// Trusted for point reads and writes and conditions on the ETag, and for nothing else.
/// </summary>
public sealed class CosmosServer() : NodeServer("cosmos")
{
    /// <summary>Its address, whether it runs or not.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));

    private protected override string Script => Path.Combine("@vercel", "cosmosdb-server", "lib", "cli.js");

    private protected override IReadOnlyList<string> NodeArguments => ["--require", Path.Combine(EmulatorFolder.Path, "cosmos-reads.cjs")];

    private protected override IReadOnlyList<string> Arguments =>
        ["--no-ssl", "--host", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture)];
}
