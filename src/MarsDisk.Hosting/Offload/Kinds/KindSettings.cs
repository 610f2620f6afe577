using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>The section of one kind of store: its values, and what is wrong with them. No value of a secret is told.</summary>
/// <param name="io">All settings.</param>
/// <param name="kind">The name of the section.</param>
internal sealed class KindSettings(SnapshotIoSection io, string kind)
{
    private readonly List<string> _problems = [];

    /// <summary>Every problem, one sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How requests are repeated and blocks are sent.</summary>
    public SnapshotUploadOptions Upload => SnapshotSettings.Upload(io);

    /// <summary>How requests to a table are repeated.</summary>
    public RemoteRetryOptions Retry => new() { Attempts = Upload.Attempts };

    public string Text(string key) => io.Text($"{kind}.{key}");

    public bool Has(string key) => Text(key).Length > 0;

    public bool Flag(string key) => io.Flag($"{kind}.{key}");

    public long Number(string key) => io.Number($"{kind}.{key}");

    /// <summary>An address; null: none is given.</summary>
    public Uri? Address(string key) => Has(key) ? new Uri(Text(key), UriKind.Absolute) : null;

    /// <summary>A text; null: it is empty.</summary>
    public string? TextOrNull(string key) => Text(key) is { Length: > 0 } text ? text : null;

    /// <summary>Whole name of a key.</summary>
    public string NameOf(string key) => $"marsdisk.snapshot-io.{kind}.{key}";

    public KindSettings Needs(string key, string advice = "")
    {
        return That(Has(key), $"{NameOf(key)} is empty{(advice.Length == 0 ? "." : $": {advice}.")}");
    }

    /// <summary>A key that has no place beside another one.</summary>
    public KindSettings Excludes(string key, params ReadOnlySpan<string> others)
    {
        foreach (var other in others)
            That(!Has(key) || !Has(other), $"{NameOf(key)} and {NameOf(other)} are both given; one of them is needed.");
        return this;
    }

    /// <summary>A key that means nothing without another one.</summary>
    public KindSettings Pairs(string key, string other) =>
        That(Has(key) == Has(other), $"{NameOf(Has(key) ? other : key)} is empty, and {NameOf(Has(key) ? key : other)} is not.");

    public KindSettings IsAddress(string key) => That(
        !Has(key) || (Uri.TryCreate(Text(key), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address is { Query: "", UserInfo: "" }),
        $"{NameOf(key)} is no address such as https://store.example.org, without a question mark and without a password.");

    /// <summary>Checks the prefix.</summary>
    public KindSettings IsPrefix()
    {
        try
        {
            if (Has("prefix"))
                SnapshotKeys.RequireSafe(Text("prefix"));
        }
        catch (ArgumentException)
        {
            _problems.Add($"{NameOf("prefix")} is \"{Text("prefix")}\"; it consists of visible names with slashes between them, and none at its ends.");
        }
        return this;
    }

    public KindSettings That(bool isGood, string problem)
    {
        if (!isGood)
            _problems.Add(problem);
        return this;
    }
}
