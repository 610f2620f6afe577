using System.CommandLine;

using MarsDisk.Actors.Offload;
using MarsDisk.Cli.Output;
using MarsDisk.Configuration;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Storage.Offload;

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
            return NodeConfigurationLoader.Load(new NodeSources(profile, file, settings, ProcessEnvironment.Variables, options) { ActorLibrary = ActorHost.Library });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new NodeLoadResult(null, [], [new Finding("settings", 0, 0, "FILE", Severity.Error, error.Message)]);
        }
    }

    private static NamedText Text(string path) => new(path, ConfigurationSources.Content(path));

    /// <summary>Where state files are copied to; null: nowhere.</summary>
    public static IOffloadTarget? OffloadTarget(NodeConfiguration node) =>
        node.Offload.Directory.Length > 0 ? new DirectoryTarget(new OffloadDirectory(node.Offload.Directory)) : null;

    private sealed class DirectoryTarget(OffloadDirectory directory) : IOffloadTarget
    {
        public string Name => directory.Name;

        public void Copy(Journal.Events.RunId run, Journal.Events.StateFile file, string source) => directory.Copy(run, file, source);
    }
}
