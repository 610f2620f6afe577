using System.Text;

namespace MarsDisk.Scenarios.Transcribing;

/// <summary>
/// Transcripts that were read by a person and kept. <c>MARSDISK_UPDATE_TRANSCRIPTS=1</c> writes new ones; what changed is then seen
/// in the review.
/// </summary>
internal static class GoldenTranscript
{
    private const string Solution = "MarsDisk.Actors.sln";
    private const string Folder = "tests/MarsDisk.Scenarios.Tests/Transcripts";
    private const int ContextLines = 4;

    /// <summary>Compares a transcript with the kept one, or writes it.</summary>
    /// <param name="name">Name of the file, without its ending.</param>
    /// <param name="lines">The transcript.</param>
    public static void Require(string name, IReadOnlyList<string> lines)
    {
        if (Environment.GetEnvironmentVariable("MARSDISK_UPDATE_TRANSCRIPTS") == "1")
        {
            File.WriteAllText(Path.Combine(Root(), Folder, $"{name}.txt"), string.Concat(lines.Select(line => line + "\n")));
            return;
        }

        var kept = Path.Combine(AppContext.BaseDirectory, "Transcripts", $"{name}.txt");
        Assert.True(File.Exists(kept), $"There is no transcript {name}.txt; MARSDISK_UPDATE_TRANSCRIPTS=1 writes it.");
        if (Difference(File.ReadAllLines(kept), lines) is { } difference)
            Assert.Fail($"{name}.txt: {difference}\nMARSDISK_UPDATE_TRANSCRIPTS=1 writes a new one.");
    }

    /// <summary>The first line that differs, with what stands before and behind it; null when none does.</summary>
    public static string? Difference(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var at = 0;
        while (at < expected.Count && at < found.Count && expected[at] == found[at])
            at++;
        if (at == expected.Count && at == found.Count)
            return null;
        var text = new StringBuilder($"line {at + 1} differs.\n");
        foreach (var line in expected.Take(at).TakeLast(ContextLines))
            text.Append("    ").AppendLine(line);
        foreach (var line in expected.Skip(at).Take(ContextLines))
            text.Append("  - ").AppendLine(line);
        foreach (var line in found.Skip(at).Take(ContextLines))
            text.Append("  + ").AppendLine(line);
        return text.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"{Solution} is in no folder above the tests.");
    }
}
