using System.CommandLine;

using MarsDisk.Actors.Offload;
using MarsDisk.Cli.Output;
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
        NamedText? file = null;
        if (line.GetValue(File) is { } path)
        {
            if (ConfigurationSources.TextOf(path) is not { } text)
                return null;
            file = new NamedText(path, text);
        }

        var settings = profile is not null && System.IO.File.Exists(AppSettings) && ConfigurationSources.TextOf(AppSettings) is { } content
            ? new NamedText(AppSettings, content)
            : null;
        var loaded = NodeConfigurationLoader.Load(new NodeSources(profile, file, settings, ProcessEnvironment.Variables, options ?? []) { ActorLibrary = ActorHost.Library });
        FindingsText.Print(loaded.Findings, isStrict: false, Console.Error);
        return loaded.Configuration;
    }

    /// <summary>Where state files are copied to; null: nowhere.</summary>
    public static IOffloadTarget? OffloadTarget(NodeConfiguration node) =>
        node.Offload.Directory.Length > 0 ? new DirectoryTarget(new OffloadDirectory(node.Offload.Directory)) : null;

    private sealed class DirectoryTarget(OffloadDirectory directory) : IOffloadTarget
    {
        public string Name => directory.Name;

        public void Copy(Journal.Events.RunId run, Journal.Events.StateFile file, string source) => directory.Copy(run, file, source);
    }
}
