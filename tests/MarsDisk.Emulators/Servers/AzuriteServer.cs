using System.Globalization;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// The blob service of Azurite. Its data directory grows until its own collection runs, so every one begins empty.
/// </summary>
public sealed class AzuriteServer() : NodeServer("azurite")
{
    /// <summary>Name of the account that every Azurite has.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>Its key, which is public.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Address of the account.</summary>
    public Uri Endpoint => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/{Account}"));

    private protected override string Script => Path.Combine("azurite", "dist", "src", "blob", "main.js");

    private protected override IReadOnlyList<string> Arguments =>
    [
        "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", DataFolder,
        "--blobHost", "127.0.0.1", "--blobPort", Port.ToString(CultureInfo.InvariantCulture),
    ];
}
