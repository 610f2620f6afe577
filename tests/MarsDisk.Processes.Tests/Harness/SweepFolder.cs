using System.Text.Json;

namespace MarsDisk.Processes.Tests.Harness;

/// <summary>What a sweep left in its directory.</summary>
internal sealed class SweepFolder(string path)
{
    public string Path { get; } = path;

    /// <summary>The runs in the order of the plan.</summary>
    public IReadOnlyList<RunFolder> Runs { get; } = ReadRuns(path);

    /// <summary>Runs that are finished with every file; counted by their last file, which disturbs nobody.</summary>
    public int Finished => Runs.Count(run => File.Exists(run.FileOf("manifest.json")));

    public byte[] Table => File.ReadAllBytes(System.IO.Path.Combine(Path, "table.parquet"));

    public string TableText => File.ReadAllText(System.IO.Path.Combine(Path, "table.csv"));

    public IReadOnlyList<string> TableLines => TableText.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every run is complete, every chunk is committed once, and all bytes are those of an undisturbed sweep.</summary>
    public void AssertEquals(SweepFolder undisturbed)
    {
        Assert.Equal(undisturbed.Runs.Select(run => Name(undisturbed, run)), Runs.Select(run => Name(this, run)), StringComparer.Ordinal);
        foreach (var (run, other) in Runs.Zip(undisturbed.Runs))
            run.AssertEquals(other);
        Assert.Equal(undisturbed.Table, Table);
        Assert.Equal(undisturbed.TableText, TableText);
    }

    private static string Name(SweepFolder sweep, RunFolder run) => System.IO.Path.GetRelativePath(sweep.Path, run.Path);

    private static List<RunFolder> ReadRuns(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(path, "sweep.json")));
        return [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(run => new RunFolder(System.IO.Path.Combine(path, run.GetProperty("directory").GetString()!)))];
    }
}
