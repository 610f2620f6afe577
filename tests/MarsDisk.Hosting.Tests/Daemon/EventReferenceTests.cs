using System.Globalization;

using MarsDisk.Hosting.Daemon.Logging;

namespace MarsDisk.Hosting.Tests.Daemon;

/// <summary>docs/reference/events.md and the code name the same kinds of entries.</summary>
public sealed class EventReferenceTests
{
    [Fact]
    public void The_page_is_the_table_of_the_code()
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "docs", "reference", "events.md")).Where(line => line.StartsWith("| 1", StringComparison.Ordinal)
            || (line.Length > 2 && line[0] == '|' && char.IsAsciiDigit(line[2])));

        Assert.Equal(DaemonEvents.All.Select(Row), page, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_kind_has_its_own_number_and_is_in_the_table()
    {
        var declared = typeof(DaemonEvents).GetFields().Where(field => field.FieldType == typeof(DaemonEvent)).Select(field => (DaemonEvent)field.GetValue(null)!).ToList();

        Assert.Equal(declared.Select(kind => kind.Number), DaemonEvents.All.Select(kind => kind.Number));
        Assert.Equal(declared.Count, declared.Select(kind => kind.Number).Distinct().Count());
    }

    private static string Row(DaemonEvent kind) =>
        string.Create(CultureInfo.InvariantCulture, $"| {kind.Number} | {kind.Level.ToString().ToLowerInvariant()} | `{kind.Template}` | {kind.Meaning} | {(kind.Remedy.Length == 0 ? "–" : kind.Remedy)} |");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MarsDisk.Actors.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
