using System.Globalization;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// A stand-in for DynamoDB with its tables in memory: what is stopped and started again is empty. Trusted for conditional
/// writes and the limit of an item; it has no transactions.
/// </summary>
public sealed class DynaliteServer() : NodeServer("dynalite")
{
    /// <summary>Its address, whether it runs or not.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));

    private protected override string Script => Path.Combine("dynalite", "cli.js");

    private protected override IReadOnlyList<string> Arguments =>
        ["--host", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--createTableMs", "0"];
}
