using System.CommandLine;

using MarsDisk.Actors.Offload;
using MarsDisk.Cli.Output;
using MarsDisk.Configuration;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Offload;

namespace MarsDisk.Cli.Running;

/// <summary>The settings of this process as a node: files, variables and options (architecture.md §9.3).</summary>
internal static class NodeOptions
{
    private const string AppSettings = "appsettings.json";

    /// <summary>Global option.</summary>
    public static Option<string?> File { get; } = new("--node-config")
    {
        Description = "HOCON with settings of the node, see hocon/reference.conf",
        Recursive = true,
    };

    /// <summary>Reads all layers.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="profile">Shipped profile of a process that takes runs by itself; null: a command of a person.</param>
    /// <param name="options">Values of <c>--set</c>.</param>
    /// <returns>The settings, or null after an explanation on standard error.</returns>
    public static NodeConfiguration? Read(ParseResult line, string? profile = null, IReadOnlyList<string>? options = null)
    {
        var loaded = Load(line, profile, options ?? []);
        FindingsText.Print(loaded.Findings, isStrict: false, Console.Error);
        return loaded.Configuration;
    }

    /// <summary>The same, and says nothing.</summary>
    /// <param name="line">The parsed command line.</param>
    /// <param name="profile">Shipped profile of a process that takes runs by itself; null: a command of a person.</param>
    /// <param name="options">Values of <c>--set</c>.</param>
    public static NodeLoadResult Load(ParseResult line, string? profile, IReadOnlyList<string> options)
    {
        try
        {
            var file = line.GetValue(File) is { } path ? Text(path) : null;
            var settings = profile is not null && System.IO.File.Exists(AppSettings) ? Text(AppSettings) : null;
            return Checked(NodeConfigurationLoader.Load(new NodeSources(profile, file, settings, ProcessEnvironment.Variables, options) { ActorLibrary = ActorHost.Library }));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new NodeLoadResult(null, [], [new Finding("settings", 0, 0, "FILE", Severity.Error, error.Message)]);
        }
    }

    private static NamedText Text(string path) => new(path, ConfigurationSources.Content(path));

    /// <summary>Where runs are kept besides their directories; null: nowhere.</summary>
    /// <param name="node">Settings without a problem.</param>
    public static IOffloadTarget? OffloadTarget(NodeConfiguration node) => SnapshotSettings.NamesTarget(node.SnapshotIo)
        ? new SnapshotTarget(SnapshotDepot.Open(node.SnapshotIo, Console.Error.WriteLine))
        : null;

    // What single values cannot say: kinds of store, and options that contradict each other.
    private static NodeLoadResult Checked(NodeLoadResult loaded)
    {
        var problems = loaded.Configuration is { } node ? SnapshotSettings.Problems(node.SnapshotIo) : [];
        return problems.Count == 0
            ? loaded
            : new NodeLoadResult(
                null, loaded.Entries,
                [.. loaded.Findings, .. problems.Select(problem => new Finding("marsdisk.snapshot-io", 0, 0, "RULE", Severity.Error, problem))]);
    }
}
