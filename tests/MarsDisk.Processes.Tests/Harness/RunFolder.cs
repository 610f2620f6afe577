using System.Security.Cryptography;
using System.Text.Json;

using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>What a run left in its directory.</summary>
internal sealed class RunFolder(string path)
{
    // experience.md §14: these name times, hosts, paths or attempts. Everything else is the same in every run.
    private static readonly string[] OfOneAttempt =
        ["run.json", "run_config.json", "inputs.json", "lease", "manifest.json", "run_card.md", "config/", "journal/", "log/"];

    public string Path { get; } = path;

    public string JournalPath => System.IO.Path.Combine(Path, "journal", "run.journal");

    /// <summary>The fold of the journal; reading it checks every record and that the ranges join.</summary>
    public RunLedger Ledger() => JournalFile.Read(JournalPath).ToLedger();

    /// <summary>Id of the run.</summary>
    public string Id()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(FileOf("run.json")));
        return document.RootElement.GetProperty("run").GetString()!;
    }

    /// <summary>Name and SHA-256 of every published file that all runs of one plan share.</summary>
    public SortedDictionary<string, string> SharedFiles()
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names().Where(name => !OfOneAttempt.Any(exempt => name.StartsWith(exempt, StringComparison.Ordinal))))
            hashes[name] = Hash(name);
        return hashes;
    }

    /// <summary>Name and SHA-256 of everything, to see that nothing was touched.</summary>
    public SortedDictionary<string, string> AllFiles()
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names())
            hashes[name] = Hash(name);
        return hashes;
    }

    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The run is finished, its files are those of an undisturbed run, and nothing else lies about.</summary>
    public void AssertEquals(RunFolder undisturbed)
    {
        Assert.Equal(undisturbed.SharedFiles(), SharedFiles());
        AssertTidy();
    }

    /// <summary>The journal can be read and is completed; every chunk and state file is named by it; <c>tmp</c> is empty.</summary>
    public void AssertTidy()
    {
        var ledger = Ledger();
        var named = ledger.TableFiles().Select(file => file.Name)
            .Concat(new[] { ledger.State, ledger.PreviousState }.OfType<StateFile>().Select(file => file.Name));
        var found = Names().Where(name => name.StartsWith("state/", StringComparison.Ordinal) || name.Contains("_chunk_", StringComparison.Ordinal)
            || (name.StartsWith("series/", StringComparison.Ordinal) && named.Contains(name, StringComparer.Ordinal)));

        Assert.True(ledger.Outcome?.IsCompleted);
        Assert.Equal(named.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(FileOf("tmp")));
    }

    private IEnumerable<string> Names() => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'));

    private string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(FileOf(name))));
}
